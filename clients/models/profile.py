"""Payer profiles of the practice's own: copied from another, edited, and each edit kept."""

from typing import Self, TypeVar

from django.db import models
from django.db.models import F, Q

from accounts.models import EditableRow, PracticeRow, User
from accounts.models.states import STATES
from config import clock

NOTE = 1_000
SEVERITIES = [("error", "error"), ("warning", "warning"), ("info", "info")]


Row = TypeVar("Row", bound=models.Model, covariant=True)


class ProfileRows(models.QuerySet[Row]):
    """Questions about a practice's profiles."""

    def visible_to(self, user: User) -> Self:
        """Of the practice in which the user works."""
        return self.filter(practice=user.practice)


class PracticeProfile(EditableRow):
    """A payer profile of the practice's own. Coverage names it by its id.

    `note` is the practice's word for where its rules are written. `signatures` are demands as in
    `clients.payers.Demand`, `audit_tool` is an `AuditTool` of that module, or empty. What is judged
    by is the newest `ProfileVersion`, never these rows.
    """

    name = models.CharField(max_length=200)
    note = models.TextField("where your rules are written", max_length=NOTE)
    state = models.CharField(max_length=2, choices=STATES, blank=True)
    programme = models.CharField(max_length=200, blank=True)
    from_on = models.DateField("in force from", null=True, blank=True)
    until_on = models.DateField("in force until", null=True, blank=True)
    signatures = models.JSONField("who must sign", default=list, blank=True, editable=False)
    audit_tool = models.JSONField(
        "the payer’s audit tool", default=dict, blank=True, editable=False
    )
    copied_from = models.CharField(max_length=80, editable=False)
    copied_name = models.CharField(max_length=200, editable=False)
    retired_on = models.DateField(null=True, blank=True, editable=False)

    objects = ProfileRows["PracticeProfile"].as_manager()

    class Meta(EditableRow.Meta):
        ordering = ["name", "id"]
        constraints = [
            *EditableRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(from_on__isnull=True)
                | Q(until_on__isnull=True)
                | Q(until_on__gte=F("from_on")),
                name="a_profile_ends_after_it_begins",
                violation_error_message="The last day must come after the first.",
            ),
            models.UniqueConstraint(
                fields=["practice", "name"],
                condition=Q(retired_on__isnull=True),
                name="a_practice_names_a_profile_once",
                violation_error_message="Another profile of the practice has this name.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_signatures_display(self) -> str:
        """Who must sign, as a person would read it."""
        asked = [
            f"{one['role']}{' or the reason why not' if one.get('or_reason') else ''}"
            f"{', when ' + one['when'] if one.get('when') else ''}"
            for one in self.signatures
        ]
        return "; ".join(asked) or "the author alone"

    def get_audit_tool_display(self) -> str:
        """Its sections, each with its rules."""
        sections = self.audit_tool.get("sections", [])
        return "; ".join(f"{one['name']}: {', '.join(one['rules']) or 'none'}" for one in sections)


class ProfileRule(EditableRow):
    """What a profile of the practice's own says of one rule of the audit.

    `figures` are numbers by the rule's own names. `read` tells whose word `note` is: "house rule"
    once the practice edited it, before that what the copied profile said.
    """

    profile = models.ForeignKey(PracticeProfile, models.PROTECT, related_name="rules")
    rule = models.CharField(max_length=3, editable=False)
    applies = models.BooleanField("the payer asks for it", default=True)
    severity = models.CharField("weight", max_length=7, choices=SEVERITIES, blank=True)
    figures = models.JSONField(default=dict, blank=True, editable=False)
    note = models.TextField("where this is written", max_length=NOTE)
    read = models.CharField(max_length=20, default="house rule", editable=False)

    objects = ProfileRows["ProfileRule"].as_manager()

    class Meta(EditableRow.Meta):
        ordering = ["rule"]
        constraints = [
            *EditableRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["profile", "rule"], name="a_profile_says_one_thing_of_a_rule"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} in {self.profile_id}"

    def get_figures_display(self) -> str:
        """The numbers, by name."""
        return ", ".join(f"{name}: {value}" for name, value in sorted(self.figures.items()))


class ProfileVersion(PracticeRow):
    """A profile of the practice as it was from one edit to the next. Append-only.

    `document` is a `clients.payers.PayerProfile`; `digest` is the one of that.
    """

    profile = models.ForeignKey(PracticeProfile, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    document = models.JSONField()
    digest = models.CharField(max_length=64)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)

    objects = ProfileRows["ProfileVersion"].as_manager()

    class Meta(PracticeRow.Meta):
        ordering = ["-number"]
        constraints = [
            *PracticeRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["profile", "number"], name="profile_versions_are_numbered"
            ),
        ]

    def __str__(self) -> str:
        return f"Version {self.number} of {self.profile_id}"
