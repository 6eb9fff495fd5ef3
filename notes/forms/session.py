"""A session's day and times, as the clock on the practice's wall shows them."""

from datetime import date, time
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from accounts.models import Practice
from clients.models import Client
from config.forms import EditForm, NewForm, PlainModelForm

from ..models import Attendance, Session
from ..times import MOST_WEEKS, moment
from .conflict import BothTexts
from .numbers import whole_number

FIELDS = ["place", "telehealth", "people_present", "cpt", "kind", "title"]
TIMES = ["held_on", "starts_at", "ends_at"]
MORE = ["place", "telehealth", "people_present", "cpt"]
FOLLOWING = "Also the planned sessions that follow in this series"


class _Times(PlainModelForm):
    """The fields that stand for `starts_at` and `ends_at`."""

    practice: Practice
    instance: Session

    held_on = forms.DateField(label="Date")
    starts_at = forms.TimeField(label="Start", widget=forms.TimeInput(attrs={"type": "time"}))
    ends_at = forms.TimeField(label="Stop", widget=forms.TimeInput(attrs={"type": "time"}))

    def clean(self) -> dict[str, Any] | None:
        """Put day and times together; the session must stop after it starts."""
        cleaned = super().clean()
        day, start, stop = (
            self.cleaned_data.get(name) for name in ("held_on", "starts_at", "ends_at")
        )
        if day and start:
            self._take("starts_at", day, start)
        if day and stop:
            self._take("ends_at", day, stop)
        if start and stop and stop <= start:
            self.add_error("ends_at", "The session must stop after it starts.")
        return cleaned

    def _take(self, name: str, day: date, clock: time) -> None:
        try:
            setattr(self.instance, name, moment(day, clock, self.practice.time_zone))
        except ValidationError as refusal:
            self.add_error(name, refusal)


class NewSessionForm(_Times, NewForm):
    """A session that is planned, or was held, missed or cancelled; it may repeat weekly."""

    status = forms.ChoiceField(
        label="Attendance",
        choices=Attendance.Status.choices,
        widget=forms.RadioSelect,
        initial=Attendance.Status.ATTENDED,
        help_text="A session that lies ahead is planned.",
    )
    weeks = whole_number(
        "Repeat weekly: how many sessions in all", f"Write a number from 1 to {MOST_WEEKS}.",
        1, MOST_WEEKS,
    )  # fmt: skip
    field_order = [*TIMES, "status", "weeks", "kind", "title", *MORE]

    class Meta:
        model = Session
        fields = FIELDS
        widgets: ClassVar[dict[str, Any]] = {"kind": forms.RadioSelect}

    def __init__(self, *args: Any, practice: Practice, on: date | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.practice = practice
        self.initial.setdefault("held_on", on or practice.today)
        if on and on > practice.today:
            self.initial["status"] = Attendance.Status.PLANNED
        self.fields[
            "weeks"
        ].help_text = "Empty: once. The hour stays the same when the clocks change."
        # A page that was opened before there were kinds says nothing of them.
        self.fields["kind"].required = False
        _narrow(self)

    def clean_kind(self) -> str:
        """Without a word, a session is with one client."""
        return self.cleaned_data["kind"] or Session.Kind.INDIVIDUAL


class ScheduleForm(NewSessionForm):
    """A session of one client or several, put into the week."""

    clients = forms.ModelMultipleChoiceField(
        label="Clients",
        queryset=Client.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = [*TIMES, "clients", "kind", "title", "weeks", *MORE]

    def __init__(self, *args: Any, clients: QuerySet[Client], **kwargs: Any):
        super().__init__(*args, **kwargs)
        del self.fields["status"]
        field: Any = self.fields["clients"]
        field.queryset = clients
        field.label_from_instance = lambda client: client.legal_name
        field.error_messages["required"] = "Tick who takes part."
        field.help_text = "One for an individual session; several for a couple, family or group."

    def clean(self) -> dict[str, Any] | None:
        """One client, unless the session is of another kind."""
        cleaned = super().clean()
        several = len(self.cleaned_data.get("clients") or ()) > 1
        if several and self.cleaned_data.get("kind") == Session.Kind.INDIVIDUAL:
            self.add_error("kind", "An individual session is with one client. Choose another kind.")
        return cleaned


class SessionForm(_Times, BothTexts, EditForm):
    """A session whose note is not signed yet."""

    following = forms.BooleanField(label=FOLLOWING, required=False)
    field_order = [*TIMES, "following", "kind", "title", *MORE]

    class Meta:
        model = Session
        fields = FIELDS
        widgets: ClassVar[dict[str, Any]] = {"kind": forms.RadioSelect}

    def __init__(self, *args: Any, practice: Practice, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.practice = practice
        zone = ZoneInfo(practice.time_zone)
        start, stop = (
            at.astimezone(zone) for at in (self.instance.starts_at, self.instance.ends_at)
        )
        self.initial.update(
            {"held_on": start.date(), "starts_at": start.time(), "ends_at": stop.time()}
        )
        if self.instance.series is None:
            del self.fields["following"]
        self.fields["kind"].required = False
        _narrow(self)

    def clean_kind(self) -> str:
        """A page that says nothing of the kind leaves it as it is."""
        return self.cleaned_data["kind"] or Session.objects.get(pk=self.instance.pk).kind


class AttendanceForm(BothTexts, EditForm):
    """Planned, attended, missed or cancelled; and of a cancellation, by whom and when."""

    cancelled_on = forms.DateField(label="Cancelled on", required=False)
    cancelled_time = forms.TimeField(
        label="At", required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )
    following = forms.BooleanField(
        label="Cancel also the planned sessions that follow in this series", required=False
    )

    class Meta:
        model = Attendance
        fields = ("status", "cancelled_by")
        widgets: ClassVar[dict[str, Any]] = {"status": forms.RadioSelect}
        labels: ClassVar[dict[str, str]] = {
            "status": "Attendance",
            "cancelled_by": "Who cancelled",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if told := self.instance.cancelled_at:
            at = told.astimezone(ZoneInfo(self.instance.practice.time_zone))
            self.initial.update({"cancelled_on": at.date(), "cancelled_time": at.time()})
        if self.instance.session.series is None:
            del self.fields["following"]
        for name in ("cancelled_on", "cancelled_time"):
            self.fields[name].widget.attrs["class"] = "form-short"
        self.fields["cancelled_on"].help_text = "Empty: now."

    def clean(self) -> dict[str, Any] | None:
        """When the cancellation was told, as the practice's clock had it."""
        cleaned = super().clean()
        day, at = self.cleaned_data.get("cancelled_on"), self.cleaned_data.get("cancelled_time")
        self.told_at = None
        if self.cleaned_data.get("status") != Attendance.Status.CANCELLED:
            self.cleaned_data["cancelled_by"] = ""
        elif day:
            try:
                self.told_at = moment(day, at or time(12), self.instance.practice.time_zone)
            except ValidationError as refusal:
                self.add_error("cancelled_time", refusal)
        self.instance.cancelled_at = self.told_at
        return cleaned


def _narrow(form: forms.BaseForm) -> None:
    for name in ("held_on", "starts_at", "ends_at", "cpt", "weeks"):
        if name in form.fields:
            form.fields[name].widget.attrs["class"] = "form-short"
    form.fields["cpt"].widget.attrs["inputmode"] = "numeric"
    form.fields["people_present"].help_text = "Roles only, such as: client, mother. No names."
    form.fields["title"].help_text = "For a group, such as: Skills group, Tuesday. No names."
