"""Who reads a client's page: the client, a guardian, or somebody who reads for several."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from django.http import Http404, HttpRequest

from accounts.models import Practice, User
from accounts.pages import asking_user
from clients.models import Client, ClientAccess
from clients.seats import Seat
from config.middleware import client_of
from config.tenancy import acting, as_client
from plans.models import ClientAnswer, Version
from trail.recording import record

from .rules import Rules, rules_of
from .shared import Shared, shared_with
from .voice import Voice


@dataclass(frozen=True)
class Part:
    """As what somebody reads, which part of the page, and what the client is called."""

    kind: str = ClientAccess.Kind.CLIENT
    covers: str = ClientAccess.Covers.EVERYTHING
    name: str = ""


@dataclass(frozen=True)
class Reader:
    """The signed-in reader, and the client whose page it is: decided by the sign-in.

    In a preview (portal.preview) `user` is who reads, or the therapist in the client's place.
    """

    user: User
    practice: Practice
    client_id: UUID
    seats: tuple[Seat, ...] = ()
    is_preview: bool = False

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

    @cached_property
    def part(self) -> Part:
        """One query, once."""
        row = (
            ClientAccess.objects.standing()
            .held_by(self.user)
            .filter(client=self.client_id)
            .values_list("kind", "covers", "client__preferred_name", "client__given_name")
            .first()
        )
        if row is None and not self.is_preview:
            raise Http404
        return Part(row[0], row[1], row[2] or row[3]) if row else Part()

    def reads(self, part: str) -> bool:
        """Whether the reader's part of the page covers "progress", "plan" or "safety"."""
        return self.part.covers in (ClientAccess.Covers.EVERYTHING, part)

    @property
    def reads_progress(self) -> bool:
        """Whether goals and scores are linked."""
        return self.reads("progress")

    def require(self, part: str) -> None:
        """What is not covered is not there."""
        if not self.reads(part):
            raise Http404

    @property
    def answers_as(self) -> str:
        """As whom the reader answers a plan, as plans.answers.answers_as says; "" for nobody."""
        kind = self.part.kind
        return kind if kind in ClientAnswer.Role.values and self.reads("plan") else ""

    def voice(self) -> Voice:
        """How the page speaks to this reader."""
        return Voice("" if self.part.kind == ClientAccess.Kind.CLIENT else self.part.name)

    @cached_property
    def rules(self) -> Rules:
        """What is held back from this reader, and what is said in other words. Two queries."""
        return rules_of(self.client_id)

    def shared(self, versions: Iterable[Version] = ()) -> list[Shared]:
        """The plans that this reader reads, as the page shows them."""
        return shared_with(self.client_id, self.rules, versions)


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
