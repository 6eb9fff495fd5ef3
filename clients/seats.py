"""The seats that a user may take: staff of a practice, or a reader of a client's page."""

from dataclasses import dataclass
from uuid import UUID

from accounts.models import Membership, Practice, Role, User

from .models import ClientAccess


@dataclass(frozen=True)
class Seat:
    """A practice and what the user is there; a reader's client, and the part of the page it covers.

    The database and portal.readers ask for the part again; here it only says which doors to show.
    """

    practice: Practice
    roles: frozenset[str]
    client_id: UUID | None = None
    covers: str = ""

    @property
    def for_client(self) -> bool:
        """Whether this seat reads a client's page."""
        return self.client_id is not None


def seats_of(user: User) -> list[Seat]:
    """Every seat of the user, staff first, practices by name. Two queries."""
    held: dict[Practice, set[str]] = {}
    memberships = Membership.objects.standing().filter(user=user).select_related("practice")
    for membership in memberships.order_by("practice__name"):
        held.setdefault(membership.practice, set()).add(membership.role)
    seats = [Seat(practice, frozenset(roles)) for practice, roles in held.items()]
    readers = ClientAccess.objects.standing().held_by(user).select_related("practice")
    return seats + [
        Seat(access.practice, frozenset({Role.CLIENT}), access.client_id, access.covers)
        for access in readers.order_by("given_at")
    ]
