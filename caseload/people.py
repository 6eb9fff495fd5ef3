"""Whose clients may be looked at: one's own, those of somebody one answers for, or everybody's."""

from uuid import UUID

from django.db.models import Exists, OuterRef

from accounts.models import User
from clients.models import CareTeam, Client
from clients.models.client import ClientQuerySet

from .forms import ALL, MINE


def choices(user: User) -> list[tuple[str, str]]:
    """For the filter: (value, label), the one that is shown unasked first. One query at most."""
    mine = [(MINE, "My clients")] if user.is_clinician else []
    if not (user.is_admin or user.is_supervisor):
        return mine
    everybody = [(ALL, "The whole practice" if user.is_admin else "Mine and my supervisees’")]
    seats = CareTeam.objects.visible_to(user).standing().exclude(member=user)
    people = User.objects.filter(pk__in=seats.values("member")).order_by("name", "pk")
    return mine + everybody + [(str(one.pk), one.printed_name) for one in people]


def clients_ever_of(user: User) -> ClientQuerySet:
    """All of the practice's clients for its admin; else those on whose care team the user is."""
    seen = Client.objects.visible_to(user)
    if user.is_admin:
        return seen
    seats = CareTeam.objects.standing().filter(client=OuterRef("pk"), member=user)
    return seen.filter(Exists(seats))


def whose(user: User) -> str:
    """Whose clients those are, for a heading."""
    return "Every client of the practice" if user.is_admin else "Your clients"


def clients_of(user: User, who: str) -> ClientQuerySet:
    """The clients in treatment on the care team of whom was chosen, of those that the user sees."""
    seen = Client.objects.visible_to(user).active()
    who = who or (MINE if user.is_clinician else ALL)
    if who == ALL and (user.is_admin or user.is_supervisor):
        return seen
    member = user.pk if who in (MINE, ALL) else UUID(who)
    seats = CareTeam.objects.standing().filter(client=OuterRef("pk"), member_id=member)
    return seen.filter(Exists(seats))
