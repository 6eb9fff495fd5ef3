"""Pages of sign-offs: those that were signed, and a period to read and sign."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.pages import accepted, asking_user, shown
from plans.models import Plan

from .. import actions
from ..actions.asking import require_admin
from ..actions.signing_off import STATES
from ..models import SignOff
from .document import PeriodDocument, digest
from .forms import PeriodForm, SignOffForm
from .gathering import document_of

SHOWN = 100


@require_safe
def sign_offs(request: HttpRequest) -> HttpResponse:
    """Every period that was signed, the newest first."""
    user = asking_user(request)
    require_admin(user)
    assert user.practice is not None
    page = {
        "sign_offs": SignOff.objects.visible_to(user).defer("document")[:SHOWN],
        "form": PeriodForm(request.GET, today=user.practice.today),
    }
    return render(request, "audits/sign_offs.html", page)


@require_http_methods(["GET", "POST"])
def sign_period(request: HttpRequest) -> HttpResponse:
    """A period as it stands today, and the signature under it."""
    user = asking_user(request)
    require_admin(user)
    assert user.practice is not None
    period = PeriodForm(request.GET, today=user.practice.today)
    form = SignOffForm(request.POST or None, request=request)
    page: dict[str, Any] = {"period": period, "form": form, "states": STATES}
    if not period.is_valid():
        return render(request, "audits/sign_period.html", page | {"has_errors": True}, status=422)
    page["to_judge"] = actions.bring_up_to_date(user.practice)
    signed: list[SignOff] = []
    if form.is_valid() and accepted(form, lambda: signed.append(_sign(period, form, user))):
        return redirect("audits:sign-off", signed[0].pk)
    page |= _read(request, user, document_of(user, **_days(period)))
    return render(request, "audits/sign_period.html", page, status=422 if form.errors else 200)


@require_safe
def show(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What was signed, as it was signed: to read and to print."""
    user = asking_user(request)
    require_admin(user)
    row = get_object_or_404(SignOff.objects.visible_to(user), pk=pk)
    page = {"row": row, "holds": digest(row.document) == row.digest}
    page |= _read(request, user, PeriodDocument.stored(row.document))
    page["crumbs"] = [("Sign-offs", reverse("audits:sign-offs"))]
    return render(request, "audits/sign_off.html", page)


def _days(period: PeriodForm) -> dict[str, Any]:
    return {"first": period.cleaned_data["from_on"], "last": period.cleaned_data["until_on"]}


def _sign(period: PeriodForm, form: SignOffForm, user: User) -> SignOff:
    seen = form.cleaned_data["seen"]
    return actions.sign_off(**_days(period), seen=seen, method=form.method, by=user)


def _read(request: HttpRequest, user: User, document: PeriodDocument) -> dict[str, Any]:
    """What the page shows of it; whoever's waiver stands there was shown."""
    plans = Plan.objects.visible_to(user).filter(pk__in=[one.plan for one in document.waivers])
    clients = set(plans.values_list("client", flat=True))
    shown(request, "sign_off.read", user.practice, clients)
    return {"document": document, "seen": digest(document.canonical())}
