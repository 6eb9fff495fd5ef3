"""What the client, or a guardian, said to a frozen version; or why their signature is absent."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import PracticeRow, User
from config import clock

from .version import Signature, Version

WORDS = 2_000


class ClientAnswer(PracticeRow):
    """Agreement or disagreement per goal, restated in the client's own words (teach-back).

    `goals` is a list, in the document's order, of {"goal": id, "agrees": bool, "words": text}.
    `recorded_by` is the authenticated user: the reader themselves, or, where the device was handed
    over, the clinician who did so. Every answer has its signature. One per version and role.
    """

    class Role(models.TextChoices):
        CLIENT = "client", "client"
        GUARDIAN = "guardian", "guardian"

    class Way(models.TextChoices):
        OWN = "own sign-in", "by their own sign-in"
        HANDED_OVER = "handed over", "on the clinician's device"

    class Assent(models.TextChoices):
        """Whether a minor agreed, where a guardian answers."""

        GIVEN = "given", _("the minor agrees")
        NOT_GIVEN = "not given", _("the minor does not agree")
        NOT_ASKED = "not asked", _("the minor was not asked")

    version = models.ForeignKey(Version, models.PROTECT, related_name="answers")
    signature = models.OneToOneField(Signature, models.PROTECT, related_name="answer")
    role = models.CharField(max_length=10, choices=Role.choices)
    way = models.CharField(max_length=12, choices=Way.choices)
    name = models.CharField(max_length=200)
    relation = models.CharField(max_length=60, blank=True)
    goals = models.JSONField()
    remark = models.TextField(max_length=WORDS, blank=True)
    assent = models.CharField(max_length=10, choices=Assent.choices, blank=True)
    assent_words = models.CharField(max_length=500, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    said_at = models.DateTimeField(default=clock.now)

    class Meta(PracticeRow.Meta):
        ordering = ["said_at", "id"]
        constraints = [
            *PracticeRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["version", "role"], name="one_answer_per_version_and_role"
            ),
            models.CheckConstraint(
                condition=Q(role="guardian") | Q(assent=""),
                name="assent_stands_with_a_guardian",
            ),
            models.CheckConstraint(
                condition=~Q(assent__in=["not given", "not asked"]) | ~Q(assent_words=""),
                name="absent_assent_says_why",
                violation_error_message="Say why the minor's assent is absent.",
            ),
        ]

    def __str__(self) -> str:
        return f"answer of the {self.role} to {self.version_id}"

    @property
    def agrees(self) -> bool:
        """Whether it agrees with every goal."""
        return all(said["agrees"] for said in self.goals)


class UnsignedReason(PracticeRow):
    """Why a signature that is asked for could not be had: a coded reason, with words.

    It may be recorded more than once, and an answer may still follow: both stay.
    """

    class Role(models.TextChoices):
        CLIENT = "client", "the client’s"
        GUARDIAN = "guardian", "the guardian’s"
        PHYSICIAN = "physician", "the physician’s"

    class Reason(models.TextChoices):
        """House list. That a reason is documented is asked for by payers (see fixtures/payers)."""

        DECLINED = "declined", "declined to sign"
        DISAGREES = "disagrees", "disagrees with the plan"
        UNABLE = "unable", "not able to take part at present"
        NOT_REACHED = "not reached", "could not be reached"
        VERBAL = "verbal", "agreed by word of mouth (telehealth)"
        SAFETY = "safety", "asking would risk harm"
        NOT_YET = "not yet", "what the payer asks it for has not come about"
        OTHER = "other", "another reason"

    version = models.ForeignKey(Version, models.PROTECT, related_name="unsigned_reasons")
    role = models.CharField("whose signature is absent", max_length=10, choices=Role.choices)
    because = models.CharField("reason", max_length=12, choices=Reason.choices)
    words = models.TextField("in words", max_length=WORDS)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta(PracticeRow.Meta):
        ordering = ["recorded_at", "id"]

    def __str__(self) -> str:
        return f"why {self.version_id} lacks the {self.role}'s signature"
