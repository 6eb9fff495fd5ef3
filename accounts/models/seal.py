"""The certificates with which a practice seals its paper."""

from django.db import models

from config import clock

from .rows import PracticeRow
from .user import User


class SealCertificateQuerySet(models.QuerySet["SealCertificate"]):
    """Questions about seals."""

    def visible_to(self, user: User) -> "SealCertificateQuerySet":
        """Of the practice in which the user works."""
        return self.filter(practice=user.practice_id)

    def newest(self) -> "SealCertificate | None":
        """The one with which the practice seals now."""
        return self.order_by("-added_at", "-id").first()


class SealCertificate(PracticeRow):
    """A certificate of the practice's seal. Old ones are kept: old paper must still be known.

    `locked_key` is the private key, locked with SEAL_KEY (accounts.certificates).
    """

    certificate = models.TextField(help_text="PEM")
    locked_key = models.TextField()
    fingerprint = models.CharField(max_length=64)
    name = models.CharField(max_length=500)
    self_made = models.BooleanField()
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField()
    added_at = models.DateTimeField(default=clock.now)
    added_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = SealCertificateQuerySet.as_manager()

    class Meta(PracticeRow.Meta):
        ordering = ["-added_at", "-id"]
        constraints = [
            *PracticeRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["practice", "fingerprint"],
                name="a_seal_is_added_once",
                violation_error_message="The practice has had this certificate before.",
            ),
        ]

    def __str__(self) -> str:
        return f"seal {self.fingerprint[:12]}"

    @property
    def spelled(self) -> str:
        """The fingerprint in groups of eight, to be compared by eye."""
        whole = self.fingerprint
        return " ".join(whole[start : start + 8] for start in range(0, len(whole), 8))
