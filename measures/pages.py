"""What the pages of measures share: whose record it is, which measure, and the way back."""

from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.models import User
from accounts.pages import asking_user, shown
from clients.actions.permits import require_author
from clients.models import Client
from config.forms import PlainForm, PlainModelForm

from .catalogue import Known, find
from .models import Administration


def record_of(request: HttpRequest, client_id: UUID, verb: str) -> Client:
    """The client, for somebody who may see them. Opening leaves its trace."""
    clients = Client.objects.visible_to(asking_user(request)).select_related("practice")
    client = get_object_or_404(clients, pk=client_id)
    shown(request, verb, client, [client.pk])
    return client


def record_to_write(request: HttpRequest, client_id: UUID, verb: str) -> Client:
    """The same, for a page that only a clinician on the care team needs; to others 403."""
    client = record_of(request, client_id, verb)
    require_author(client, asking_user(request))
    return client


def known_or_404(key: str, user: User) -> Known:
    """An instrument of the practice."""
    if known := find(key, user):
        return known
    raise Http404


def in_use_or_404(key: str, user: User) -> Known:
    """An instrument that the practice uses."""
    known = known_or_404(key, user)
    if not known.is_on:
        raise Http404
    return known


def given_of(client_id: UUID, pk: UUID, user: User) -> Administration:
    """What was given to this client, if the user may see them."""
    rows = Administration.objects.visible_to(user).select_related(
        "client__practice", "instrument", "attendance__session", "completed_by", "changed_by"
    )
    return get_object_or_404(rows, pk=pk, client=client_id)


def given_to_write(client_id: UUID, pk: UUID, user: User) -> Administration:
    """The same, for somebody who writes in the record."""
    given = given_of(client_id, pk, user)
    require_author(given.client, user)
    return given


def crumbs(client: Client, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """Where the page stands."""
    return [
        ("Clients", reverse("clients:list")),
        (client.legal_name, reverse("clients:detail", args=[client.pk])),
        *more,
    ]


def measures_crumb(client: Client) -> tuple[str, str]:
    """The way to the client's measures."""
    return "Measures", reverse("measures:of-client", args=[client.pk])


def status_of(form: PlainForm | PlainModelForm) -> int:
    """200 for a fresh form, 422 for a refused one, 409 when somebody else was faster."""
    if form.conflict:
        return 409
    return 422 if form.is_bound and form.errors else 200
