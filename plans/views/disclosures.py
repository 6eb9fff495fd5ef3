"""Who received what of a client's record: giving paper away, the log, and the accounting."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.pages import accepted, asking_user, shown
from clients.actions.permits import require_assigner
from clients.law import law
from clients.models import Client
from clients.part2 import notice_for
from config.spreadsheets import csv_file
from trail.recording import record

from .. import accounting as accounts
from ..actions.disclosing import give_paper, write_down
from ..forms.disclosing import AccountingForm, DisclosureForm, GivePaperForm
from ..giving import known_recipients, may_give, paper_for, shortcoming
from ..models import Disclosure, Printout, Version
from ..pages import answer_status, crumbs
from ..paper import PressUnavailable
from ..paper.ordering import Order


@require_safe
def log(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Every disclosure of this record, the newest first."""
    user = asking_user(request)
    client = _opened(request, client_id, "disclosures.opened")
    found = Disclosure.objects.visible_to(user).filter(client=client)
    rows = found.select_related("recorded_by", "printout").defer("printout__bytes")
    page = {
        "client": client,
        "rows": [(row, shortcoming(row, part2=client.part2)) for row in rows],
        "may_disclose": may_give(client, user),
        "crumbs": _crumbs(client)[:-1],
    }
    return render(request, "plans/disclosures.html", page)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Write down a disclosure that was no paper of ours."""
    user = asking_user(request)
    client = _opened(request, client_id, "disclosures.opened")
    require_assigner(client, user)
    start = {"disclosed_on": client.practice.today}
    form = DisclosureForm(request.POST or None, instance=Disclosure(client=client), initial=start)
    if form.is_valid() and accepted(form, lambda: write_down(form.instance, by=user)):
        messages.success(request, "Written down.")
        if missing := shortcoming(form.instance, part2=client.part2):
            messages.warning(request, missing)
        return redirect("plans:disclosures", client.pk)
    page = {"title": "Write down a disclosure", "button": "Write it down"}
    return _form(request, client, form, page)


@require_http_methods(["GET", "POST"])
def give(request: HttpRequest, client_id: UUID, number: int, version: int) -> HttpResponse:
    """Make this version's paper for somebody, and write down that they received it."""
    user = asking_user(request)
    found = _version(user, client_id, number, version)
    client = found.plan.client
    require_assigner(client, user)
    shown(request, "version.opened", found, [client.pk])
    start = {"purpose": "review of treatment"}
    form = GivePaperForm(request.POST or None, instance=Disclosure(client=client), initial=start)
    try:
        if form.is_valid() and accepted(form, lambda: _give(request, form, found)):
            messages.success(request, "Written down. The paper is in the list below.")
            return redirect("plans:disclosures", client.pk)
    except PressUnavailable as absent:
        return render(request, "plans/paper/unavailable.html", {"absent": absent}, status=503)
    page: dict[str, Any] = {"title": f"Give version {found.number} to somebody"}
    page |= {"button": "Make it and write it down", "crumbs": crumbs(found.plan)}
    return _form(request, client, form, page)


def _give(request: HttpRequest, form: GivePaperForm, version: Version) -> None:
    user, row, preset = asking_user(request), form.instance, form.cleaned_data["preset"]
    order = Order(
        version,
        preset,
        for_whom=row.recipient,
        purpose=row.purpose,
        verify_at=request.build_absolute_uri("/verify/"),
        anyway=form.cleaned_data["anyway"],
        ground=row.ground,
        without=row.without,
    )
    give_paper(row, version, preset=preset, paper=lambda: paper_for(order, by=user), by=user)


@require_safe
def accounting(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """What the client is told on request, to read and to print."""
    client, form, told = _accounted(request, client_id)
    page = {
        "client": client,
        "form": form,
        "accounting": told,
        "headings": accounts.HEADINGS,
        "query": request.GET.urlencode(),
        "law": law(),
        "notice": notice_for(client),
        "crumbs": _crumbs(client),
    }
    return render(request, "plans/accounting.html", page)


@require_safe
def accounting_csv(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """The same, for a spreadsheet program. Named by the record's number, not by the client."""
    client, _, told = _accounted(request, client_id)
    return csv_file(f"{client.file_stem}-disclosures.csv", accounts.HEADINGS, told.rows)


@require_safe
def printout(request: HttpRequest, client_id: UUID, pk: UUID) -> HttpResponse:
    """Paper that was made before, byte for byte."""
    user = asking_user(request)
    papers = Printout.objects.visible_to(user).select_related("version__plan__client")
    paper = get_object_or_404(papers, pk=pk, version__plan__client=client_id)
    record("paper.opened", paper, by=user, clients=[client_id], changed={"digest": paper.digest})
    # Named by the paper's own digest, never by the client's name.
    kept = {"Content-Disposition": f'attachment; filename="plan-{paper.digest[:12]}.pdf"'}
    return HttpResponse(bytes(paper.bytes), content_type="application/pdf", headers=kept)


def _accounted(
    request: HttpRequest, client_id: UUID
) -> tuple[Client, AccountingForm, accounts.Accounting]:
    user = asking_user(request)
    client = _opened(request, client_id, "disclosures.accounted")
    form = AccountingForm(request.GET or None)
    asked_on, everything = form.asked(client.practice.today)
    rows = Disclosure.objects.visible_to(user).filter(client=client)
    told = accounts.accounting(rows, asked_on=asked_on, everything=everything, part2=client.part2)
    return client, form, told


def _opened(request: HttpRequest, client_id: UUID, verb: str) -> Client:
    user = asking_user(request)
    clients = Client.objects.visible_to(user).select_related("practice")
    client = get_object_or_404(clients, pk=client_id)
    shown(request, verb, client, [client.pk])
    return client


def _version(user: User, client_id: UUID, number: int, version: int) -> Version:
    found = Version.objects.visible_to(user).select_related(
        "plan__client__practice", "plan__practice"
    )
    return get_object_or_404(
        found.with_signatures(),
        plan__client=client_id,
        plan__number=number,
        number=version,
    )


def _crumbs(client: Client) -> list[tuple[str, str]]:
    return [
        ("Clients", reverse("clients:list")),
        (client.legal_name, reverse("clients:detail", args=[client.pk])),
        ("Disclosures", reverse("plans:disclosures", args=[client.pk])),
    ]


def _form(
    request: HttpRequest, client: Client, form: DisclosureForm, more: dict[str, Any]
) -> HttpResponse:
    page = {
        "client": client,
        "form": form,
        "known": known_recipients(client),
        "back": reverse("plans:disclosures", args=[client.pk]),
        "crumbs": _crumbs(client),
        **more,
    }
    return render(request, "plans/disclose.html", page, status=answer_status(form))
