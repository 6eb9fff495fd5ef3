"""Requests of clients about their own records, and the export that answers them."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.pages import accepted, asking_user
from clients.law import law
from config.archives import Files
from config.forms import PlainForm
from plans.giving import may_give, paper_for
from plans.models import Printout, Version
from plans.pages import answer_status
from plans.paper import PressUnavailable
from plans.paper.ordering import Order
from trail.recording import record

from . import actions, forms
from .models import RecordRequest
from .pages import client_for, crumbs, lines, request_of
from .parts import named, parts_of
from .record_set import file_name, record_files
from .standing import ground_in_words, standing


@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    """Every request that the user may see, those that wait first."""
    user = asking_user(request)
    assert user.practice is not None
    found = lines(RecordRequest.objects.visible_to(user).with_steps(), user.practice.today)
    shown = {line.request.client_id for line in found}
    record("requests.listed", user.practice, by=user, clients=shown)
    return render(request, "exchange/requests.html", {"lines": found, "clocks": law().clocks})


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Write down that the client asked."""
    user = asking_user(request)
    client = client_for(request, client_id)
    form = forms.RequestForm(
        request.POST or None,
        instance=RecordRequest(client=client),
        initial={"received_on": client.practice.today},
    )
    if form.is_valid() and accepted(form, lambda: actions.receive(form.instance, by=user)):
        messages.success(request, "Written down. The days are counted from its day.")
        return redirect("exchange:request", client.pk, form.instance.pk)
    page = {
        "form": form,
        "client": client,
        "title": "The client asks for the record",
        "crumbs": crumbs(client),
        "back": crumbs(client)[-1][1],
    }
    return render(request, "clients/form.html", page, status=answer_status(form))


@require_safe
def one(request: HttpRequest, client_id: UUID, pk: UUID) -> HttpResponse:
    """One request: its clock, its steps, and what can be done."""
    asked = request_of(request, client_id, pk)
    return _shown(request, asked, forms.ExportForm())


@require_http_methods(["GET", "POST"])
def extend(request: HttpRequest, client_id: UUID, pk: UUID) -> HttpResponse:
    """More time, once, with its reason."""
    asked = request_of(request, client_id, pk, to_write=True)
    form = forms.ExtendForm(request.POST or None, initial={"until": asked.latest_extension})
    user = asking_user(request)
    return _step(
        request,
        asked,
        form,
        lambda: actions.extend(asked, **form.cleaned_data, by=user),
        title="Extend the time",
        lead=f"Once, by {asked.clock.extension_days} days at most. {asked.clock.source}",
    )


@require_http_methods(["GET", "POST"])
def deny(request: HttpRequest, client_id: UUID, pk: UUID) -> HttpResponse:
    """Refuse access, on one of the regulation's grounds."""
    asked = request_of(request, client_id, pk, to_write=True)
    user = asking_user(request)
    form = forms.DenyForm(request.POST or None, parts=parts_of(asked.client, user))
    return _step(
        request,
        asked,
        form,
        lambda: actions.deny(asked, **form.cleaned_data, by=user),
        title="Deny access",
        lead=law().denying.not_held.words,
    )


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, client_id: UUID, pk: UUID) -> HttpResponse:
    """Somebody who took no part in the denial looked at it again."""
    asked = request_of(request, client_id, pk, to_write=True)
    form = forms.ReviewForm(request.POST or None, initial={"on": asked.practice.today})
    user, rule = asking_user(request), law().denying.review
    return _step(
        request,
        asked,
        form,
        lambda: actions.review_denial(asked, **form.cleaned_data, by=user),
        title="The denial was reviewed",
        lead=f"{rule.words} {rule.source}",
    )


@require_http_methods(["GET", "POST"])
def elsewhere(request: HttpRequest, client_id: UUID, pk: UUID) -> HttpResponse:
    """The practice does not hold what is asked for."""
    asked = request_of(request, client_id, pk, to_write=True)
    form = forms.ElsewhereForm(request.POST or None)
    user, rule = asking_user(request), law().denying.not_held
    return _step(
        request,
        asked,
        form,
        lambda: actions.send_elsewhere(asked, **form.cleaned_data, by=user),
        title="It is not held here",
        lead=f"{rule.words} {rule.source}",
    )


@require_http_methods(["GET", "POST"])
def fulfil(request: HttpRequest, client_id: UUID, pk: UUID) -> HttpResponse:
    """The client got what was asked for, in another way."""
    asked = request_of(request, client_id, pk, to_write=True)
    form = forms.FulfilForm(request.POST or None, initial={"on": asked.practice.today})
    user = asking_user(request)
    return _step(
        request,
        asked,
        form,
        lambda: actions.fulfil(asked, **form.cleaned_data, by=user),
        title="The client got it",
    )


@require_http_methods(["GET", "POST"])
def export(request: HttpRequest, client_id: UUID, pk: UUID) -> HttpResponse:
    """Build the whole record as one file; the answer is the file."""
    asked = request_of(request, client_id, pk, to_write=True)
    form = forms.ExportForm(request.POST or None)
    built: list[bytes] = []
    try:
        if form.is_valid() and accepted(form, lambda: built.append(_built(request, asked, form))):
            kept = {"Content-Disposition": f'attachment; filename="{file_name(asked.client)}"'}
            return HttpResponse(built[0], content_type="application/zip", headers=kept)
    except PressUnavailable as absent:
        return render(request, "plans/paper/unavailable.html", {"absent": absent}, status=503)
    return _shown(request, asked, form)


def _built(request: HttpRequest, asked: RecordRequest, form: forms.ExportForm) -> bytes:
    user, verify_at = asking_user(request), request.build_absolute_uri("/verify/")
    for_whom = asked.name or asked.client.legal_name

    def paper(version: Version) -> Printout:
        order = Order(
            version, Printout.Preset.CHART, for_whom, "the client’s own record", verify_at
        )
        return paper_for(order, by=user)

    def gather(withheld: tuple[str, ...]) -> Files:
        return record_files(asked.client, paper=paper, by=user, withheld=withheld)

    given = form.cleaned_data
    return actions.export_record(
        asked, pk=given["new_id"], way=given["way"], gather=gather, by=user
    )


def _shown(request: HttpRequest, asked: RecordRequest, form: forms.ExportForm) -> HttpResponse:
    client, user = asked.client, asking_user(request)
    now = standing(asked, asked.practice.today)
    page = {
        "asked": asked,
        "standing": now,
        "steps": [(step, ground_in_words(step)) for step in asked.steps.all()],
        "withheld": named(client, now.withheld, user),
        "in_part": law().denying.in_part,
        "exports": asked.exports.select_related("made_by"),
        "form": form,
        "client": client,
        "may_answer": may_give(client, user),
        "crumbs": crumbs(client),
    }
    return render(request, "exchange/request.html", page, status=answer_status(form))


def _step(
    request: HttpRequest,
    asked: RecordRequest,
    form: PlainForm,
    act: Callable[[], Any],
    *,
    title: str,
    lead: str = "",
) -> HttpResponse:
    if form.is_valid() and accepted(form, act):
        messages.success(request, "Written down.")
        return redirect("exchange:request", asked.client_id, asked.pk)
    page = {"form": form, "title": title, "lead": lead, "crumbs": crumbs(asked.client)}
    page |= {"client": asked.client, "back": f"../../{asked.pk}/"}
    return render(request, "clients/form.html", page, status=answer_status(form))
