"""Scores and counts: the numbers at the end of the thread.

Zero is a score; "not scored" is no row. A wrong number is superseded by one in an addendum, and
both are kept.
"""

from typing import Any, Self

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from accounts.models import PracticeRow, User
from goals.models import Goal, GoalRevision, Objective
from goals.models.goal import Rater

from .note import Addendum, Note


class Numbers(models.QuerySet[Any]):
    """Questions that scores and counts share."""

    def visible_to(self, user: User) -> Self:
        """Of the notes that the user may see."""
        return self.filter(note__in=Note.objects.visible_to(user))

    def signed(self) -> Self:
        """From notes that are signed."""
        return self.filter(note__signed_at__isnull=False)

    def standing(self) -> Self:
        """Not superseded by a later number."""
        return self.filter(superseded_by__isnull=True)


class Score(PracticeRow):
    """A goal scored 0–10 in one session by one rater, on the wording of its revision."""

    note = models.ForeignKey(Note, models.CASCADE, related_name="scores")
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="scores")
    revision = models.ForeignKey(GoalRevision, models.PROTECT, related_name="scores")
    rater = models.CharField(max_length=10, choices=Rater.choices)
    value = models.PositiveSmallIntegerField(
        validators=[MaxValueValidator(10, "A score is a whole number from 0 to 10.")]
    )
    on = models.DateField()
    remark = models.CharField(max_length=500, blank=True)
    addendum = models.ForeignKey(
        Addendum, models.PROTECT, null=True, blank=True, related_name="scores"
    )
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )

    objects = Numbers.as_manager()

    class Meta(PracticeRow.Meta):
        ordering = ["on", "id"]
        constraints = [
            *PracticeRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(value__gte=0, value__lte=10),
                name="score_is_0_to_10",
                violation_error_message="A score is a whole number from 0 to 10.",
            ),
            models.UniqueConstraint(
                fields=["note", "goal", "rater"],
                condition=Q(addendum__isnull=True),
                name="one_score_per_note_goal_and_rater",
            ),
            models.UniqueConstraint(
                fields=["addendum", "goal", "rater"], name="one_score_per_addendum_goal_and_rater"
            ),
        ]
        indexes = [models.Index(fields=["goal", "on"], include=["value"], name="scores_of_goal")]

    def __str__(self) -> str:
        return f"{self.value} on {self.on}"


class Count(PracticeRow):
    """An objective counted: this week's number (panic attacks: 2)."""

    note = models.ForeignKey(Note, models.CASCADE, related_name="counts")
    objective = models.ForeignKey(Objective, models.PROTECT, related_name="counts")
    value = models.PositiveIntegerField(
        validators=[MaxValueValidator(100_000, "A count is at most 100,000.")]
    )
    per = models.CharField(max_length=60, blank=True)
    on = models.DateField()
    addendum = models.ForeignKey(
        Addendum, models.PROTECT, null=True, blank=True, related_name="counts"
    )
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )

    objects = Numbers.as_manager()

    class Meta(PracticeRow.Meta):
        ordering = ["on", "id"]
        constraints = [
            *PracticeRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["note", "objective"],
                condition=Q(addendum__isnull=True),
                name="one_count_per_note_and_objective",
            ),
            models.UniqueConstraint(
                fields=["addendum", "objective"], name="one_count_per_addendum_and_objective"
            ),
        ]
        indexes = [
            models.Index(fields=["objective", "on"], include=["value"], name="counts_of_objective")
        ]

    def __str__(self) -> str:
        return f"{self.value} on {self.on}"
