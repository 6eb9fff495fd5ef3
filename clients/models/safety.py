"""The safety plan, its reviews, and the risk answers that ask for it.

The steps follow what is known to help in a suicidal crisis; their headings are our own. The form
of the Safety Planning Intervention (Stanley and Brown) is copyrighted: nothing of it is copied
here, and a practice that uses it under its authors' terms writes the same facts under these
headings.
"""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import EditableRow, PracticeRow, User
from config import clock

from .client import Client, ClientRows

STEP = 2_000


class SafetySteps(models.Model):
    """The seven steps, in the order in which somebody in a bad hour tries them; a line a thing."""

    warning_signs = models.TextField(
        _("how I notice a bad hour coming"), max_length=STEP, blank=True
    )
    own_ways = models.TextField(_("what I can do by myself"), max_length=STEP, blank=True)
    distractions = models.TextField(
        _("people and places that take my mind off it"), max_length=STEP, blank=True
    )
    helpers = models.TextField(_("people I can ask for help"), max_length=STEP, blank=True)
    professionals = models.TextField(
        _("professionals and services I can call"), max_length=STEP, blank=True
    )
    safer_place = models.TextField(
        _("how we make my surroundings safer"), max_length=STEP, blank=True
    )
    worth_living = models.TextField(_("what is worth living for"), max_length=STEP, blank=True)

    class Meta:
        abstract = True

    STEPS = (
        "warning_signs", "own_ways", "distractions", "helpers", "professionals", "safer_place",
        "worth_living",
    )  # fmt: skip

    @property
    def steps(self) -> list[tuple[str, str]]:
        """(heading, text) of every step, the empty ones too."""
        texts = [getattr(self, name) for name in self.STEPS]
        return list(zip(self.headings(), texts, strict=True))

    @classmethod
    def headings(cls) -> list[str]:
        """The headings of the steps, in order."""
        fields = [cls._meta.get_field(name) for name in cls.STEPS]
        return [_capital(str(field.verbose_name)) for field in fields]  # type: ignore[union-attr]

    @property
    def is_empty(self) -> bool:
        """Whether no step says anything."""
        return not any(text.strip() for _, text in self.steps)

    def says_the_same_as(self, other: "SafetySteps") -> bool:
        """Whether every step reads alike."""
        return all(getattr(self, name) == getattr(other, name) for name in self.STEPS)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


class SafetyDraft(SafetySteps, EditableRow):
    """The safety plan as it is being written; one per client. It holds until it is agreed on."""

    client = models.OneToOneField(Client, models.PROTECT, related_name="safety_draft")

    objects = ClientRows["SafetyDraft"].as_manager()

    class Meta(EditableRow.Meta):
        pass

    def __str__(self) -> str:
        return f"Draft of a safety plan of {self.client_id}"


class SafetyPlanQuerySet(ClientRows["SafetyPlan"]):
    """Questions about safety plans."""

    def newest_first(self) -> Self:
        """The one that holds, then the ones before it."""
        return self.order_by("-number")


class SafetyPlan(SafetySteps, PracticeRow):
    """A safety plan that was agreed on with the client. Append-only: a change is the next number.

    `for_readers`: a guardian or proxy who reads the client's page may read it too. Without it only
    the client's own sign-in may, and the database holds that (house rule: a safety plan may name
    the very people who read for the client).
    """

    client = models.ForeignKey(Client, models.PROTECT, related_name="safety_plans")
    number = models.PositiveSmallIntegerField()
    agreed_on = models.DateField("agreed on with the client on")
    agreed_with = models.CharField("with whom", max_length=200, default="the client")
    for_readers = models.BooleanField(
        "a guardian or proxy who reads the client's page may read this plan too", default=False
    )
    author = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    author_name = models.CharField(max_length=200, editable=False)
    author_credentials = models.CharField(max_length=80, blank=True, editable=False)
    made_at = models.DateTimeField(default=clock.now, editable=False)

    objects = SafetyPlanQuerySet.as_manager()

    class Meta(PracticeRow.Meta):
        ordering = ["-number"]
        constraints = [
            *PracticeRow.Meta.constraints,
            models.UniqueConstraint(fields=["client", "number"], name="safety_plans_are_numbered"),
        ]

    def __str__(self) -> str:
        return f"Safety plan {self.number} of {self.client_id}"


class SafetyReview(PracticeRow):
    """Somebody looked at the safety plan after a risk answer, or said why none is needed.

    Append-only. Without a plan its words are the reason.
    """

    client = models.ForeignKey(Client, models.PROTECT, related_name="safety_reviews")
    plan = models.ForeignKey(
        SafetyPlan, models.PROTECT, null=True, editable=False, related_name="reviews"
    )
    words = models.CharField("what came of it", max_length=500, blank=True)
    reviewed_on = models.DateField("reviewed on")
    reviewed_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    reviewed_at = models.DateTimeField(default=clock.now, editable=False)

    objects = ClientRows["SafetyReview"].as_manager()

    class Meta(PracticeRow.Meta):
        ordering = ["-reviewed_at"]
        constraints = [
            *PracticeRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(plan__isnull=False) | ~Q(words=""),
                name="a_review_without_a_plan_says_why",
                violation_error_message="Say why no safety plan is needed.",
            ),
        ]

    def __str__(self) -> str:
        return f"Safety review of {self.client_id} on {self.reviewed_on}"


class RiskAnswer(PracticeRow):
    """What was answered about risk, wherever it was asked: in a note, or in an instrument.

    Append-only. The newest answer of one source (`source_id`: the note, the administration) is
    what that source says; an answer that was corrected stays behind it.
    """

    class Source(models.TextChoices):
        NOTE = "note", "a progress note"
        MEASURE = "measure", "a measure"

    client = models.ForeignKey(Client, models.PROTECT, related_name="risk_answers")
    source = models.CharField(max_length=10, choices=Source.choices)
    source_id = models.UUIDField()
    is_present = models.BooleanField()
    said = models.CharField(max_length=300, blank=True)
    on = models.DateField()
    answered_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    answered_at = models.DateTimeField(default=clock.now, editable=False)

    objects = ClientRows["RiskAnswer"].as_manager()

    class Meta(PracticeRow.Meta):
        ordering = ["-answered_at"]
        indexes = [models.Index(fields=["client", "-answered_at"], name="risk_answers_of_client")]

    def __str__(self) -> str:
        return f"Risk answer about {self.client_id} on {self.on}"
