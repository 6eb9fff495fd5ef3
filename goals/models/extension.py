"""A deadline that was moved later, and why: it may move, but not without a trace."""

from django.db import models
from django.db.models import F, Q

from accounts.models import PracticeRow, User
from config import clock

from .goal import Goal
from .objective import Objective


class Extension(PracticeRow):
    """The target date of a goal, or of an objective, was moved later. Append-only."""

    goal = models.ForeignKey(Goal, models.PROTECT, null=True, related_name="extensions")
    objective = models.ForeignKey(Objective, models.PROTECT, null=True, related_name="extensions")
    from_on = models.DateField()
    to_on = models.DateField()
    because = models.CharField(max_length=500)
    extended_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    extended_at = models.DateTimeField(default=clock.now)

    class Meta(PracticeRow.Meta):
        ordering = ["extended_at", "id"]
        constraints = [
            *PracticeRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(goal__isnull=True) ^ Q(objective__isnull=True),
                name="an_extension_is_of_one_node",
            ),
            models.CheckConstraint(
                condition=Q(to_on__gt=F("from_on")),
                name="an_extension_is_later",
                violation_error_message="The new date must come after the old one.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_on} to {self.to_on}"
