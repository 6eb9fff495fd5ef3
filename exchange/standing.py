"""Where a request stands: computed from its steps. Plain functions: no query, no clock."""

from dataclasses import dataclass
from datetime import date, timedelta

from .models import RecordRequest, RequestStep


@dataclass(frozen=True)
class Standing:
    """A request's state in words, and the day by which the practice must act."""

    word: str
    due_on: date
    days_left: int
    extension: RequestStep | None
    end: RequestStep | None

    @property
    def is_open(self) -> bool:
        """Somebody still has to act."""
        return self.end is None

    @property
    def chip(self) -> str:
        """The word of the page's chip."""
        return {"open": "due", "fulfilled": "met", "denied": "returned"}.get(self.word, self.word)

    @property
    def words(self) -> str:
        """ "9 days left", "3 days overdue", "fulfilled on 5 January 2026"."""
        if self.end:
            return f"{self.word} on {self.end.on.day} {self.end.on:%B %Y}"
        if self.days_left == 0:
            return "due today"
        many = abs(self.days_left)
        left = "left" if self.days_left > 0 else "overdue"
        return f"{many} day{'' if many == 1 else 's'} {left}"


def standing(request: RecordRequest, today: date) -> Standing:
    """The standing of a request whose steps are at hand (RecordRequest.objects.with_steps())."""
    steps = list(request.steps.all())
    longer = next((step for step in steps if step.kind == RequestStep.Kind.EXTENDED), None)
    end = next((step for step in steps if step.kind in RequestStep.ENDS), None)
    due_on = request.received_on + timedelta(days=request.clock.days)
    if longer and longer.until:
        due_on = longer.until
    left = (due_on - today).days
    word = end.kind if end else "overdue" if left < 0 else "open"
    return Standing(word, due_on, left, longer, end)
