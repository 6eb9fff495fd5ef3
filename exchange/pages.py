"""What the pages of requests share: finding them, and the lines of a list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.models import User
from accounts.pages import asking_user, shown
from clients.actions.permits import require_assigner
from clients.models import Client

from .models import RecordRequest
from .standing import Standing, standing


@dataclass(frozen=True)
class Line:
    """A request, and where it stands today."""

    request: RecordRequest
    standing: Standing

    @property
    def url(self) -> str:
        """Its page."""
        return reverse("exchange:request", args=[self.request.client_id, self.request.pk])


def lines(requests: Iterable[RecordRequest], today: date) -> list[Line]:
    """The open ones first, by the days that are left; then the closed ones, the newest first."""
    found = [Line(request, standing(request, today)) for request in requests]
    waiting = [line for line in found if line.standing.is_open]
    done = [line for line in found if not line.standing.is_open]
    waiting.sort(key=lambda line: line.standing.due_on)
    done.sort(key=lambda line: line.request.received_on, reverse=True)
    return waiting + done


def open_for(user: User) -> list[Line]:
    """What waits on the first page: for admins every open request, for others their clients'.

    A clinician answers for the clients whose open plan they lead; two queries.
    """
    if user.practice is None or not user.is_staff_here:
        return []
    waiting = RecordRequest.objects.visible_to(user).open().with_steps()
    if not user.is_admin:
        waiting = waiting.filter(
            client__plans__lead=user, client__plans__closed_on__isnull=True
        ).distinct()
    return lines(waiting, user.practice.today)


def request_of(
    request: HttpRequest, client_id: UUID, pk: UUID, *, to_write: bool = False
) -> RecordRequest:
    """The request, if the user may see it; opening it is an act. A mere reader who wants to write

    gets 403.
    """
    user = asking_user(request)
    requests = RecordRequest.objects.visible_to(user).with_steps()
    found = get_object_or_404(
        requests.select_related("client__practice", "practice"), pk=pk, client=client_id
    )
    if to_write:
        require_assigner(found.client, user)
    shown(request, "request.opened", found, [found.client_id])
    return found


def client_for(request: HttpRequest, client_id: UUID) -> Client:
    """The client, for somebody who may answer for the record."""
    user = asking_user(request)
    clients = Client.objects.visible_to(user).select_related("practice")
    client = get_object_or_404(clients, pk=client_id)
    require_assigner(client, user)
    shown(request, "client.opened", client, [client.pk])
    return client


def crumbs(client: Client, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """Where the page stands."""
    return [
        ("Clients", reverse("clients:list")),
        (client.legal_name, reverse("clients:detail", args=[client.pk])),
        *more,
    ]
