"""A client asks for the record, or for an account of who received it, and the clock runs.

The request and each step on it are rows that stay. Where a request stands is computed from them
(exchange.standing); the days and their sources are data (fixtures/law/records.yaml).
"""

from datetime import date, timedelta

from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts.models import PracticeRow, User
from clients.law import Clock, clock_of
from clients.models import Client
from clients.models.client import ClientRows
from config import clock

TEXT = 5_000


class RecordRequestQuerySet(ClientRows["RecordRequest"]):
    """Questions about requests."""

    def with_steps(self) -> "RecordRequestQuerySet":
        """Everything from which a request's standing is computed, in two queries."""
        steps = RequestStep.objects.select_related("by")
        about = self.select_related("client", "practice", "recorded_by")
        return about.prefetch_related(models.Prefetch("steps", steps))

    def open(self) -> "RecordRequestQuerySet":
        """Nothing has ended it, or a review overturned the denial and nothing has since."""
        steps = RequestStep.objects.filter(request=OuterRef("pk"))
        ended = steps.filter(kind__in=RequestStep.ENDS)
        return self.filter(
            ~Exists(ended.filter(after_review=True)),
            ~Exists(ended) | Exists(steps.filter(upheld=False)),
        )


class RecordRequest(PracticeRow):
    """What the client, or who acts for the client, asks for, and since when."""

    class Kind(models.TextChoices):
        ACCESS = "access", "a copy of the record"
        ACCOUNTING = "accounting", "an account of disclosures"

    class AskedBy(models.TextChoices):
        CLIENT = "client", "the client"
        REPRESENTATIVE = "representative", "the client’s personal representative"

    client = models.ForeignKey(Client, models.PROTECT, related_name="record_requests")
    kind = models.CharField("what is asked for", max_length=10, choices=Kind, default=Kind.ACCESS)
    asked_by = models.CharField("who asks", max_length=14, choices=AskedBy, default=AskedBy.CLIENT)
    name = models.CharField("their name, if it is not the client", max_length=200, blank=True)
    what = models.TextField("in which form, and what of it", max_length=TEXT, blank=True)
    received_on = models.DateField("received on")
    recorded_by = models.ForeignKey(User, models.PROTECT, editable=False, related_name="+")
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    objects = RecordRequestQuerySet.as_manager()

    class Meta(PracticeRow.Meta):
        ordering = ["received_on", "recorded_at", "id"]

    def __str__(self) -> str:
        return f"Request of {self.received_on}"

    @property
    def clock(self) -> Clock:
        """The days within which the practice must act, with their source."""
        return clock_of(self.kind)

    @property
    def latest_extension(self) -> date:
        """The last day to which the time may be extended."""
        return self.received_on + timedelta(days=self.clock.days + self.clock.extension_days)


class Export(PracticeRow):
    """A record that was given whole: what was in it, file by file, with each file's SHA-256.

    The bytes are not kept: everything in them is in the record, and the digests prove a copy.
    """

    client = models.ForeignKey(Client, models.PROTECT, related_name="exports")
    request = models.ForeignKey(RecordRequest, models.PROTECT, related_name="exports")
    digest = models.CharField(max_length=64)
    size = models.PositiveIntegerField(help_text="In bytes.")
    manifest = models.JSONField(help_text="Name of each file → its SHA-256.")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)

    class Meta(PracticeRow.Meta):
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"Export {self.digest[:12]}"


class RequestStep(PracticeRow):
    """What was done about a request. `on` is the day on which it happened, as it was told.

    `withheld` names the parts of the record (exchange.parts) that a denial in part keeps back.
    `reviewer` is the licensed professional who looked at a denial again, and `upheld` what came of
    it; where the denial did not stand, the request goes on, and its steps are `after_review`.
    """

    ADDED = ("withheld", "reviewer", "upheld", "after_review")

    class Kind(models.TextChoices):
        EXTENDED = "extended", "Time extended"
        FULFILLED = "fulfilled", "Fulfilled"
        DENIED = "denied", "Denied"
        PARTLY = "partly", "Denied in part"
        REVIEWED = "reviewed", "Denial reviewed"
        ELSEWHERE = "elsewhere", "Not held here"

    ENDS = (Kind.FULFILLED, Kind.DENIED, Kind.ELSEWHERE)
    DENIALS = (Kind.DENIED, Kind.PARTLY)

    request = models.ForeignKey(RecordRequest, models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=9, choices=Kind)
    on = models.DateField()
    text = models.TextField(max_length=TEXT)
    ground = models.CharField(max_length=20, blank=True)
    until = models.DateField(null=True)
    withheld = models.JSONField(default=list, blank=True)
    reviewer = models.CharField(max_length=200, blank=True, default="")
    upheld = models.BooleanField(null=True, blank=True)
    after_review = models.BooleanField(default=False)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta(PracticeRow.Meta):
        ordering = ["at", "id"]
        constraints = [
            *PracticeRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["request", "after_review"],
                condition=Q(kind__in=["fulfilled", "denied", "elsewhere"]),
                name="a_request_ends_once",
            ),
            models.UniqueConstraint(
                fields=["request"], condition=Q(kind="extended"), name="a_request_is_extended_once"
            ),
            models.UniqueConstraint(
                fields=["request"],
                condition=Q(kind__in=["denied", "partly"]),
                name="a_request_is_denied_once",
            ),
            models.UniqueConstraint(
                fields=["request"], condition=Q(kind="reviewed"), name="a_denial_is_reviewed_once"
            ),
            models.CheckConstraint(
                condition=Q(kind="extended", until__isnull=False)
                | (~Q(kind="extended") & Q(until__isnull=True)),
                name="a_longer_time_names_its_day",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["denied", "partly"], ground__gt="")
                | (~Q(kind__in=["denied", "partly"]) & Q(ground="")),
                name="a_refused_request_names_its_ground",
            ),
            models.CheckConstraint(
                condition=Q(kind="reviewed", reviewer__gt="", upheld__isnull=False)
                | (~Q(kind="reviewed") & Q(reviewer="", upheld__isnull=True)),
                name="a_review_says_by_whom_and_what",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} on {self.on}"
