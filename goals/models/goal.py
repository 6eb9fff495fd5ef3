"""The goal, its 0–10 scale, and each wording on which it was scored or signed."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q

from accounts.models import EditableRow, PracticeRow, User
from config import clock
from plans.models import Plan, Problem
from plans.models.plan import LONG_TEXT, STATEMENT

ON_SCALE = [MaxValueValidator(10, "The scale runs from 0 to 10.")]


class Rater(models.TextChoices):
    """Who gave a score. Raters are never pooled."""

    CLIENT = "client", "client"
    CLINICIAN = "clinician", "clinician"


class Status(models.TextChoices):
    """Where a goal or objective stands."""

    ACTIVE = "active", "active"
    RESERVE = "reserve", "parked"
    MET = "met", "met"
    DISCONTINUED = "discontinued", "discontinued"


class Wording(models.Model):
    """What a goal says, and what its 0–10 scale means."""

    statement = models.TextField("goal", max_length=STATEMENT)
    zero_means = models.CharField("what 0 means", max_length=200, blank=True)
    ten_means = models.CharField("what 10 means", max_length=200, blank=True)
    lower_is_better = models.BooleanField("lower is better", default=False)
    baseline = models.PositiveSmallIntegerField(
        "baseline (0–10)", null=True, blank=True, validators=ON_SCALE
    )
    baseline_on = models.DateField("baseline taken on", null=True, blank=True)
    baseline_rater = models.CharField(
        "baseline rated by", max_length=10, choices=Rater.choices, default=Rater.CLIENT
    )
    target = models.PositiveSmallIntegerField(
        "target (0–10)", null=True, blank=True, validators=ON_SCALE
    )
    target_on = models.DateField("target date", null=True, blank=True)

    class Meta:
        abstract = True


WORDING = [field.name for field in Wording._meta.fields]


class GoalQuerySet(models.QuerySet["Goal"]):
    """Questions about goals."""

    def visible_to(self, user: User) -> "GoalQuerySet":
        """Of the plans that the user may see."""
        return self.filter(problem__plan__in=Plan.objects.visible_to(user))

    def active(self) -> "GoalQuerySet":
        """Worked on and scored now."""
        return self.filter(status=Status.ACTIVE, problem__status=Problem.Status.ACTIVE)

    def in_order(self) -> "GoalQuerySet":
        """As they stand in the plan."""
        return self.order_by("problem__position", "problem_id", "position", "id")


class Goal(EditableRow, Wording):
    """What the client wants, on a 0–10 scale. The row is the draft; revisions are what counted."""

    class Kind(models.TextChoices):
        EXPLORATORY = "exploratory", "exploratory"
        ACTIONABLE = "actionable", "actionable"
        LONG_TERM = "long-term", "long-term"

    class Focus(models.TextChoices):
        SYMPTOMS = "symptom relief", "symptom relief"
        BEHAVIOR = "behavior change", "behavior change"
        RELATIONSHIPS = "relationships", "relationships"
        GROWTH = "growth and strengths", "growth and strengths"

    class Aim(models.TextChoices):
        REDUCE = "reduce", "reduce"
        BUILD = "build", "build"
        MAINTAIN = "maintain", "maintain"

    problem = models.ForeignKey(Problem, models.PROTECT, related_name="goals")
    own_words = models.TextField("in the client's own words", max_length=LONG_TEXT, blank=True)
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.ACTIONABLE)
    focus = models.CharField(max_length=24, choices=Focus.choices, default=Focus.SYMPTOMS)
    aim = models.CharField(max_length=10, choices=Aim.choices, default=Aim.REDUCE)
    why_it_matters = models.TextField(
        "why it matters to the client", max_length=LONG_TEXT, blank=True
    )
    serves = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="short_term_goals"
    )
    continues = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="continued_by"
    )
    same_meaning = models.BooleanField(
        "it still means the same as before",
        default=True,
        help_text="If not, the charted line breaks at the next score.",
    )
    position = models.PositiveSmallIntegerField(default=1, editable=False)
    status = models.CharField(
        max_length=12, choices=Status.choices, default=Status.ACTIVE, editable=False
    )
    status_reason = models.CharField(max_length=500, blank=True, editable=False)
    parked_from = models.DateField(null=True, editable=False)
    parked_until = models.DateField(null=True, editable=False)
    # Times in reserve that are over: [[from, to], …], ISO dates. The clocks stood still then.
    pauses = models.JSONField(default=list, editable=False)

    objects = GoalQuerySet.as_manager()

    class Meta(EditableRow.Meta):
        ordering = ["position", "id"]
        constraints = [
            *EditableRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(baseline__isnull=True) | Q(baseline__lte=10),
                name="goal_baseline_is_0_to_10",
                violation_error_message="The baseline is a whole number from 0 to 10.",
            ),
            models.CheckConstraint(
                condition=Q(target__isnull=True) | Q(target__lte=10),
                name="goal_target_is_0_to_10",
                violation_error_message="The target is a whole number from 0 to 10.",
            ),
            models.CheckConstraint(
                condition=Q(aim="maintain")
                | Q(baseline__isnull=True)
                | Q(target__isnull=True)
                | Q(lower_is_better=True, target__lte=F("baseline"))
                | Q(lower_is_better=False, target__gte=F("baseline")),
                name="goal_target_lies_on_the_better_side",
                violation_error_message=(
                    "The target lies on the wrong side of the baseline."
                    " Say whether lower or higher is better, or change one of the two."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.statement

    @property
    def home(self) -> Plan:
        """The plan that this node stands in."""
        return self.problem.plan

    @property
    def wording(self) -> dict[str, object]:
        """The fields that a revision keeps."""
        return {name: getattr(self, name) for name in WORDING}

    @property
    def is_scored(self) -> bool:
        """Whether it is on the scoring strip."""
        return self.status == Status.ACTIVE


class GoalRevisionQuerySet(models.QuerySet["GoalRevision"]):
    """Questions about revisions, and the one way to make one."""

    def pin(self, goal: "Goal") -> "GoalRevision":
        """The revision on which the goal is scored or signed now: the last one, or the next.

        A goal that was reworded gets its next revision when it next counts. Call it within the
        transaction of the act that counts.
        """
        Goal.objects.select_for_update(of=("self",)).get(pk=goal.pk)
        last = self.filter(goal=goal).order_by("-number").first()
        if last and last.wording == goal.wording:
            return last
        made = self.create(
            practice_id=goal.practice_id,
            goal=goal,
            number=last.number + 1 if last else 1,
            same_meaning=goal.same_meaning,
            **goal.wording,
        )
        made.is_new = True
        return made


class GoalRevision(PracticeRow, Wording):
    """A wording on which the goal was signed or scored. Append-only."""

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    same_meaning = models.BooleanField(default=True)
    from_at = models.DateTimeField(default=clock.now)

    # Made by the act under way, which tells the trail of it; no column.
    is_new = False

    objects = GoalRevisionQuerySet.as_manager()

    class Meta(PracticeRow.Meta):
        ordering = ["number"]
        constraints = [
            *PracticeRow.Meta.constraints,
            models.UniqueConstraint(fields=["goal", "number"], name="revisions_are_numbered"),
        ]

    def __str__(self) -> str:
        return f"Revision {self.number} of {self.goal_id}"

    @property
    def wording(self) -> dict[str, object]:
        """The fields that are kept."""
        return {name: getattr(self, name) for name in WORDING}
