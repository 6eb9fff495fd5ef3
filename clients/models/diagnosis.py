"""The client's diagnoses, by ICD-10-CM code."""

from django.db import models
from django.db.models import F, Q

from accounts.models import EditableRow, User

from .client import Client, ClientRows


class DiagnosisQuerySet(ClientRows["Diagnosis"]):
    """Questions about diagnoses."""

    def active(self) -> "DiagnosisQuerySet":
        """Held today, not resolved or ruled out."""
        return self.filter(status=Diagnosis.Status.ACTIVE)


class Diagnosis(EditableRow):
    """One diagnosis of one client. The title is kept as it read when the code was chosen."""

    class Status(models.TextChoices):
        ACTIVE = "active", "active"
        RESOLVED = "resolved", "resolved"
        RULED_OUT = "ruled out", "ruled out"

    client = models.ForeignKey(Client, models.PROTECT, related_name="diagnoses")
    code = models.CharField("ICD-10-CM code", max_length=10)
    title = models.CharField(max_length=300, editable=False)
    release = models.CharField(max_length=60, editable=False)
    rank = models.PositiveSmallIntegerField(default=1, help_text="1 is the principal diagnosis.")
    onset_on = models.DateField("onset", null=True, blank=True)
    diagnosed_on = models.DateField("diagnosed on")
    diagnosed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    evidence = models.TextField(
        "evidence: symptoms and history that support it", max_length=20_000, blank=True
    )
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.ACTIVE)

    objects = DiagnosisQuerySet.as_manager()

    class Meta(EditableRow.Meta):
        ordering = ["rank", "code"]
        constraints = [
            *EditableRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["client", "code"],
                condition=Q(status="active"),
                name="one_active_diagnosis_per_code",
                violation_error_message="This client already has this diagnosis.",
            ),
            models.CheckConstraint(
                condition=Q(onset_on__isnull=True) | Q(onset_on__lte=F("diagnosed_on")),
                name="onset_is_not_after_diagnosis",
                violation_error_message="The onset must not come after the day of the diagnosis.",
            ),
            models.CheckConstraint(
                condition=Q(rank__gte=1),
                name="rank_begins_at_1",
                violation_error_message="The rank begins at 1, the principal diagnosis.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"
