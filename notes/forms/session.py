"""A session's day and times, as the clock on the practice's wall shows them."""

from datetime import date, time
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError

from accounts.models import Practice
from config.forms import EditForm, NewForm, PlainModelForm

from ..models import Attendance, Session
from ..times import moment
from .conflict import BothTexts

FIELDS = ["place", "telehealth", "people_present", "cpt"]


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
    """A session that was held, missed or cancelled."""

    status = forms.ChoiceField(
        label="The client",
        choices=Attendance.Status.choices,
        widget=forms.RadioSelect,
        initial=Attendance.Status.ATTENDED,
    )
    field_order = ["held_on", "starts_at", "ends_at", "status", *FIELDS]

    class Meta:
        model = Session
        fields = FIELDS

    def __init__(self, *args: Any, practice: Practice, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.practice = practice
        self.initial.setdefault("held_on", practice.today)
        _narrow(self)


class SessionForm(_Times, BothTexts, EditForm):
    """A session whose note is not signed yet."""

    field_order = ["held_on", "starts_at", "ends_at", *FIELDS]

    class Meta:
        model = Session
        fields = FIELDS

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
        _narrow(self)


class AttendanceForm(BothTexts, EditForm):
    """Attended, missed or cancelled."""

    class Meta:
        model = Attendance
        fields = ("status",)
        widgets: ClassVar[dict[str, Any]] = {"status": forms.RadioSelect}
        labels: ClassVar[dict[str, str]] = {"status": "The client"}


def _narrow(form: forms.BaseForm) -> None:
    for name in ("held_on", "starts_at", "ends_at", "cpt"):
        form.fields[name].widget.attrs["class"] = "form-short"
    form.fields["cpt"].widget.attrs["inputmode"] = "numeric"
    form.fields["people_present"].help_text = "Roles only, such as: client, mother. No names."
