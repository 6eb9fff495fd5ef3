"""A client asks that the record be amended (45 CFR 164.526): a thread beside what was signed.

Nothing here changes the version or the note that it is about. The request and every answer to it
are rows of their own, which the database keeps as they are.
"""

from django.db import models
from django.db.models import Q

from accounts.models import PracticeRow, User
from clients.models import Client
from clients.models.client import ClientRows
from config import clock

from .version import Version

TEXT = 5_000


class AmendmentRequestQuerySet(ClientRows["AmendmentRequest"]):
    """Questions about requests for amendment."""

    def with_thread(self) -> "AmendmentRequestQuerySet":
        """Everything that the thread's state is computed from: two queries, four with a version."""
        entries = AmendmentEntry.objects.select_related("by", "version__plan")
        entries = entries.defer("version__document")
        entries = entries.prefetch_related("version__signatures", "version__returns")
        about = self.select_related("client", "version__plan", "recorded_by", "practice")
        return about.defer("version__document").prefetch_related(
            models.Prefetch("entries", entries)
        )

    def unsettled(self) -> "AmendmentRequestQuerySet":
        """Not denied, and not yet carried out: somebody still has to act."""
        ends = AmendmentEntry.objects.filter(
            request=models.OuterRef("pk"), kind__in=AmendmentEntry.ENDS
        )
        # What a version was to carry that was sent back is carried by nothing.
        return self.filter(~models.Exists(ends.filter(version__returns__isnull=True)))


class AmendmentRequest(PracticeRow):
    """What the client, or who acts for the client, asks to have changed, and since when.

    It is about an item of a version (`node` is the item's id in the document, or "plan") or about
    a note, which is named by its id: notes stand on plans, and not the other way round. `item`
    says what it is about in the words of the day on which it was asked.
    """

    class AskedBy(models.TextChoices):
        CLIENT = "client", "the client"
        REPRESENTATIVE = "representative", "the client’s personal representative"

    class Way(models.TextChoices):
        PAPER = "paper", "in writing"
        SPOKEN = "spoken", "spoken, written down here"

    client = models.ForeignKey(Client, models.PROTECT, related_name="amendments")
    version = models.ForeignKey(Version, models.PROTECT, null=True, related_name="amendments")
    node = models.CharField(max_length=40, blank=True)
    note = models.UUIDField(null=True)
    item = models.CharField("about", max_length=300)
    what = models.TextField("what is to be changed", max_length=TEXT)
    why = models.TextField("why", max_length=TEXT)
    asked_by = models.CharField("asked by", max_length=14, choices=AskedBy.choices)
    way = models.CharField("how it was asked", max_length=6, choices=Way.choices)
    received_on = models.DateField("received on")
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=clock.now)

    objects = AmendmentRequestQuerySet.as_manager()

    class Meta(PracticeRow.Meta):
        ordering = ["received_on", "recorded_at", "id"]
        constraints = [
            *PracticeRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(version__isnull=False, note__isnull=True)
                | Q(version__isnull=True, note__isnull=False),
                name="an_amendment_is_about_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"Request of {self.received_on}"


class AmendmentEntry(PracticeRow):
    """One step of the thread. `on` is the day on which it happened, as it was told."""

    class Kind(models.TextChoices):
        EXTENDED = "extended", "Time extended"
        ACCEPTED = "accepted", "Accepted"
        PARTLY = "partly", "Accepted in part"
        DENIED = "denied", "Denied"
        CARRIED = "carried", "Carried out"
        TOLD = "told", "Others told"
        ALONG = "along", "The client asks that it go along"
        DISAGREEMENT = "disagreement", "Statement of disagreement"
        REBUTTAL = "rebuttal", "Rebuttal"

    class Reason(models.TextChoices):
        """The grounds of denial, as fixtures/law/records.yaml has them; there are no others."""

        NOT_OURS = "not ours", "It was not created by this practice."
        NOT_IN_SET = "not in set", "It is not part of the designated record set."
        NOT_OPEN = "not open", "It would not be available for inspection under 45 CFR 164.524."
        TRUE = "accurate", "It is accurate and complete."

    DECISIONS = (Kind.ACCEPTED, Kind.PARTLY, Kind.DENIED)
    ENDS = (Kind.DENIED, Kind.CARRIED)

    request = models.ForeignKey(AmendmentRequest, models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    on = models.DateField()
    text = models.TextField(max_length=TEXT)
    reason = models.CharField(max_length=10, choices=Reason.choices, blank=True)
    until = models.DateField(null=True)
    persons = models.TextField("who is to be told", max_length=TEXT, blank=True)
    version = models.ForeignKey(Version, models.PROTECT, null=True, related_name="carries")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta(PracticeRow.Meta):
        ordering = ["at", "id"]
        constraints = [
            *PracticeRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["request"],
                condition=Q(kind__in=["accepted", "partly", "denied"]),
                name="an_amendment_is_decided_once",
            ),
            models.UniqueConstraint(
                fields=["request", "kind"],
                condition=Q(kind__in=["extended", "along", "disagreement", "rebuttal"]),
                name="a_step_of_an_amendment_is_taken_once",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["denied", "partly"], reason__gt="")
                | (~Q(kind__in=["denied", "partly"]) & Q(reason="")),
                name="a_denial_names_its_ground",
            ),
            models.CheckConstraint(
                condition=Q(kind="extended", until__isnull=False)
                | (~Q(kind="extended") & Q(until__isnull=True)),
                name="an_extension_names_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} on {self.on}"
