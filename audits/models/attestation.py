"""What no program can judge, a named person says, with the day."""

from django.db import models

from accounts.models import PracticeRow, User
from config import clock
from plans.models import Plan

from .judgement import AuditRows

WORDS = 2_000


class Attestation(PracticeRow):
    """Somebody says whether a rule is met, of a version or of the record. The last stands."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="attestations")
    rule = models.CharField(max_length=3)
    version = models.PositiveSmallIntegerField(null=True)
    holds = models.BooleanField()
    words = models.TextField("why", max_length=WORDS)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    credentials = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField(default=clock.now)

    objects = AuditRows.as_manager()

    class Meta(PracticeRow.Meta):
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.rule} of {self.plan_id}: {'met' if self.holds else 'not met'}"
