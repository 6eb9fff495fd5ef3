"""A session, and who attended it."""

from datetime import date
from typing import Self
from zoneinfo import ZoneInfo

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from accounts.models import EditableRow, User
from clients.models import Client
from clients.models.client import ClientRows

CPT = RegexValidator(r"^[0-9]{5}$", "A CPT code has five digits, such as 90834.")


class SessionQuerySet(models.QuerySet["Session"]):
    """Questions about sessions."""

    def visible_to(self, user: User) -> Self:
        """Sessions of the clients whom the user may see."""
        seen = Attendance.objects.visible_to(user).values("session")
        return self.filter(pk__in=seen)


class Session(EditableRow):
    """A meeting with one client or several, in the practice's time zone."""

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
        indexes = [models.Index(fields=["practice", "starts_at"], name="sessions_by_time")]

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

    def missed(self) -> Self:
        """Sessions that the client missed or cancelled."""
        return self.exclude(status=Attendance.Status.ATTENDED)


class Attendance(EditableRow):
    """A client's part in a session. A missed session is a fact too, and never a zero."""

    class Status(models.TextChoices):
        ATTENDED = "attended", "attended"
        MISSED = "missed", "missed"
        CANCELLED = "cancelled", "cancelled"

    session = models.ForeignKey(Session, models.PROTECT, related_name="attendances")
    client = models.ForeignKey(Client, models.PROTECT, related_name="attendances")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.ATTENDED)

    objects = AttendanceQuerySet.as_manager()

    class Meta(EditableRow.Meta):
        constraints = [
            *EditableRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["session", "client"], name="a_client_attends_a_session_once"
            ),
        ]
        indexes = [models.Index(fields=["client", "session"], name="attendance_of_client")]

    def __str__(self) -> str:
        return f"{self.client_id} {self.status}"
