"""The people around a client, and what the client consented to."""

from django.db import models
from django.db.models import F, Q

from accounts.models import EditableRow, PracticeRow, User
from config import clock

from .client import Client, ClientRows


class CareTeamQuerySet(ClientRows["CareTeam"]):
    """Questions about care teams."""

    def standing(self) -> "CareTeamQuerySet":
        """On the team now."""
        return self.filter(left_at__isnull=True)


class CareTeam(PracticeRow):
    """A clinician treats the client. This is what opens the record to a therapist."""

    client = models.ForeignKey(Client, models.PROTECT, related_name="care_team")
    member = models.ForeignKey(User, models.PROTECT, related_name="care_teams")
    role = models.CharField(max_length=80, default="therapist")
    joined_at = models.DateTimeField(default=clock.now, editable=False)
    left_at = models.DateTimeField(null=True, editable=False)

    objects = CareTeamQuerySet.as_manager()

    class Meta(PracticeRow.Meta):
        ordering = ["joined_at"]
        constraints = [
            *PracticeRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["client", "member"],
                condition=Q(left_at__isnull=True),
                name="on_a_care_team_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} ({self.role})"


class Contributor(EditableRow):
    """Another professional or a family member, with the release of information or its refusal."""

    class Release(models.TextChoices):
        SIGNED = "signed", "release signed"
        DECLINED = "declined", "release declined"
        NOT_ASKED = "not asked", "not asked yet"

    client = models.ForeignKey(Client, models.PROTECT, related_name="contributors")
    name = models.CharField(max_length=200)
    role = models.CharField("role or relation", max_length=200)
    release = models.CharField(
        "release of information", max_length=10, choices=Release.choices, default=Release.NOT_ASKED
    )
    release_signed_on = models.DateField("release signed on", null=True, blank=True)
    release_expires_on = models.DateField("release expires on", null=True, blank=True)
    release_signed_by = models.CharField("release signed by", max_length=200, blank=True)
    release_scope = models.CharField("scope of the release", max_length=500, blank=True)
    declined_because = models.CharField("declined because", max_length=500, blank=True)
    contributed = models.TextField("what they contributed", max_length=20_000, blank=True)
    client_told = models.BooleanField(
        "the client has been told what they contributed", default=False
    )

    objects = ClientRows["Contributor"].as_manager()

    class Meta(EditableRow.Meta):
        ordering = ["name"]
        constraints = [
            *EditableRow.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(release="signed") | Q(release_signed_on__isnull=False),
                name="a_signed_release_has_its_date",
                violation_error_message="Give the date on which the release was signed.",
            ),
            models.CheckConstraint(
                condition=Q(release_expires_on__isnull=True)
                | Q(release_signed_on__isnull=True)
                | Q(release_expires_on__gte=F("release_signed_on")),
                name="a_release_expires_after_it_is_signed",
                violation_error_message="The release must expire after it was signed.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.role})"


class Consent(EditableRow):
    """Something that the client, or a guardian, signed."""

    class Kind(models.TextChoices):
        TREATMENT = "treatment", "consent to treatment"
        RELEASE = "release", "release of information"
        TELEHEALTH = "telehealth", "telehealth"
        PART2 = "part2", "42 CFR Part 2 disclosure"
        PRIVACY = "privacy", "privacy notice acknowledged"

    class Purpose(models.TextChoices):
        """For what a disclosure is consented to (42 CFR 2.31(a)(4) and (5))."""

        ALL_CARE = "all care", "all future treatment, payment and health care operations"
        TREATMENT = "treatment", "treatment"
        PAYMENT = "payment", "payment"
        OPERATIONS = "operations", "health care operations"
        OTHER = "other", "another purpose, written in the scope"

    client = models.ForeignKey(Client, models.PROTECT, related_name="consents")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    scope = models.CharField(max_length=500, blank=True)
    recipients = models.TextField("to whom (one a line)", max_length=2_000, blank=True)
    purpose = models.CharField("for what purpose", max_length=10, choices=Purpose, blank=True)
    signed_by = models.CharField("signed by", max_length=200)
    from_on = models.DateField("from")
    to_on = models.DateField("to", null=True, blank=True)
    revoked_on = models.DateField("revoked on", null=True, blank=True)

    objects = ClientRows["Consent"].as_manager()

    class Meta(EditableRow.Meta):
        ordering = ["kind", "-from_on"]
        constraints = [
            *EditableRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
                name="a_consent_ends_after_it_starts",
                violation_error_message="The consent must end after it starts.",
            ),
            models.CheckConstraint(
                condition=Q(revoked_on__isnull=True) | Q(revoked_on__gte=F("from_on")),
                name="a_consent_is_revoked_after_it_starts",
                violation_error_message="A consent cannot be revoked before it starts.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} from {self.from_on}"
