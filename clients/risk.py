"""Whether risk was answered and nobody has looked at the safety plan since.

House rule: a risk answer stays open until a safety plan is agreed on, or reviewed, after it was
written down. A later answer of another session does not close it: somebody looks, and says so.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from accounts.models import User

from .models import Client, RiskAnswer, SafetyPlan, SafetyReview


@dataclass(frozen=True)
class Safety:
    """Where a client's safety plan stands: the plan that holds, its reviews, what is open."""

    plan: SafetyPlan | None
    reviews: tuple[SafetyReview, ...]
    open_answers: tuple[RiskAnswer, ...]

    @property
    def is_open(self) -> bool:
        """Whether a risk answer waits for somebody to look at the plan."""
        return bool(self.open_answers)

    @property
    def looked_at(self) -> datetime | None:
        """When somebody last agreed on the plan, or reviewed it."""
        moments = [review.reviewed_at for review in self.reviews]
        return max([*moments, *([self.plan.made_at] if self.plan else [])], default=None)


def safety_of(client: Client, user: User) -> Safety:
    """The plan that holds, the newest review, and the open answers. Three queries."""
    plan = SafetyPlan.objects.visible_to(user).filter(client=client).newest_first().first()
    newest = SafetyReview.objects.visible_to(user).filter(client=client)[:1]
    found = Safety(plan, tuple(newest.select_related("reviewed_by")), ())
    answers = RiskAnswer.objects.visible_to(user).filter(client=client)
    if since := found.looked_at:
        answers = answers.filter(answered_at__gt=since)
    return Safety(plan, found.reviews, tuple(_standing(answers)))


def _standing(answers: Iterable[RiskAnswer]) -> list[RiskAnswer]:
    """The newest answer of each source, where it names a risk; the newest first."""
    newest: dict[UUID, RiskAnswer] = {}
    for answer in answers:
        newest.setdefault(answer.source_id, answer)
    return [answer for answer in newest.values() if answer.is_present]
