"""The GROW worksheet of a goal: goal, reality, options, will; thinking on paper, with the client.

The four letters: Whitmore J. Coaching for Performance. London: Nicholas Brealey; 1992.
"""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from accounts.models import EditableRow, User
from plans.models import Plan
from plans.models.plan import LONG_TEXT

from .goal import Goal

# House rules: fewer options than this are a choice between two; below this motivation one asks on.
LEAST_OPTIONS = 3
MOTIVATED = 7
A_MOTIVATION = "Motivation is a whole number from 1 to 10."


class WorksheetQuerySet(models.QuerySet["Worksheet"]):
    """Questions about worksheets."""

    def visible_to(self, user: User) -> "WorksheetQuerySet":
        """Of the plans that the user may see."""
        return self.filter(goal__problem__plan__in=Plan.objects.visible_to(user))


class Worksheet(EditableRow):
    """One goal's worksheet. It is no part of the plan: a Will line becomes an objective there.

    It goes with its goal when that is taken out of a draft that was never signed.
    """

    goal = models.OneToOneField(Goal, models.CASCADE, related_name="worksheet", editable=False)
    wanted = models.TextField(
        "Goal: what would you like to be true?", max_length=LONG_TEXT, blank=True
    )
    reality = models.TextField("Reality: how is it now?", max_length=LONG_TEXT, blank=True)
    tried = models.TextField(
        "Earlier attempts: what helped, and what did not?", max_length=LONG_TEXT, blank=True
    )
    options = models.TextField(
        "Options: what could you do? (one a line)", max_length=LONG_TEXT, blank=True
    )
    will = models.TextField(
        "Will: what will you do, and when? (one a line)", max_length=LONG_TEXT, blank=True
    )
    motivation = models.PositiveSmallIntegerField(
        "Motivation: how much do you want to do this? (1–10)",
        null=True,
        blank=True,
        validators=[MinValueValidator(1, A_MOTIVATION), MaxValueValidator(10, A_MOTIVATION)],
    )
    easier = models.TextField("What would make this easier?", max_length=LONG_TEXT, blank=True)

    objects = WorksheetQuerySet.as_manager()

    class Meta(EditableRow.Meta):
        constraints = [
            *EditableRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(motivation__isnull=True) | Q(motivation__range=(1, 10)),
                name="motivation_is_1_to_10",
                violation_error_message=A_MOTIVATION,
            ),
        ]

    def __str__(self) -> str:
        return f"Worksheet of {self.goal_id}"

    @property
    def home(self) -> Plan:
        """The plan that it belongs to."""
        return self.goal.problem.plan

    @property
    def will_lines(self) -> list[str]:
        """Each thing that the client will do."""
        return [line.strip() for line in self.will.splitlines() if line.strip()]
