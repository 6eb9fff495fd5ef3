"""The editable draft of a plan: its root, its problems and the services ordered."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Prefetch, Q

from accounts.models import EditableRow, User
from clients.models import Client, Diagnosis
from clients.models.client import ClientRows

from .version import Version

STATEMENT = 2_000
LONG_TEXT = 20_000


class PlanQuerySet(ClientRows["Plan"]):
    """Questions about plans."""

    def open(self) -> "PlanQuerySet":
        """Episodes that are not closed."""
        return self.filter(closed_on__isnull=True)

    def with_versions(self) -> "PlanQuerySet":
        """Everything that the plan's state is computed from, in three queries."""
        versions = Version.objects.defer("document").with_signatures()
        return self.prefetch_related(Prefetch("versions", versions))


class Plan(EditableRow):
    """One episode of care for one client in one programme; the root of the editable tree."""

    class LevelOfCare(models.TextChoices):
        OUTPATIENT = "outpatient", "outpatient"
        INTENSIVE = "intensive outpatient", "intensive outpatient"
        PARTIAL = "partial hospitalization", "partial hospitalization"
        RESIDENTIAL = "residential", "residential"

    client = models.ForeignKey(Client, models.PROTECT, related_name="plans")
    programme = models.CharField(max_length=120, default="outpatient psychotherapy")
    number = models.PositiveSmallIntegerField(editable=False)
    opened_on = models.DateField("opened on")
    closed_on = models.DateField("closed on", null=True, blank=True, editable=False)
    closed_because = models.TextField(max_length=STATEMENT, blank=True, editable=False)
    lead = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="lead clinician")
    level_of_care = models.CharField(
        "level of care", max_length=30, choices=LevelOfCare.choices, default=LevelOfCare.OUTPATIENT
    )
    why_now = models.TextField("why treatment is needed now", max_length=LONG_TEXT, blank=True)
    severity = models.TextField("severity", max_length=LONG_TEXT, blank=True)
    impairment = models.TextField("functional impairment", max_length=LONG_TEXT, blank=True)
    discharge_criteria = models.TextField("discharge criteria", max_length=LONG_TEXT, blank=True)
    discharge_expected_on = models.DateField("anticipated discharge", null=True, blank=True)
    aftercare = models.TextField(max_length=LONG_TEXT, blank=True)
    participation = models.TextField("how the client took part", max_length=LONG_TEXT, blank=True)
    # Asked for no more: why a signature is absent stands with the version (UnsignedReason). Kept
    # for what was signed with it.
    client_unsigned_because = models.CharField(
        "why the client's signature is absent", max_length=500, blank=True
    )
    # What the draft says; it becomes the next version's.
    review_due_on = models.DateField("review due on", null=True, blank=True)
    # What was signed last: by the version in effect, or by a review that changed nothing.
    next_review_on = models.DateField("next review", null=True, editable=False)

    objects = PlanQuerySet.as_manager()

    class Meta(EditableRow.Meta):
        ordering = ["client", "-number"]
        constraints = [
            *EditableRow.Meta.constraints,
            models.UniqueConstraint(fields=["client", "number"], name="plans_are_numbered"),
            models.UniqueConstraint(
                fields=["client", "programme"],
                condition=Q(closed_on__isnull=True),
                name="one_open_plan_per_programme",
                violation_error_message=(
                    "This client already has an open plan in this programme."
                    " Close it first, or go on with it."
                ),
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="a_plan_closes_after_it_opens",
                violation_error_message="The plan must close after it was opened.",
            ),
            models.CheckConstraint(
                condition=Q(review_due_on__isnull=True) | Q(review_due_on__gt=F("opened_on")),
                name="review_after_opening",
                violation_error_message="The review date must come after the start date.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["practice", "next_review_on"],
                condition=Q(closed_on__isnull=True),
                name="open_plans_by_review",
            )
        ]

    def __str__(self) -> str:
        return f"Plan {self.number}"

    @property
    def is_open(self) -> bool:
        """Whether the episode goes on."""
        return self.closed_on is None


class ServiceOrder(EditableRow):
    """A service that the plan orders. CPT codes only: their descriptors are licensed."""

    class Type(models.TextChoices):
        INDIVIDUAL = "individual", "individual therapy"
        GROUP = "group", "group therapy"
        FAMILY = "family", "family therapy"

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="services")
    type = models.CharField(max_length=12, choices=Type.choices, default=Type.INDIVIDUAL)
    minutes = models.PositiveSmallIntegerField(
        "minutes per session",
        validators=[
            MinValueValidator(1, "A session lasts at least one minute."),
            MaxValueValidator(480, "A session lasts at most 480 minutes (eight hours)."),
        ],
    )
    frequency = models.CharField(max_length=120)
    duration_weeks = models.PositiveSmallIntegerField(
        "duration in weeks",
        validators=[
            MinValueValidator(1, "Services are ordered for at least one week."),
            # NGS, "Psychotherapy Coverage Criteria: Treatment Plans": it ends within a year.
            MaxValueValidator(52, "Services are ordered for at most 52 weeks at a time."),
        ],
    )
    cpt = models.CharField("CPT code", max_length=5)

    class Meta(EditableRow.Meta):
        ordering = ["type", "cpt", "id"]

    def __str__(self) -> str:
        return f"{self.get_type_display()}, {self.minutes} minutes, {self.frequency}"


class ProblemQuerySet(models.QuerySet["Problem"]):
    """Questions about problems."""

    def visible_to(self, user: User) -> "ProblemQuerySet":
        """Of the plans that the user may see."""
        return self.filter(plan__in=Plan.objects.visible_to(user))


class Problem(EditableRow):
    """What is worked on: it names a diagnosis and says how it shows."""

    class Status(models.TextChoices):
        ACTIVE = "active", "active"
        DEFERRED = "deferred", "deferred"
        RESOLVED = "resolved", "resolved"

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="problems")
    statement = models.TextField("problem", max_length=STATEMENT)
    own_words = models.TextField("in the client's own words", max_length=LONG_TEXT, blank=True)
    definitions = models.TextField(
        "behavioral definitions: observable signs, one a line", max_length=LONG_TEXT, blank=True
    )
    diagnosis = models.ForeignKey(
        Diagnosis, models.PROTECT, null=True, blank=True, related_name="problems"
    )
    position = models.PositiveSmallIntegerField(default=1, editable=False)
    status = models.CharField(
        max_length=10, choices=Status.choices, default=Status.ACTIVE, editable=False
    )
    status_reason = models.CharField(max_length=500, blank=True, editable=False)

    objects = ProblemQuerySet.as_manager()

    class Meta(EditableRow.Meta):
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.statement

    @property
    def home(self) -> Plan:
        """The plan that this node stands in."""
        return self.plan
