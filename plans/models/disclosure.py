"""What left the house: to whom, when, for what, in which way and on what ground."""

from django.db import models
from django.db.models import Q

from accounts.models import PracticeRow, User
from clients.models import Client, Consent
from clients.models.client import ClientRows
from config import clock

from .version import Printout


class Disclosure(PracticeRow):
    """One disclosure of a client's record. Append-only: a wrong entry is followed by a right one.

    `printout` is the paper, if it was one of ours; `what` says in any case what was disclosed.
    What each ground means, and which the accounting leaves out (45 CFR 164.528(a)(1)), stands in
    fixtures/law/records.yaml.
    """

    class Ground(models.TextChoices):
        CLIENT = "client", "to the client, or who acts for the client"
        TREATMENT = "treatment", "treatment"
        PAYMENT = "payment", "payment"
        OPERATIONS = "operations", "health care operations"
        AUTHORIZATION = "authorization", "the client’s written authorization"
        LAW = "law", "required or permitted by law"
        MISTAKE = "mistake", "by mistake, without a ground"

    class Without(models.TextChoices):
        """What 42 CFR Part 2 permits without consent; the law's file has the words and sources."""

        EMERGENCY = "emergency", "a medical emergency"
        RESEARCH = "research", "scientific research"
        AUDIT = "audit", "audit or evaluation"
        ORDER = "order", "an authorizing court order, and the mandate that compels"
        CHILD = "child", "a report of suspected child abuse or neglect"
        CRIME = "crime", "a crime against the programme or its staff"

    class Way(models.TextChoices):
        HANDED_OVER = "handed over", "handed over"
        MAIL = "mail", "mail"
        FAX = "fax", "fax"
        EMAIL = "e-mail", "encrypted e-mail"
        PORTAL = "portal", "the recipient’s portal"
        SPOKEN = "spoken", "spoken"

    client = models.ForeignKey(Client, models.PROTECT, related_name="disclosures")
    printout = models.ForeignKey(
        Printout, models.PROTECT, null=True, editable=False, related_name="disclosures"
    )
    what = models.CharField("what was disclosed", max_length=500)
    recipient = models.CharField("who received it", max_length=200)
    recipient_address = models.CharField("their address, if known", max_length=300, blank=True)
    ground = models.CharField("on what ground", max_length=13, choices=Ground.choices)
    provision = models.CharField("which law, or which order", max_length=200, blank=True)
    without = models.CharField(
        "what 42 CFR Part 2 permits without consent",
        max_length=10,
        choices=Without.choices,
        blank=True,
        default="",
    )
    purpose = models.CharField("for what purpose", max_length=200)
    way = models.CharField("in which way", max_length=11, choices=Way.choices)
    disclosed_on = models.DateField("on which day")
    consent = models.ForeignKey(
        Consent, models.PROTECT, null=True, editable=False, related_name="disclosures"
    )
    recorded_at = models.DateTimeField(default=clock.now, editable=False)
    recorded_by = models.ForeignKey(User, models.PROTECT, editable=False, related_name="+")

    # A proof made before there was this column still stands (trail.proof).
    ADDED = ("without",)

    objects = ClientRows["Disclosure"].as_manager()

    class Meta(PracticeRow.Meta):
        ordering = ["-disclosed_on", "-recorded_at"]
        constraints = [
            *PracticeRow.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(ground="law") | ~Q(provision=""),
                name="a_legal_ground_is_named",
                violation_error_message="Name the law or the order on which this was disclosed.",
            ),
            models.CheckConstraint(
                condition=Q(ground="law") | Q(without=""),
                name="only_a_legal_ground_goes_without_consent",
                violation_error_message=(
                    "42 CFR Part 2 goes with the ground “required or permitted by law” only."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"Disclosure of {self.client_id} on {self.disclosed_on}"
