"""What asks the therapist to look at a client's page: a hold-back's day, a guardian's reason."""

from dataclasses import dataclass

from accounts.models import User

from .minors import wants_reason
from .models import CareTeam, Client, ClientAccess, HeldBack


@dataclass(frozen=True)
class PageLook:
    """One client, and what there is to decide."""

    client: Client
    words: str
    state: str


def page_looks(user: User) -> list[PageLook]:
    """For the clients on whose care team the user is. Two queries."""
    assert user.practice is not None
    today = user.practice.today
    mine = CareTeam.objects.standing().filter(practice=user.practice, member=user).values("client")
    held = HeldBack.objects.visible_to(user).standing().filter(client__in=mine)
    held = held.filter(look_again_on__lte=today).select_related("client")
    looks = [
        PageLook(
            row.client, f"Look again at what is held back: a {row.get_kind_display()}", "overdue"
        )
        for row in held.order_by("look_again_on")
    ]
    readers = ClientAccess.objects.standing().filter(client__in=mine, consent_ground="")
    guardians = readers.filter(kind=ClientAccess.Kind.GUARDIAN)
    return looks + [
        PageLook(access.client, "May consent alone by now: say why the guardian reads", "due")
        for access in guardians.select_related("client__practice").order_by("given_at")
        if wants_reason(access, today)
    ]
