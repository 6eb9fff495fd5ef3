"""What signed plans say, kept so that texts of many plans can be held against each other.

Nothing here is a record of its own: the rows are made from the versions, and never change.
"""

from django.db import models

from accounts.models import PracticeRow
from clients.models import Client
from plans.models import Plan, Version

# Texts that are alike share at least one of so many marks (audits/wording/marks.py).
MARKS = 6


class SignedText(PracticeRow):
    """A text of a plan as it was first signed: the words that carry it, and when that was.

    `mark_1` to `mark_6` are numbers that alike texts share.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="+")
    client = models.ForeignKey(Client, models.PROTECT, related_name="+")
    node = models.CharField(max_length=20)
    node_id = models.UUIDField()
    field = models.CharField(max_length=60)
    words = models.TextField()
    digest = models.CharField(max_length=32)
    at = models.DateTimeField()
    mark_1 = models.BigIntegerField()
    mark_2 = models.BigIntegerField()
    mark_3 = models.BigIntegerField()
    mark_4 = models.BigIntegerField()
    mark_5 = models.BigIntegerField()
    mark_6 = models.BigIntegerField()

    class Meta(PracticeRow.Meta):
        constraints = [
            *PracticeRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["plan", "node_id", "field", "digest"], name="a_signed_text_is_kept_once"
            ),
        ]
        indexes = [
            models.Index(fields=["practice", f"mark_{number}", "at"], name=f"signed_text_{number}")
            for number in range(1, MARKS + 1)
        ]

    def __str__(self) -> str:
        return f"{self.field} of {self.node} {self.node_id}"


class ReadVersion(PracticeRow):
    """A version whose texts are kept."""

    version = models.OneToOneField(Version, models.CASCADE, related_name="read_for_likeness")

    def __str__(self) -> str:
        return f"{self.version_id} read"
