"""What was signed: append-only rows, from which the plan's state is computed."""

from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import MD5

from accounts.models import PracticeRow, User
from config import clock


class VersionQuerySet(models.QuerySet["Version"]):
    """Questions about versions."""

    def visible_to(self, user: User) -> "VersionQuerySet":
        """Of the plans that the user may see."""
        from .plan import Plan

        return self.filter(plan__in=Plan.objects.visible_to(user))

    def with_signatures(self) -> "VersionQuerySet":
        """With all that tells when each took effect; two queries more."""
        signatures = Signature.objects.select_related("signer", "answer")
        return self.prefetch_related(models.Prefetch("signatures", signatures), "returns")

    def read_by(self, client_id: UUID) -> "VersionQuerySet":
        """Of the client's own plans, with all that tells which is in effect; three queries.

        Only columns that a client's request may read, and not the documents: most are not theirs
        to see.
        """
        plan = [
            f"plan__{name}"
            for name in ("number", "programme", "opened_on", "closed_on", "next_review_on")
        ]
        return (
            self.filter(plan__client=client_id)
            .select_related("plan")
            .only("practice", "plan", "number", "frozen_at", "requires", *plan)
            .order_by("plan__number", "number")
            .prefetch_related(
                models.Prefetch("signatures", Signature.objects.select_related("answer")),
                models.Prefetch("returns", Return.objects.only("version")),
            )
        )


class Version(PracticeRow):
    """A frozen plan: canonical JSON (RFC 8785) and its SHA-256, chained to the version before.

    `requires` lists the signatures that it wants: {"role", "name", "because", "blocks"}. It takes
    effect with those that block (all, where it is not said); the others are asked for. The name
    says who is waited for, and anybody in that role may sign.
    """

    plan = models.ForeignKey("plans.Plan", models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    document = models.TextField()
    digest = models.CharField(max_length=64)
    previous_digest = models.CharField(max_length=64, blank=True)
    frozen_at = models.DateTimeField(default=clock.now)
    reason = models.CharField("reason for this version", max_length=500)
    requires = models.JSONField()

    objects = VersionQuerySet.as_manager()

    class Meta(PracticeRow.Meta):
        ordering = ["plan", "number"]
        constraints = [
            *PracticeRow.Meta.constraints,
            models.UniqueConstraint(fields=["plan", "number"], name="versions_are_numbered"),
        ]

    def __str__(self) -> str:
        return f"version {self.number}"


class Signature(PracticeRow):
    """An authenticated act, never an image. Signing twice is the same as signing once."""

    class Role(models.TextChoices):
        AUTHOR = "author", "clinician"
        COSIGNER = "co-signer", "supervisor"
        CLIENT = "client", "client"
        GUARDIAN = "guardian", "guardian"
        PHYSICIAN = "physician", "physician"

    version = models.ForeignKey(Version, models.PROTECT, related_name="signatures")
    signer = models.ForeignKey(User, models.PROTECT, related_name="signatures")
    role = models.CharField(max_length=10, choices=Role.choices)
    name = models.CharField(max_length=200)
    credentials = models.CharField(max_length=80, blank=True)
    method = models.CharField(max_length=400)
    statement = models.CharField(max_length=500)
    signed_at = models.DateTimeField(default=clock.now)

    class Meta(PracticeRow.Meta):
        ordering = ["signed_at", "id"]
        constraints = [
            *PracticeRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["version", "signer", "role"], name="one_signature_per_signer_and_role"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.printed_name} ({self.role})"

    @property
    def printed_name(self) -> str:
        """As it stands on paper."""
        return f"{self.name}, {self.credentials}" if self.credentials else self.name


class Return(PracticeRow):
    """A version was sent back, with comments: it never takes effect.

    `comments` maps a node's id (or "plan") to the sentence about it.
    """

    version = models.ForeignKey(Version, models.PROTECT, related_name="returns")
    returned_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    comments = models.JSONField()
    returned_at = models.DateTimeField(default=clock.now)

    class Meta(PracticeRow.Meta):
        ordering = ["returned_at"]
        constraints = [
            *PracticeRow.Meta.constraints,
            models.UniqueConstraint(fields=["version"], name="a_version_is_returned_once"),
        ]

    def __str__(self) -> str:
        return f"Return of {self.version_id}"


class PrintoutQuerySet(models.QuerySet["Printout"]):
    """Questions about paper."""

    def visible_to(self, user: User) -> "PrintoutQuerySet":
        """Of the plans that the user may see."""
        return self.filter(version__in=Version.objects.visible_to(user))


class Printout(PracticeRow):
    """Paper that left: made once, and served again byte for byte.

    `code` stands on the paper, so that whoever holds it can ask whether it is genuine; paper from
    before there were codes has none. `notice` is what stands on it of 42 CFR Part 2, with the scope
    of the client's consent: another consent, or none, makes another paper. `undrawn` are the
    characters that our fonts cannot draw, whose codes stand on it instead.
    """

    # A proof made before there was this column still stands (trail.proof).
    ADDED = ("notice", "undrawn")

    class Preset(models.TextChoices):
        PAYER = "payer", "for the payer"
        CLIENT = "client", "for the client"
        CHART = "chart", "for the chart"

    version = models.ForeignKey(Version, models.PROTECT, related_name="printouts")
    preset = models.CharField(max_length=8, choices=Preset.choices)
    as_of = models.DateTimeField(help_text="Scores and signatures up to this moment are on it.")
    for_whom = models.CharField(max_length=200)
    purpose = models.CharField(max_length=200)
    notice = models.TextField(blank=True, default="")
    undrawn = models.TextField(blank=True, default="")
    code = models.CharField(max_length=16, null=True, blank=True, unique=True)
    bytes = models.BinaryField()
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=clock.now)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = PrintoutQuerySet.as_manager()

    class Meta(PracticeRow.Meta):
        constraints = [
            *PracticeRow.Meta.constraints,
            # The notice by its digest: an index has no room for a long one.
            models.UniqueConstraint(
                "version",
                "preset",
                "as_of",
                "for_whom",
                "purpose",
                MD5("notice"),
                name="paper_is_made_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.preset} printout of {self.version_id}"


class ReviewQuerySet(models.QuerySet["Review"]):
    """Questions about reviews."""

    def visible_to(self, user: User) -> "ReviewQuerySet":
        """Of the plans that the user may see."""
        from .plan import Plan

        return self.filter(plan__in=Plan.objects.visible_to(user))


class Review(PracticeRow):
    """The plan was reviewed. It ends in a new version, or in a signed "no change".

    A new version is signed after the review, and is the first one frozen from `recorded_at` on.
    """

    class Outcome(models.TextChoices):
        NEW_VERSION = "new version", "a new version"
        NO_CHANGE = "no change", "no change"

    plan = models.ForeignKey("plans.Plan", models.PROTECT, related_name="reviews")
    held_on = models.DateField()
    participants = models.TextField(max_length=2_000, default="")
    summary = models.TextField(max_length=20_000)
    next_due_on = models.DateField()
    outcome = models.CharField(max_length=12, choices=Outcome.choices, default=Outcome.NEW_VERSION)
    held_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=clock.now)

    objects = ReviewQuerySet.as_manager()

    class Meta(PracticeRow.Meta):
        ordering = ["held_on"]
        constraints = [
            *PracticeRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(next_due_on__gt=F("held_on")),
                name="the_next_review_is_later",
                violation_error_message="The next review must come after this one.",
            ),
        ]

    def __str__(self) -> str:
        return f"Review on {self.held_on}"
