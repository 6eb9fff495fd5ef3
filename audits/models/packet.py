"""Packets: charts that are made apart, by a job, into one file for whoever asked to see them."""

from datetime import datetime, timedelta

from django.db import models

from accounts.models import PracticeRow, User
from config import clock
from plans.models import Disclosure, Plan, Printout, Version

from .judgement import AuditRows

# House rules. How long a file is kept; and for how long a job may say nothing: a paper is stopped
# after 75 seconds (plans.paper.pressroom), so a job that is silent for longer has died.
KEPT_FOR = timedelta(days=7)
SILENT_FOR = timedelta(minutes=3)
# House rule: a worker takes up a job within seconds; after this, look whether one runs.
SLOW_TO_BEGIN = timedelta(minutes=1)
# House rule: a job of which nothing was heard for so long may have died before its first word, with
# its worker. Asking again harms nobody: an older job that comes after all finds another attempt.
LOST_AFTER = timedelta(minutes=30)


class PacketQuerySet(models.QuerySet["Packet"]):
    """Questions about packets."""

    def visible_to(self, user: User) -> "PacketQuerySet":
        """The practice's, to its admins."""
        return self.filter(practice=user.practice) if user.is_admin else self.none()

    def over(self, now: datetime) -> "PacketQuerySet":
        """Those whose file has had its time, and is still there."""
        return self.filter(expires_at__lte=now, file__isnull=False)


class Packet(PracticeRow):
    """What an admin asked for, and how far it has come.

    `ground` is empty where the packet stays in the practice; else each chart in it is disclosed
    when it is first downloaded. `attempt` names the job that may write here: one that was given up
    for dead finds another number and stops. `alive_at` is its heartbeat. `fault` says why there is
    no file at all; why a chart is not in it, that chart says.
    """

    class Form(models.TextChoices):
        BOUND = "pdf", "one PDF, bound, with bookmarks and an index"
        ZIP = "zip", "a ZIP of the sealed papers, with the manifest as CSV and JSON"

    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    preset = models.CharField("which paper", max_length=8, choices=Printout.Preset.choices)
    form = models.CharField("as what", max_length=3, choices=Form.choices, default=Form.BOUND)
    recipient = models.CharField("who receives it", max_length=200)
    purpose = models.CharField("for what purpose", max_length=200)
    ground = models.CharField(
        "on what ground", max_length=13, choices=Disclosure.Ground.choices, blank=True
    )
    provision = models.CharField("which law, or which order", max_length=200, blank=True)
    without = models.CharField(
        "what 42 CFR Part 2 permits without consent",
        max_length=10,
        choices=Disclosure.Without.choices,
        blank=True,
    )
    way = models.CharField(
        "in which way", max_length=11, choices=Disclosure.Way.choices, blank=True
    )
    anyway = models.BooleanField(
        "Print codes in place of characters that cannot be drawn", default=False
    )
    verify_at = models.CharField(max_length=300)

    attempt = models.PositiveSmallIntegerField(default=1)
    queued_at = models.DateTimeField(default=clock.now)
    begun_at = models.DateTimeField(null=True)
    alive_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=500, blank=True)

    digest = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    expires_at = models.DateTimeField(null=True)
    given_at = models.DateTimeField(null=True)

    objects = PacketQuerySet.as_manager()

    class Meta(PracticeRow.Meta):
        ordering = ["-asked_at", "-id"]

    def __str__(self) -> str:
        return f"Packet of {self.asked_at:%d %B %Y}"

    def state(self, now: datetime) -> str:
        """In a word: waiting, making, stopped (its job has died), failed, ready, or expired."""
        if self.ended_at is None:
            heard, most = self.queued_at, LOST_AFTER
            if self.alive_at:
                heard, most = self.alive_at, SILENT_FOR
            silent = now - heard > most
            return "stopped" if silent else "making" if self.begun_at else "waiting"
        if not self.digest:
            return "failed"
        return "expired" if self.expires_at and self.expires_at <= now else "ready"

    def is_slow_to_begin(self, now: datetime) -> bool:
        """Whether nobody has taken up the job for longer than a worker that runs would need."""
        return self.state(now) == "waiting" and now - self.queued_at > SLOW_TO_BEGIN

    @property
    def stays(self) -> bool:
        """Whether it is for the practice itself, and so no disclosure."""
        return not self.ground


class PacketChart(PracticeRow):
    """One plan in a packet: waiting, made, or left out with the reason in a sentence."""

    class State(models.TextChoices):
        WAITING = "waiting", "waiting"
        MADE = "made", "made"
        LEFT_OUT = "left out", "left out"

    packet = models.ForeignKey(Packet, models.PROTECT, related_name="charts")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    reason = models.TextField(blank=True)
    version = models.ForeignKey(Version, models.PROTECT, null=True, related_name="+")
    printout = models.ForeignKey(Printout, models.PROTECT, null=True, related_name="+")

    objects = AuditRows.as_manager()

    class Meta(PracticeRow.Meta):
        ordering = ["place"]
        constraints = [
            *PracticeRow.Meta.constraints,
            models.UniqueConstraint(fields=["packet", "plan"], name="a_packet_has_a_plan_once"),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} in {self.packet_id}: {self.state}"


class PacketFile(PracticeRow):
    """The file while it is kept. It goes when its time is over; the packet's row stays."""

    packet = models.OneToOneField(Packet, models.PROTECT, related_name="file")
    bytes = models.BinaryField()

    def __str__(self) -> str:
        return f"The file of {self.packet_id}"
