"""What lists need of a goal's scores, kept beside them: one row for each goal and rater.

Never another formula: goals/summaries.py writes here what goals/trends.py and goals/flags.py say,
in the transaction of the act that changed it. What time alone changes is kept as the day from
which it holds, so that a list compares dates and no job has to run at night.
"""

from django.db import models

from accounts.models import PracticeRow
from config import clock

from .goal import Goal, Rater


class GoalSummary(PracticeRow):
    """One rater's scores on one goal, judged; without a rater (""), what holds for the goal.

    `fell_from`, `off_pace_from` and `stalled_from` are the days from which that flag stands open
    (None: it is not raised), `quiet_before` the day before which "no scores" was seen to.
    `last_on` is the goal's last score by anybody, or the end of its last pause. The last two
    stand in the row without a rater. A goal to which nothing happened has no row.
    """

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="summaries")
    rater = models.CharField(max_length=10, choices=Rater.choices, blank=True)
    judgement = models.CharField(max_length=40, blank=True)
    first = models.PositiveSmallIntegerField(null=True)
    first_on = models.DateField(null=True)
    latest = models.PositiveSmallIntegerField(null=True)
    latest_on = models.DateField(null=True)
    better = models.SmallIntegerField("points in the wanted direction", null=True)
    sessions = models.PositiveSmallIntegerField("scored sessions", default=0)
    target_reached = models.BooleanField(default=False)
    stalls_on = models.DateField(null=True)
    off_pace = models.BooleanField(default=False)
    fell_from = models.DateField(null=True)
    off_pace_from = models.DateField(null=True)
    stalled_from = models.DateField(null=True)
    last_on = models.DateField(null=True)
    quiet_before = models.DateField(null=True)
    counted_at = models.DateTimeField(default=clock.now)

    class Meta(PracticeRow.Meta):
        constraints = [
            *PracticeRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["goal", "rater"], name="one_summary_per_goal_and_rater"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rater or 'goal'}: {self.judgement}"
