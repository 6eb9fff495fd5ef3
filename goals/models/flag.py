"""What was done about a flag, and how the numbers stood then."""

from django.db import models
from django.db.models import Q

from accounts.models import PracticeRow, User
from config import clock

from ..flags import Flag, Step
from .goal import Goal, Rater

WRITTEN = (Step.BARRIERS, Step.CONSULT)


class FlagAnswer(PracticeRow):
    """A clinician saw to a flag of a goal. One row a flag and rater. Append-only.

    `score`, `score_on`, `sessions` and `worse` say how that rater's scores stood: the newest score
    and its day, the scored sessions, and the points by which it was worse than the start.
    """

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="flag_answers")
    flag = models.CharField(max_length=24, choices=[(one.value, one.value) for one in Flag])
    rater = models.CharField(max_length=10, choices=Rater.choices, blank=True)
    step = models.CharField(max_length=24, choices=[(one.value, one.value) for one in WRITTEN])
    words = models.TextField("what came of it", max_length=2_000, blank=True)
    consulted_with = models.CharField("with whom", max_length=200, blank=True)
    consulted_on = models.DateField("on", null=True, blank=True)
    score = models.PositiveSmallIntegerField(null=True)
    score_on = models.DateField(null=True)
    sessions = models.PositiveSmallIntegerField(default=0)
    worse = models.SmallIntegerField(default=0)
    answered_on = models.DateField()
    answered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(default=clock.now)

    class Meta(PracticeRow.Meta):
        ordering = ["answered_at", "id"]
        indexes = [models.Index(fields=["practice", "goal"], name="flag_answers_of_a_goal")]
        constraints = [
            *PracticeRow.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(step=Step.BARRIERS.value) | ~Q(words=""),
                name="reviewed_barriers_are_told",
                violation_error_message="Say what stands in the way, and what you will do.",
            ),
            models.CheckConstraint(
                condition=~Q(step=Step.CONSULT.value)
                | (~Q(consulted_with="") & Q(consulted_on__isnull=False)),
                name="a_consultation_is_with_somebody_on_a_day",
                violation_error_message="Say with whom you consulted, and when.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.flag}: {self.step}"
