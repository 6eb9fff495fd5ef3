""" "Getting ready for your review": when it is, and the three questions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from plans.renewal import announced_before, is_due

from .shared import Shared
from .stories import first_name

# House rule: nothing published was found; short, open, and in an order that begins with the good.
QUESTIONS = (
    gettext_noop("What has got better?"),
    gettext_noop("What is still hard?"),
    gettext_noop("What should we change?"),
)


@dataclass(frozen=True)
class Appointment:
    """The review of a plan that is shared. `ready` once the client may get ready for it."""

    due_on: date
    therapist: str
    today: date

    @property
    def ready(self) -> bool:
        """From 30 days before (plans.review_rules)."""
        return is_due(self.due_on, self.today)

    @property
    def opens_on(self) -> date:
        """From when on."""
        return self.due_on - announced_before()

    @property
    def sentence(self) -> str:
        """When, and with whom."""
        told = {"day": date_format(self.due_on, "DATE_FORMAT"), "therapist": self.therapist}
        if self.due_on < self.today:
            return _("It is time to look at the plan again together with %(therapist)s.") % told
        return _("Around %(day)s you look at the plan again together with %(therapist)s.") % told


def next_review(shared: Iterable[Shared], today: date) -> Appointment | None:
    """The earliest review of the plans that are open, or None."""
    planned = [
        Appointment(due_on, first_name(plan.document.lead.name), today)
        for plan in shared
        if plan.ended_on is None and (due_on := plan.version.plan.next_review_on)
    ]
    return min(planned, key=lambda one: one.due_on, default=None)
