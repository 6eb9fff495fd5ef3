"""Who reads a client's page: the client, a guardian, or somebody who reads for several."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import HttpRequest

from accounts.models import Practice, User
from accounts.pages import asking_user
from clients.models import Client, ClientAccess
from clients.seats import Seat
from config.middleware import client_of
from config.tenancy import acting, as_client
from trail.recording import record

from .voice import Voice


@dataclass(frozen=True)
class Reader:
    """The signed-in reader, and the client whose page it is: decided by the sign-in."""

    user: User
    practice: Practice
    client_id: UUID
    seats: tuple[Seat, ...]

    @property
    def today(self) -> date:
        """Today where the practice is."""
        return self.practice.today

    @property
    def has_choice(self) -> bool:
        """Whether the reader reads for several clients."""
        return len(self.seats) > 1

    @property
    def client(self) -> Client:
        """The client as a subject of the trail; nothing of the row is read."""
        return Client(pk=self.client_id, practice=self.practice)

    def voice(self) -> Voice:
        """How the page speaks to this reader. One query."""
        row = (
            ClientAccess.objects.standing()
            .held_by(self.user)
            .filter(client=self.client_id)
            .values_list("kind", "client__preferred_name", "client__given_name")
            .first()
        )
        if row is None or row[0] == ClientAccess.Kind.CLIENT:
            return Voice()
        return Voice(row[1] or row[2])


def reader_of(request: HttpRequest) -> Reader:
    """Who reads."""
    user = asking_user(request)
    assert user.practice is not None
    held: list[Seat] = request.seats  # type: ignore[attr-defined]
    mine = tuple(seat for seat in held if seat.for_client)
    return Reader(user, user.practice, client_of(request), mine)


@dataclass(frozen=True)
class Readable:
    """A client whose page the reader may choose."""

    client_id: UUID
    name: str
    practice_name: str
    is_current: bool


def open_choice(reader: Reader) -> list[Readable]:
    """Each client that the reader reads for, by name, with a trace for each.

    A client's request sees one client's row, so each name is asked for from its own seat: four
    queries for each.
    """
    return [_named(seat, reader) for seat in reader.seats]


def _named(seat: Seat, reader: Reader) -> Readable:
    assert seat.client_id is not None
    with acting(as_client(seat.practice.pk, reader.user.pk, seat.client_id)):
        row = Client.objects.filter(pk=seat.client_id).order_by()
        preferred, given = row.values_list("preferred_name", "given_name").get()
        subject = Client(pk=seat.client_id, practice=seat.practice)
        record("progress.choice_opened", subject, by=reader.user, clients=[seat.client_id])
    return Readable(
        client_id=seat.client_id,
        name=preferred or given,
        practice_name=seat.practice.name,
        is_current=seat.client_id == reader.client_id,
    )
