"""The client, and the intake in the client's words."""

import re
from datetime import date
from typing import Self, TypeVar
from uuid import UUID

from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts.models import EditableRow, Supervision, User
from config import clock


class ClientQuerySet(models.QuerySet["Client"]):
    """Questions about clients."""

    def visible_to(self, user: User) -> "ClientQuerySet":
        """Care team, their supervisors, whoever broke the glass, and admins for audit."""
        here = self.filter(practice=user.practice)
        if user.is_admin:
            return here
        if not user.is_clinician:
            return here.none()
        team = CareTeamRows(user)
        seen = Q(Exists(team.own())) | Q(Exists(team.emergencies()))
        if user.is_supervisor:
            seen |= Q(Exists(team.supervised()))
        return here.filter(seen)

    def active(self) -> "ClientQuerySet":
        """In treatment."""
        return self.filter(status=Client.Status.ACTIVE)

    def named_like(self, words: str) -> "ClientQuerySet":
        """Clients whose legal or preferred name or record number contains each word."""
        found = self
        for word in words.split():
            found = found.filter(
                Q(given_name__icontains=word)
                | Q(family_name__icontains=word)
                | Q(preferred_name__icontains=word)
                | Q(record_number__iexact=word)
            )
        return found


class CareTeamRows:
    """The three ways to a client, as subqueries on the outer client row."""

    def __init__(self, user: User) -> None:
        self.user = user

    def own(self) -> models.QuerySet[models.Model]:
        """On the client's care team today."""
        from .people import CareTeam

        return CareTeam.objects.standing().filter(client=OuterRef("pk"), member=self.user)

    def supervised(self) -> models.QuerySet[models.Model]:
        """Supervises somebody on the care team."""
        from .people import CareTeam

        supervisees = Supervision.objects.led_by(self.user).values("supervisee")
        return CareTeam.objects.standing().filter(client=OuterRef("pk"), member__in=supervisees)

    def emergencies(self) -> models.QuerySet[models.Model]:
        """Opened the record in an emergency that has not ended."""
        from .access import BreakGlass

        return BreakGlass.objects.filter(
            client=OuterRef("pk"), user=self.user, ends_at__gt=clock.now()
        )


class Client(EditableRow):
    """A person in treatment."""

    class Status(models.TextChoices):
        ACTIVE = "active", "active"
        DISCHARGED = "discharged", "discharged"

    class Gender(models.TextChoices):
        """Administrative gender (HL7 FHIR R4 value set of that name)."""

        FEMALE = "female", "female"
        MALE = "male", "male"
        OTHER = "other", "other"
        UNKNOWN = "unknown", "unknown"

    record_number = models.CharField("record number", max_length=40)
    given_name = models.CharField("given name (legal)", max_length=200)
    family_name = models.CharField("family name (legal)", max_length=200)
    preferred_name = models.CharField("preferred name", max_length=200, blank=True)
    pronouns = models.CharField(max_length=60, blank=True)
    gender = models.CharField(
        "administrative gender", max_length=10, choices=Gender.choices, default=Gender.UNKNOWN
    )
    born_on = models.DateField("date of birth")
    language = models.CharField(max_length=60, default="English")
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.ACTIVE)
    email = models.EmailField("e-mail", blank=True)
    phone = models.CharField(max_length=40, blank=True)
    address = models.TextField(max_length=500, blank=True)
    guardian_name = models.CharField("guardian", max_length=200, blank=True)
    guardian_relation = models.CharField("guardian's relation", max_length=60, blank=True)
    part2 = models.BooleanField(
        "records of a 42 CFR Part 2 programme (substance use)", default=False
    )

    objects = ClientQuerySet.as_manager()

    class Meta(EditableRow.Meta):
        ordering = ["family_name", "given_name", "id"]
        constraints = [
            *EditableRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["practice", "record_number"],
                name="one_client_per_record_number",
                violation_error_message="Another client has this record number.",
            ),
        ]

    def __str__(self) -> str:
        return self.record_number

    @property
    def client_id(self) -> UUID:
        """Every clinical row names its client; a client is its own."""
        return self.pk

    @property
    def legal_name(self) -> str:
        """As a payer knows the client."""
        return f"{self.given_name} {self.family_name}"

    @property
    def file_stem(self) -> str:
        """How files about the client are called: by the record's number, never by the name."""
        return re.sub(r"[^A-Za-z0-9-]+", "-", self.record_number).strip("-") or "client"

    @property
    def called(self) -> str:
        """What the client is called."""
        return self.preferred_name or self.given_name

    def age_on(self, day: date) -> int:
        """Whole years."""
        before_birthday = (day.month, day.day) < (self.born_on.month, self.born_on.day)
        return day.year - self.born_on.year - before_birthday

    def is_minor_on(self, day: date) -> bool:
        """Under 18. House rule: the age of majority and of consent to treatment differ by state."""
        return self.age_on(day) < 18

    def is_written_by(self, user: User) -> bool:
        """Whether the user may write in this record: a clinician on the care team."""
        from .people import CareTeam

        return (
            user.is_clinician
            and CareTeam.objects.standing().filter(client=self, member=user).exists()
        )


Row = TypeVar("Row", bound=models.Model, covariant=True)


class ClientRows(models.QuerySet[Row]):
    """Rows about one client: they are visible where the client is."""

    def visible_to(self, user: User) -> Self:
        """Begin with who is asking."""
        return self.filter(client__in=Client.objects.visible_to(user))


class Intake(EditableRow):
    """What the client said at the start, in the client's words where the field says so."""

    client = models.OneToOneField(Client, models.PROTECT, related_name="intake")
    why_now = models.TextField("why now", max_length=20_000, blank=True)
    own_words = models.TextField(
        "presenting concern, in the client's own words", max_length=20_000, blank=True
    )
    magic_wand = models.TextField(
        "if you had a magic wand, what would be different?", max_length=20_000, blank=True
    )
    strengths = models.TextField("strengths (one a line)", max_length=20_000, blank=True)
    needs = models.TextField("needs (one a line)", max_length=20_000, blank=True)
    preferences = models.TextField(max_length=20_000, blank=True)
    culture = models.TextField("culture and language", max_length=20_000, blank=True)
    supports = models.TextField("supports (one a line)", max_length=20_000, blank=True)
    barriers = models.TextField("barriers (one a line)", max_length=20_000, blank=True)

    objects = ClientRows["Intake"].as_manager()

    def __str__(self) -> str:
        return f"Intake of {self.client_id}"
