"""What a review said of each goal."""

from django.db import models

from accounts.models import PracticeRow
from plans.models import Review

from .goal import Goal


class GoalReview(PracticeRow):
    """Progress or regression on one goal, and what was decided."""

    class Decision(models.TextChoices):
        KEEP = "keep", "keep"
        CHANGE = "change", "change"
        MET = "met", "met"
        PARK = "park", "park"
        DROP = "drop", "drop"

    review = models.ForeignKey(Review, models.PROTECT, related_name="goals")
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="reviews")
    progress = models.TextField(max_length=20_000)
    decision = models.CharField(max_length=8, choices=Decision.choices)
    because = models.CharField(max_length=500, blank=True)

    class Meta(PracticeRow.Meta):
        constraints = [
            *PracticeRow.Meta.constraints,
            models.UniqueConstraint(fields=["review", "goal"], name="a_goal_is_reviewed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.decision} {self.goal_id}"
