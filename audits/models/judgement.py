"""Kept judgements: what the rules say of a plan, and until when that may be believed.

Nothing here is a record of its own: `manage.py audit` makes all of it anew from the plans.
"""

from typing import Any, Self
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models

from accounts.models import PracticeRow, User
from config import clock
from plans.models import Plan

from ..judging import Where
from ..said import Severity

# Where a plan passes, none of these is above nought. Of a rule that broke off nobody knows.
AGAINST = ("blocking", "warnings", "failed")


class AuditRows(models.QuerySet[Any]):
    """Questions that judgements and findings share."""

    def visible_to(self, user: User) -> Self:
        """Of the plans that the user may see."""
        return self.filter(plan__in=Plan.objects.visible_to(user))

    def passed(self) -> Self:
        """Judgements of open plans with nothing against them."""
        return self.filter(plan__closed_on=None, **dict.fromkeys(AGAINST, 0))

    def with_failed_rules(self) -> Self:
        """Judgements in which a rule broke off."""
        return self.filter(failed__gt=0)


class AdminRows(models.QuerySet[Any]):
    """Questions about what only an admin of the practice sees."""

    def visible_to(self, user: User) -> Self:
        """The practice's, for its admins; nobody else's."""
        return self.filter(practice=user.practice) if user.is_admin else self.none()


class Judgement(PracticeRow):
    """How every rule ended on one plan, on one day, by one profile.

    `verdicts` holds {"in effect": {rule: [outcome, because]}, "draft": {…}}; before a version took
    effect only the draft. `horizon` is the first transaction that had not begun when the facts were
    read, `running` those under way: their acts may have been missed (audits/freshness.py).
    A horizon of 0 is "stale".
    """

    plan = models.OneToOneField(Plan, models.CASCADE, related_name="judgement")
    judged_at = models.DateTimeField(default=clock.now)
    judged_on = models.DateField()
    horizon = models.BigIntegerField(default=0)
    running = ArrayField(models.BigIntegerField(), default=list)
    profile = models.CharField(max_length=80)
    measured_by = models.CharField(max_length=64, help_text="Digest of the rules and the profile.")
    verdicts = models.JSONField(default=dict)
    # What the desk's first page shows and sorts by, so that it reads one row a plan.
    state = models.CharField(max_length=12, default="draft")
    blocking = models.PositiveSmallIntegerField(default=0)
    warnings = models.PositiveSmallIntegerField(default=0)
    failed = models.PositiveSmallIntegerField(default=0, help_text="Rules that broke off.")
    last_signed_on = models.DateField(null=True)

    objects = AuditRows.as_manager()

    class Meta(PracticeRow.Meta):
        indexes = [
            models.Index(fields=["practice", "judged_on"], name="judgements_by_day"),
            models.Index(
                fields=["practice", "-blocking", "-warnings", "plan"], name="judgements_by_weight"
            ),
        ]

    def __str__(self) -> str:
        return f"Judgement of {self.plan_id} on {self.judged_on}"


class Finding(PracticeRow):
    """One defect, and where it stands. Judged again it keeps its id and its first day."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="findings")
    rule = models.CharField(max_length=3)
    severity = models.CharField(max_length=7, choices=[(one.value, one.value) for one in Severity])
    where = models.CharField(max_length=30, choices=[(one.value, one.value) for one in Where])
    sentence = models.CharField(max_length=500)
    evidence = models.CharField(max_length=1_000, blank=True)
    node = models.CharField(max_length=20)
    node_id = models.UUIDField()
    field = models.CharField(max_length=60)
    found_on = models.DateField()
    is_waived = models.BooleanField(default=False)

    objects = AuditRows.as_manager()

    class Meta(PracticeRow.Meta):
        ordering = ["rule", "node", "node_id", "field"]
        constraints = [
            *PracticeRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["plan", "rule", "node", "node_id", "field"], name="a_finding_is_kept_once"
            ),
        ]
        indexes = [
            models.Index(fields=["practice", "severity", "rule"], name="findings_of_practice"),
        ]

    def __str__(self) -> str:
        return f"{self.rule} of {self.plan_id}"

    @property
    def identity(self) -> tuple[str, str, UUID, str]:
        """What stays the same when the plan is judged again."""
        return self.rule, self.node, self.node_id, self.field


class Watch(PracticeRow):
    """How far the trail was read: acts of transactions below `horizon` have marked judgements."""

    horizon = models.BigIntegerField(default=0)

    class Meta(PracticeRow.Meta):
        constraints = [
            *PracticeRow.Meta.constraints,
            models.UniqueConstraint(fields=["practice"], name="a_practice_has_one_watch"),
        ]

    def __str__(self) -> str:
        return f"Watch of {self.practice_id}: {self.horizon}"
