"""Diagnosing, with the search for ICD-10-CM codes."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_http_methods

from accounts.pages import asking_user
from clients import actions, icd10
from clients.forms import DiagnosisForm, NewDiagnosisForm
from clients.models import Diagnosis, IcdCode

from .parts import fill_in, opened_to_write

MOST_SHOWN = 20
TEMPLATE = "clients/diagnosis.html"


@require_http_methods(["GET", "POST"])
def add_diagnosis(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Add a diagnosis."""
    user = asking_user(request)
    client = opened_to_write(request, client_id)
    form = _filled(request, NewDiagnosisForm, Diagnosis(client=client))
    return fill_in(
        request,
        form,
        lambda: actions.add_diagnosis(form.instance, by=user),
        client=client,
        title="New diagnosis",
        part="diagnoses",
        template=TEMPLATE,
        **_codes(request, form.searched),
    )


@require_http_methods(["GET", "POST"])
def edit_diagnosis(request: HttpRequest, client_id: UUID, pk: UUID) -> HttpResponse:
    """Edit, resolve or rule out a diagnosis."""
    user = asking_user(request)
    client = opened_to_write(request, client_id)
    diagnosis = get_object_or_404(Diagnosis.objects.visible_to(user), pk=pk, client=client)
    stored = diagnosis.code
    form = _filled(request, DiagnosisForm, diagnosis)
    searched = "" if form.searched == stored else form.searched
    return fill_in(
        request,
        form,
        lambda: actions.change_diagnosis(form.instance, expected=form.expected, by=user),
        client=client,
        title=f"Diagnosis {stored}",
        part="diagnoses",
        template=TEMPLATE,
        **_codes(request, searched),
    )


def _filled(request: HttpRequest, kind: type[Any], diagnosis: Diagnosis) -> Any:
    """The form; only shown, not judged, when codes are searched for (works without script)."""
    by = asking_user(request)
    if request.method == "POST" and "search" not in request.POST:
        return kind(request.POST, instance=diagnosis, by=by)
    form = kind(instance=diagnosis, by=by, initial=request.POST.dict())
    form.initial |= request.POST.dict()
    if searched := request.GET.get("q"):
        form.initial["code"] = searched
    return form


def _codes(request: HttpRequest, searched: str) -> dict[str, Any]:
    today = asking_user(request).practice.today  # type: ignore[union-attr]
    codes = IcdCode.objects.search(searched, MOST_SHOWN) if searched.strip() else None
    return {
        "searched": searched,
        "codes": codes,
        "chosen": request.POST.get("chosen", ""),
        "release": icd10.release_in_use(today),
    }


@require_GET
def codes(request: HttpRequest) -> HttpResponse:
    """ICD-10-CM codes for what was typed: a page, or (asked for by script) the list alone."""
    searched = request.GET.get("q") or request.GET.get("code") or ""
    template = "clients/codes.html#found" if request.htmx else "clients/codes.html"  # type: ignore[attr-defined]
    return render(request, template, _codes(request, searched))
