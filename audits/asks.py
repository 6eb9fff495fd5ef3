"""What is asked and not done yet: for the therapist's first page, the draft and the findings."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from accounts.models import User
from plans.models import Plan

from .actions import bring_up_to_date
from .judging import Identity, Where
from .models import Ask, Finding
from .places import mends_at
from .said import Severity


@dataclass(frozen=True)
class Asked:
    """An ask, with the finding that it is about as it stands now (None for a signature)."""

    ask: Ask
    finding: Finding | None
    url: str
    today: date

    @property
    def is_mended(self) -> bool:
        """Whether it stands no more in the draft, and waits for a signature."""
        return self.finding is not None and self.finding.where == Where.MENDED

    @property
    def sentence(self) -> str:
        """What is wrong, as the audit says it now."""
        return self.finding.sentence if self.finding else self.ask.sentence

    @property
    def chip(self) -> tuple[str, str]:
        """A chip's state and its words."""
        due = self.ask.due_on
        if self.is_mended:
            return "waiting", "mended, awaiting signature"
        if due is None:
            return "due", "asked"
        words = f"by {due.day} {due:%B %Y}"
        return ("overdue", f"overdue: {words}") if due < self.today else ("due", words)

    @property
    def is_blocking(self) -> bool:
        """Whether a payer would refuse for it."""
        return self.finding is not None and self.finding.severity == Severity.ERROR


def asked_of(user: User) -> list[Asked]:
    """What is asked of this clinician, the earliest day first; judged again where it must be."""
    assert user.practice is not None
    asks = Ask.objects.visible_to(user).filter(to=user, ended__isnull=True)
    return _current(user, asks)


def asked_in(plan: Plan, user: User) -> list[Asked]:
    """What is asked of anybody in this plan."""
    return _current(user, Ask.objects.visible_to(user).filter(plan=plan, ended__isnull=True))


def _current(user: User, asks: Iterable[Ask]) -> list[Asked]:
    """The asks that still stand once the plans that changed are judged. No asks: one query."""
    plans = {one.plan_id for one in asks}
    if not plans or user.practice is None:
        return []
    bring_up_to_date(user.practice, only=plans)
    rows = Ask.objects.visible_to(user).filter(pk__in=[one.pk for one in asks])
    return asked_rows(rows.filter(ended__isnull=True).select_related("plan__client", "by"))


def asked_about(plan: Plan) -> dict[Identity, Asked]:
    """What is asked in a plan that is judged just now, by the defect."""
    asks = Ask.objects.filter(plan=plan, ended__isnull=True).select_related("plan", "by", "to")
    return {one.ask.identity: one for one in asked_rows(asks)}


def asked_rows(asks: Iterable[Ask]) -> list[Asked]:
    """Each ask with its finding, the earliest day first. One query beside the asks' own."""
    waiting = list(asks)
    found = {
        (row.plan_id, *row.identity): row
        for row in Finding.objects.filter(plan__in={one.plan_id for one in waiting})
    }
    rows = []
    for one in waiting:
        finding = found.get((one.plan_id, *one.identity))
        url = mends_at(one.plan, one.node, one.node_id, one.field, finding.pk if finding else None)
        rows.append(Asked(one, finding, url, one.plan.practice.today))
    return sorted(rows, key=lambda row: (row.ask.due_on or date.max, row.ask.at))
