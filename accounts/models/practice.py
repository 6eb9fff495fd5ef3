"""The practice: the wall that every clinical row stands behind."""

import uuid
from datetime import date
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models

from config import clock

from .states import STATES

NPI = RegexValidator(r"^[0-9]{10}$", "An NPI has ten digits.")


def real_time_zone(name: str) -> None:
    """Refuse a time zone that the time zone database does not know."""
    if name not in available_timezones():
        raise ValidationError(f"{name} is not a time zone; choose one such as America/Chicago.")


class Practice(models.Model):
    """A practice (tenant). Practices cannot see each other."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200)
    address = models.TextField(blank=True, max_length=500)
    # Tells from which age on minors may consent by themselves (clients.minors).
    state = models.CharField(max_length=2, choices=STATES, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    npi = models.CharField("NPI", max_length=10, blank=True, validators=[NPI])
    time_zone = models.CharField(
        max_length=64, default="America/Chicago", validators=[real_time_zone]
    )
    # House default: 90 days is the shortest published review interval that we found
    # (Beacon Health Options, "Treatment Planning"); payers' own intervals differ.
    review_interval_days = models.PositiveSmallIntegerField(
        default=90, validators=[MinValueValidator(7), MaxValueValidator(366)]
    )
    # House default: the 72 hours that Tava, "Best Practices for Session Notes", names as an example
    # of a limit that each practice sets for itself.
    note_late_after_hours = models.PositiveSmallIntegerField(
        default=72,
        validators=[
            MinValueValidator(1, "A note takes at least an hour."),
            MaxValueValidator(720, "At most 720 hours (30 days)."),
        ],
    )
    crisis_lines = models.TextField("crisis lines", max_length=1_000, blank=True)
    payer_profile = models.CharField(max_length=80, blank=True)
    logo = models.BinaryField(null=True, editable=False)
    opened_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def practice_id(self) -> uuid.UUID:
        """A practice belongs to itself: the trail asks every subject alike."""
        return self.id

    @property
    def today(self) -> date:
        """Today's date where the practice is."""
        return clock.today(self.time_zone)
