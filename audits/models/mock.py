"""A mock audit: a random sample of charts, gone through as a payer would. Both tables stay."""

from django.db import models

from accounts.models import PracticeRow, User
from config import clock
from plans.models import Plan

from .judgement import AdminRows

WORDS = 200


class MockAudit(PracticeRow):
    """One sample and how it was drawn; its result is in the charts.

    Of the `drawn_from` plans of the scope (`frame_digest`: SHA-256, hex, over their ids, sorted,
    one a line) those `size` were drawn whose SHA-256 over "seed id" comes first: whoever has the
    seed and the ids can draw again. `rules` are [id, sentence] in the order of the page, and
    `audit_tool` (clients.payers.AuditTool) is whose order that is; it is empty where none was read.
    `digest` (SHA-256, hex) covers the whole result.
    """

    class Scope(models.TextChoices):
        IN_EFFECT = "in effect", "open plans of which a version took effect"
        OPEN = "open", "all open plans, drafts too"
        ALL = "all", "open and closed plans"

    words = models.CharField("what it is for", max_length=WORDS, blank=True)
    scope = models.CharField("drawn from", max_length=9, choices=Scope.choices)
    profile = models.CharField("payer profile", max_length=80, blank=True)
    profile_name = models.CharField(max_length=200, blank=True)
    seed = models.BigIntegerField()
    size = models.PositiveSmallIntegerField("charts")
    drawn_from = models.PositiveIntegerField()
    frame_digest = models.CharField(max_length=64)
    rules = models.JSONField(default=list)
    audit_tool = models.JSONField(default=dict, blank=True)
    rules_digest = models.CharField(max_length=64)
    as_of = models.DateField()
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    credentials = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField(default=clock.now)

    objects = AdminRows.as_manager()

    class Meta(PracticeRow.Meta):
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"Mock audit of {self.size} charts on {self.as_of}"


class MockChart(PracticeRow):
    """One chart of the sample. `version` is the one that was judged; 0: there was none, the draft.

    `marks` are {"rule", "mark", "why", "of"} in the order of the audit's rules; `of` says at how
    many of the places that a rule looks at the defect stands.
    """

    audit = models.ForeignKey(MockAudit, models.PROTECT, related_name="charts")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    version = models.PositiveSmallIntegerField()
    profile = models.CharField(max_length=80)
    profile_name = models.CharField(max_length=200)
    measured_by = models.CharField(max_length=64)
    marks = models.JSONField(default=list)

    class Meta(PracticeRow.Meta):
        ordering = ["position"]
        constraints = [
            *PracticeRow.Meta.constraints,
            models.UniqueConstraint(fields=["audit", "plan"], name="a_chart_is_drawn_once"),
            models.UniqueConstraint(fields=["audit", "position"], name="charts_stand_in_a_row"),
        ]

    def __str__(self) -> str:
        return f"{self.position} of {self.audit_id}"
