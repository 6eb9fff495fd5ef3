"""What an admin asks of a therapist, and what an admin lets stand. Both are added to, never edited.

Findings can be made anew, so these rows name the defect itself: rule, node, its id, and field.
"""

from typing import Any

from django.db import models
from django.db.models import Q

from accounts.models import PracticeRow, User
from config import clock
from plans.models import Plan

from .judgement import AuditRows

WORDS = 2_000


class AboutDefect(PracticeRow):
    """A person's word on one defect of one plan."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="+")
    rule = models.CharField(max_length=3, blank=True)
    node = models.CharField(max_length=20)
    node_id = models.UUIDField()
    field = models.CharField(max_length=60)
    sentence = models.CharField(max_length=500)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    objects = AuditRows.as_manager()

    class Meta(PracticeRow.Meta):
        abstract = True
        ordering = ["at", "id"]

    @property
    def identity(self) -> tuple[str, str, Any, str]:
        """Which defect: the same as the finding's."""
        return self.rule, self.node, self.node_id, self.field


class Ask(AboutDefect):
    """An admin asks a clinician to mend a defect, or to sign (then without a rule), by a day.

    What was asked in one act shares its `batch`, so that it is taken back in one.
    """

    batch = models.UUIDField()
    to = models.ForeignKey(User, models.PROTECT, related_name="+")
    due_on = models.DateField(null=True)
    words = models.TextField(max_length=WORDS, blank=True)

    class Meta(AboutDefect.Meta):
        constraints = [
            *PracticeRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["batch", "plan", "rule", "node", "node_id", "field"],
                name="a_defect_is_asked_once_in_an_act",
            ),
        ]
        indexes = [models.Index(fields=["practice", "to"], name="asks_of_clinician")]

    def __str__(self) -> str:
        return f"{self.rule or 'Signature'} asked of {self.plan_id}"


class AskEnded(PracticeRow):
    """An ask is over: the defect is gone, or the admin took it back, or let it stand."""

    class Why(models.TextChoices):
        GONE = "gone", "mended"
        WITHDRAWN = "withdrawn", "taken back"
        WAIVED = "waived", "waived"

    ask = models.OneToOneField(Ask, models.PROTECT, related_name="ended")
    why = models.CharField(max_length=10, choices=Why.choices)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.ask_id}: {self.why}"


class Waiver(AboutDefect):
    """An admin lets a defect stand, with the reason, until a day or until the next version."""

    reason = models.TextField(max_length=WORDS)
    until_on = models.DateField(null=True)
    until_version = models.PositiveSmallIntegerField(
        null=True, help_text="It holds while this version, or none yet (0), is in effect."
    )

    class Meta(AboutDefect.Meta):
        constraints = [
            *PracticeRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(until_on__isnull=False) ^ Q(until_version__isnull=False),
                name="a_waiver_ends_by_itself",
                violation_error_message="Say until when: a day, or the next version.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} of {self.plan_id} waived"


class WaiverEnded(PracticeRow):
    """A waiver was taken back before its time."""

    waiver = models.OneToOneField(Waiver, models.PROTECT, related_name="ended")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.waiver_id} ended"
