"""The client's journal: what was brought, with its date, and drawn like a measure."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.autosave import saved
from accounts.pages import asking_user
from clients.models import Client
from goals import charts
from goals.pages import picture

from .. import actions
from ..finding import journal_of
from ..forms import EntryForm, NewEntryForm
from ..models import JournalEntry
from ..pages import crumbs, record_of, record_to_write, status_of
from ..reading import journal_lines
from .of_client import VARIANTS


@require_safe
def journal(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Every entry, newest first, and a picture for each scale."""
    user = asking_user(request)
    client = record_of(request, client_id, "journal.opened")
    entries = list(journal_of(client, user))
    page = {
        "client": client,
        "crumbs": crumbs(client),
        "entries": entries,
        "lines": journal_lines(entries),
        "may_write": client.is_written_by(user),
    }
    return render(request, "measures/journal.html", page)


@require_http_methods(["GET", "POST"])
def add_entry(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Write down what the client brought."""
    user = asking_user(request)
    client = record_to_write(request, client_id, "journal.opened")
    entry = JournalEntry(client=client, on=client.practice.today)
    form = NewEntryForm(request.POST or None, instance=entry)
    if saved(
        request,
        form,
        lambda: actions.add_entry(form.instance, by=user),
        goes_on="measures:edit-entry",
    ):
        return redirect("measures:journal", client_id)
    return _form_page(request, client, form, "New journal entry")


@require_http_methods(["GET", "POST"])
def edit_entry(request: HttpRequest, client_id: UUID, pk: UUID) -> HttpResponse:
    """Put an entry right."""
    user = asking_user(request)
    client = record_to_write(request, client_id, "journal.opened")
    entry = get_object_or_404(JournalEntry.objects.visible_to(user), pk=pk, client=client)
    form = EntryForm(request.POST or None, instance=entry)
    if saved(
        request,
        form,
        lambda: actions.change_entry(form.instance, expected=form.expected, by=user),
    ):
        return redirect("measures:journal", client_id)
    return _form_page(request, client, form, "Journal entry")


@require_safe
def journal_chart(request: HttpRequest, client_id: UUID, pk: UUID) -> HttpResponse:
    """The picture of the scale that this entry is on."""
    user = asking_user(request)
    variant = VARIANTS.get(request.GET.get("variant", "wide"))
    client = record_of(request, client_id, "chart.read")
    lines = journal_lines(journal_of(client, user))
    found = next((line for line in lines if pk in {one.pk for one in line.entries}), None)
    if variant is None or found is None:
        raise Http404
    drawn = found.chart()
    return picture(
        request,
        charts.digest(drawn, variant=variant),
        lambda: charts.goal_chart(drawn, variant=variant),
    )


def _form_page(
    request: HttpRequest, client: Client, form: NewEntryForm | EntryForm, title: str
) -> HttpResponse:
    back = reverse("measures:journal", args=[client.pk])
    page = {
        "client": client,
        "form": form,
        "title": title,
        "crumbs": crumbs(client, ("Journal", back)),
        "back": back,
    }
    return render(request, "clients/form.html", page, status=status_of(form))
