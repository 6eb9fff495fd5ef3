"""A review in the making, and the signature of one that changed nothing."""

from django.db import models
from django.db.models import F, Q

from accounts.models import EditableRow, PracticeRow, User
from config import clock

from .version import Review, Version


class ReviewDraftQuerySet(models.QuerySet["ReviewDraft"]):
    """Questions about reviews that are not finished."""

    def visible_to(self, user: User) -> "ReviewDraftQuerySet":
        """Of the plans that the user may see."""
        from .plan import Plan

        return self.filter(plan__in=Plan.objects.visible_to(user))


class ReviewDraft(EditableRow):
    """What was typed so far of a review: it need not be finished in one sitting.

    `goals` maps a goal's id to {"decision", "progress", "because", "until", "why_later",
    "later": {node id: ISO date}}; all are optional.
    """

    plan = models.OneToOneField("plans.Plan", models.PROTECT, related_name="review_draft")
    held_on = models.DateField("held on")
    participants = models.TextField("who took part", max_length=2_000, blank=True)
    summary = models.TextField("what the review says", max_length=20_000, blank=True)
    next_due_on = models.DateField("next review due")
    goals = models.JSONField(default=dict, editable=False)

    objects = ReviewDraftQuerySet.as_manager()

    class Meta(EditableRow.Meta):
        constraints = [
            *EditableRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(next_due_on__gt=F("held_on")),
                name="the_drafted_next_review_is_later",
                violation_error_message="The next review must come after this one.",
            ),
        ]

    def __str__(self) -> str:
        return f"Review in the making of {self.plan_id}"


class ReviewSignature(PracticeRow):
    """The clinician signed that the review changed nothing: `version` stays in effect."""

    review = models.OneToOneField(Review, models.PROTECT, related_name="signature")
    version = models.ForeignKey(Version, models.PROTECT, related_name="confirmed_by")
    digest = models.CharField(max_length=64)
    signer = models.ForeignKey(User, models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    credentials = models.CharField(max_length=80, blank=True)
    method = models.CharField(max_length=80)
    statement = models.CharField(max_length=500)
    signed_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.printed_name}, review {self.review_id}"

    @property
    def printed_name(self) -> str:
        """As it stands on paper."""
        return f"{self.name}, {self.credentials}" if self.credentials else self.name
