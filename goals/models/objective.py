"""Objectives, which are counted, and the interventions that serve them."""

from django.db import models

from accounts.models import EditableRow, User
from plans.models import Plan
from plans.models.plan import LONG_TEXT, STATEMENT

from .goal import Goal, Status


class ObjectiveQuerySet(models.QuerySet["Objective"]):
    """Questions about objectives."""

    def visible_to(self, user: User) -> "ObjectiveQuerySet":
        """Of the plans that the user may see."""
        return self.filter(goal__problem__plan__in=Plan.objects.visible_to(user))

    def active(self) -> "ObjectiveQuerySet":
        """Worked on now."""
        return self.filter(status=Status.ACTIVE)

    def in_order(self) -> "ObjectiveQuerySet":
        """As they stand in the plan."""
        return self.order_by(
            "goal__problem__position", "goal__problem_id", "goal__position", "goal_id",
            "position", "id",
        )  # fmt: skip


class Objective(EditableRow):
    """A measurable step towards a goal: a count, from and to, by a date."""

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="objectives")
    statement = models.TextField("objective", max_length=STATEMENT)
    measure = models.CharField("what is counted", max_length=200, blank=True)
    measure_from = models.PositiveIntegerField("from", null=True, blank=True)
    measure_to = models.PositiveIntegerField("to", null=True, blank=True)
    measure_per = models.CharField("per (week, month, 10 incidents …)", max_length=60, blank=True)
    target_on = models.DateField("target date", null=True, blank=True)
    times_extended = models.PositiveSmallIntegerField(default=0, editable=False)
    position = models.PositiveSmallIntegerField(default=1, editable=False)
    status = models.CharField(
        max_length=12, choices=Status.choices, default=Status.ACTIVE, editable=False
    )
    status_reason = models.CharField(max_length=500, blank=True, editable=False)

    objects = ObjectiveQuerySet.as_manager()

    class Meta(EditableRow.Meta):
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.statement

    @property
    def home(self) -> Plan:
        """The plan that this node stands in."""
        return self.goal.problem.plan


class InterventionQuerySet(models.QuerySet["Intervention"]):
    """Questions about interventions."""

    def visible_to(self, user: User) -> "InterventionQuerySet":
        """Of the plans that the user may see."""
        return self.filter(objective__goal__problem__plan__in=Plan.objects.visible_to(user))

    def active(self) -> "InterventionQuerySet":
        """Delivered now."""
        return self.filter(status=Status.ACTIVE)


class Intervention(EditableRow):
    """What the clinician does for an objective: how, how often, and who answers for it."""

    objective = models.ForeignKey(Objective, models.PROTECT, related_name="interventions")
    statement = models.TextField("intervention", max_length=STATEMENT)
    modality = models.CharField("modality (CBT, DBT, ACT, MI …)", max_length=80, blank=True)
    amount = models.CharField("amount", max_length=80, blank=True)
    frequency = models.CharField(max_length=120, blank=True)
    duration = models.CharField(max_length=120, blank=True)
    responsible = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="responsible clinician",
    )
    homework = models.TextField(max_length=LONG_TEXT, blank=True)
    position = models.PositiveSmallIntegerField(default=1, editable=False)
    status = models.CharField(
        max_length=12, choices=Status.choices, default=Status.ACTIVE, editable=False
    )
    status_reason = models.CharField(max_length=500, blank=True, editable=False)

    objects = InterventionQuerySet.as_manager()

    class Meta(EditableRow.Meta):
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.statement

    @property
    def home(self) -> Plan:
        """The plan that this node stands in."""
        return self.objective.goal.problem.plan
