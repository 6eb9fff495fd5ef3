"""Where a request stands: computed from its steps. Plain functions: no query, no clock."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from clients.law import Denial, law

from .models import RecordRequest, RequestStep

DENIALS: Mapping[str, Denial] = {denial.key: denial for denial in law().denials}
Kind = RequestStep.Kind


@dataclass(frozen=True)
class Standing:
    """A request's state in words, and the day by which the practice must act."""

    word: str
    due_on: date
    days_left: int
    extension: RequestStep | None
    end: RequestStep | None
    denial: RequestStep | None = None
    review: RequestStep | None = None

    @property
    def is_open(self) -> bool:
        """Somebody still has to act."""
        return self.end is None

    @property
    def overturned(self) -> bool:
        """Whether a review found that the denial does not stand."""
        return self.review is not None and self.review.upheld is False

    @property
    def withheld(self) -> tuple[str, ...]:
        """The parts of the record that a standing denial in part keeps back (exchange.parts)."""
        return () if self.denial is None or self.overturned else tuple(self.denial.withheld)

    @property
    def may_be_reviewed(self) -> bool:
        """Whether the client may have the denial looked at again (45 CFR 164.524(a)(3), (4))."""
        if self.denial is None or self.review is not None:
            return False
        ground = DENIALS.get(self.denial.ground)
        return ground is not None and ground.reviewable

    @property
    def chip(self) -> str:
        """The word of the page's chip."""
        shapes = {"open": "due", "fulfilled": "met", "denied": "returned", "elsewhere": "closed"}
        return shapes.get(self.word, self.word)

    @property
    def words(self) -> str:
        """ "9 days left", "3 days overdue", "fulfilled on 5 January 2026"."""
        if self.end:
            said = {"elsewhere": "told where else to ask"}.get(self.word, self.word)
            return f"{said} on {in_words(self.end.on)}"
        if self.days_left == 0:
            return "due today"
        many = abs(self.days_left)
        left = "left" if self.days_left > 0 else "overdue"
        return f"{many} day{'' if many == 1 else 's'} {left}"


def standing(request: RecordRequest, today: date) -> Standing:
    """The standing of a request whose steps are at hand (RecordRequest.objects.with_steps())."""
    steps = list(request.steps.all())
    longer, denial, review = (
        next((step for step in steps if step.kind in kinds), None)
        for kinds in ((Kind.EXTENDED,), RequestStep.DENIALS, (Kind.REVIEWED,))
    )
    again = review is not None and review.upheld is False
    # What a review overturned has ended nothing: only what came after it does.
    ends = (step for step in steps if step.kind in RequestStep.ENDS)
    end = next((step for step in ends if step.after_review == again), None)
    due_on = request.received_on + timedelta(days=request.clock.days)
    if longer and longer.until:
        due_on = longer.until
    left = (due_on - today).days
    word = end.kind if end else "overdue" if left < 0 else "open"
    return Standing(word, due_on, left, longer, end, denial, review)


def ground_in_words(step: RequestStep) -> str:
    """The ground of a denial as the regulation has it; an older key as it was kept."""
    ground = DENIALS.get(step.ground)
    return f"{ground.words} ({ground.source})" if ground else step.ground


def in_words(on: date) -> str:
    """ "5 January 2026"."""
    return f"{on.day} {on:%B %Y}"
