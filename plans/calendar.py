"""When reviews are due: an agenda for the page, and the same days for a calendar program."""

from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from uuid import UUID

from django.db import connection

from accounts.models import User
from accounts.models.feed import fingerprint
from clients.models import CareTeam

from .models import Plan
from .review_rules import RULES
from .review_words import due_words
from .state import State, state_of

SOON = timedelta(days=RULES["soon"].threshold)
ANNOUNCED = timedelta(days=RULES["renewal-window"].threshold)


@dataclass(frozen=True)
class DueReview:
    """A plan in effect, and when its review is due."""

    plan: Plan
    state: State
    due_on: date
    words: str
    may_renew: bool

    @property
    def uid(self) -> str:
        """Names the event, here and in other programs' calendars; it tells nothing."""
        return _uid(self.plan.pk)


@dataclass(frozen=True)
class Stretch:
    """A part of the agenda: "Overdue", "Within 14 days"."""

    title: str
    reviews: list[DueReview]


def due_reviews(user: User) -> list[DueReview]:
    """The reviews of one's own clients, or of the whole practice for an admin, by date.

    One's own are those on whose care team one is. Six queries.
    """
    assert user.practice is not None
    today = user.practice.today
    own = set(CareTeam.objects.standing().filter(member=user).values_list("client", flat=True))
    plans = Plan.objects.visible_to(user).open().filter(next_review_on__isnull=False)
    if not user.is_admin:
        plans = plans.filter(client__in=own)
    plans = plans.with_versions().select_related("client", "lead")
    found = []
    for plan in plans.order_by("next_review_on", "pk"):
        state = state_of(plan, today)
        if state.current and (due_on := plan.next_review_on):
            may = user.is_clinician and plan.client_id in own
            found.append(DueReview(plan, state, due_on, due_words(due_on, today), may))
    return found


def agenda(reviews: list[DueReview], today: date) -> list[Stretch]:
    """Overdue, within 14 days, within 30 days, later; a part without reviews is left out."""
    parts: list[tuple[str, date, date]] = [
        ("Overdue", date.min, today - timedelta(days=1)),
        (f"Within {SOON.days} days", today, today + SOON),
        (f"Within {ANNOUNCED.days} days", today + SOON + timedelta(days=1), today + ANNOUNCED),
        ("Later", today + ANNOUNCED + timedelta(days=1), date.max),
    ]
    found = [
        Stretch(title, [item for item in reviews if first <= item.due_on <= last])
        for title, first, last in parts
    ]
    return [stretch for stretch in found if stretch.reviews]


@dataclass(frozen=True)
class FedReview:
    """What a calendar program learns: a day, and a `uid` that tells nothing.

    `client_id` is for the trail alone.
    """

    client_id: UUID
    due_on: date
    uid: str


@dataclass(frozen=True)
class Feed:
    """Whose calendar it is, and the days in it."""

    practice_id: UUID
    reader_id: UUID
    reviews: tuple[FedReview, ...]


def feed_of(token: str) -> Feed | None:
    """The calendar of a secret address; None for one that is unknown or revoked.

    It asks one function of the database and opens no table (migration 0012): whoever asks is not
    signed in.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT practice, reader, client, plan, due_on FROM reviews_on_calendar(%s)",
            [fingerprint(token)],
        )
        rows = cursor.fetchall()
    if not rows:
        return None
    reviews = tuple(
        FedReview(client, due_on, _uid(plan)) for _, _, client, plan, due_on in rows if plan
    )
    return Feed(rows[0][0], rows[0][1], reviews)


def _uid(plan: UUID) -> str:
    return sha256(plan.bytes).hexdigest()[:32]
