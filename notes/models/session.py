"""A session, and who attended it."""

from datetime import date, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from accounts.models import EditableRow, User
from clients.models import Client
from clients.models.client import ClientRows

from ..rules import RULES

GROUP_TEXT = 100_000
CPT = RegexValidator(r"^[0-9]{5}$", "A CPT code has five digits, such as 90834.")


class SessionQuerySet(models.QuerySet["Session"]):
    """Questions about sessions."""

    def visible_to(self, user: User) -> Self:
        """Sessions of the clients whom the user may see."""
        seen = Attendance.objects.visible_to(user).values("session")
        return self.filter(pk__in=seen)


class Session(EditableRow):
    """A meeting with one client or several, in the practice's time zone; planned, or held.

    Sessions that repeat share a `series`; each keeps times of its own. `title` is what the
    clinician calls a group; `group_text` says once what all of them did. Neither is part of
    anybody's record: what is copied into a client's note is.
    """

    class Kind(models.TextChoices):
        INDIVIDUAL = "individual", "individual"
        COUPLE = "couple", "couple"
        FAMILY = "family", "family"
        GROUP = "group", "group"

    class Telehealth(models.TextChoices):
        NONE = "", "in person"
        VIDEO = "video", "telehealth: audio and video"
        AUDIO = "audio", "telehealth: audio only"

    clinician = models.ForeignKey(User, models.PROTECT, related_name="sessions")
    starts_at = models.DateTimeField("start")
    ends_at = models.DateTimeField("stop")
    place = models.CharField(max_length=120, default="office")
    telehealth = models.CharField(
        "in person or telehealth", max_length=6, choices=Telehealth.choices, blank=True
    )
    people_present = models.CharField(
        "people present (roles, not names)", max_length=200, default="client"
    )
    cpt = models.CharField("CPT code", max_length=5, validators=[CPT], blank=True)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.INDIVIDUAL)
    title = models.CharField("name of the group", max_length=80, blank=True)
    group_text = models.TextField("what the group did", max_length=GROUP_TEXT, blank=True)
    series = models.UUIDField(null=True, blank=True, editable=False)

    objects = SessionQuerySet.as_manager()

    class Meta(EditableRow.Meta):
        ordering = ["starts_at"]
        constraints = [
            *EditableRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="a_session_stops_after_it_starts",
                violation_error_message="The session must stop after it starts.",
            ),
        ]
        indexes = [
            models.Index(fields=["practice", "starts_at"], name="sessions_by_time"),
            models.Index(
                fields=["practice", "clinician", "starts_at"], name="sessions_of_clinician"
            ),
            models.Index(
                fields=["series"], condition=Q(series__isnull=False), name="sessions_of_series"
            ),
        ]

    def __str__(self) -> str:
        return f"Session of {self.starts_at:%Y-%m-%d}"

    @property
    def minutes(self) -> int:
        """Whole minutes from start to stop."""
        return int((self.ends_at - self.starts_at).total_seconds() // 60)

    @property
    def on(self) -> date:
        """The day, where the practice is."""
        return self.starts_at.astimezone(ZoneInfo(self.practice.time_zone)).date()


class AttendanceQuerySet(ClientRows["Attendance"]):
    """Questions about attendance."""

    def attended(self) -> Self:
        """The client was there."""
        return self.filter(status=Attendance.Status.ATTENDED)

    def missed(self) -> Self:
        """The client did not come: the × on a chart.

        A cancelled session is no ×, also one that was cancelled late: nobody waited in vain, and
        who cancelled may have been the clinician. A planned one is nothing yet.
        """
        return self.filter(status=Attendance.Status.MISSED)

    def not_held(self) -> Self:
        """Missed or cancelled: what a count of sessions says beside those that were attended."""
        return self.filter(status__in=Attendance.NOT_HELD)

    def planned(self) -> Self:
        """Nobody has said yet whether the client came."""
        return self.filter(status=Attendance.Status.PLANNED)


class Attendance(EditableRow):
    """A client's part in a session. A missed session is a fact too, and never a zero.

    A cancellation says who cancelled and when it was told, as far as that is known. Of a couple's
    or a family's session one client is the identified one: the work stands on that client's plan.
    """

    class Status(models.TextChoices):
        PLANNED = "planned", "planned"
        ATTENDED = "attended", "attended"
        MISSED = "missed", "missed"
        CANCELLED = "cancelled", "cancelled"

    class CancelledBy(models.TextChoices):
        UNKNOWN = "", "not known"
        CLIENT = "client", "the client"
        CLINICIAN = "clinician", "the clinician"
        OTHER = "other", "somebody else"

    NOT_HELD = (Status.MISSED, Status.CANCELLED)

    session = models.ForeignKey(Session, models.PROTECT, related_name="attendances")
    client = models.ForeignKey(Client, models.PROTECT, related_name="attendances")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.ATTENDED)
    cancelled_by = models.CharField(max_length=10, choices=CancelledBy.choices, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    identified = models.BooleanField("identified client", default=False)

    objects = AttendanceQuerySet.as_manager()

    class Meta(EditableRow.Meta):
        constraints = [
            *EditableRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["session", "client"], name="a_client_attends_a_session_once"
            ),
            models.UniqueConstraint(
                fields=["session"],
                condition=Q(identified=True),
                name="one_identified_client_per_session",
            ),
            models.CheckConstraint(
                condition=Q(status="cancelled") | Q(cancelled_by="", cancelled_at__isnull=True),
                name="only_what_is_cancelled_was_cancelled",
                violation_error_message="Only a cancelled session says who cancelled it.",
            ),
        ]
        indexes = [models.Index(fields=["client", "session"], name="attendance_of_client")]

    def __str__(self) -> str:
        return f"{self.client_id} {self.status}"

    @property
    def may_note(self) -> bool:
        """Whether a note can be begun: on the session's day or later, unless it was not held."""
        today = self.session.practice.today
        return self.status not in self.NOT_HELD and self.session.on <= today

    @property
    def is_late_cancellation(self) -> bool:
        """Whether it was cancelled with less notice than the house rule asks for."""
        if self.cancelled_at is None:
            return False
        notice = timedelta(hours=RULES["late-cancellation"].threshold)
        return self.cancelled_at > self.session.starts_at - notice

    @property
    def said(self) -> str:
        """The status in words: "cancelled late by the client". Asks for the session."""
        words = str(self.get_status_display())
        if self.status != self.Status.CANCELLED:
            return words
        late = " late" if self.is_late_cancellation else ""
        by = f" by {self.get_cancelled_by_display()}" if self.cancelled_by else ""
        return f"{words}{late}{by}"
