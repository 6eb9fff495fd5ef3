"""The sign-off of a period: what an admin saw of the practice's audit, and stands for. It stays."""

from django.db import models
from django.db.models import F, Q

from accounts.models import PracticeRow, User
from config import clock

from .judgement import AdminRows


class SignOff(PracticeRow):
    """An admin's signature under a period.

    `document` is canonical JSON (RFC 8785; audits/period/document.py) and `digest` its SHA-256
    (hex). The same text is signed once.
    """

    from_on = models.DateField("from")
    until_on = models.DateField("until")
    as_of = models.DateField()
    document = models.TextField()
    digest = models.CharField(max_length=64)
    statement = models.TextField()
    method = models.CharField(max_length=20)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    credentials = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField(default=clock.now)

    objects = AdminRows.as_manager()

    class Meta(PracticeRow.Meta):
        ordering = ["-at", "-id"]
        constraints = [
            *PracticeRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["practice", "by", "digest"], name="a_period_is_signed_once_as_it_is"
            ),
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")),
                name="a_period_ends_after_it_begins",
                violation_error_message="The period must end after it begins.",
            ),
        ]

    def __str__(self) -> str:
        return f"Sign-off of {self.from_on} to {self.until_on}"
