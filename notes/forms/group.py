"""A session with several clients: who takes part, and what all of them did."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from clients.models import Client
from config.forms import EditForm, PlainForm

from ..models import Attendance, Session
from .conflict import BothTexts
from .session import FOLLOWING


class GroupTextForm(BothTexts, EditForm):
    """What all of them did."""

    class Meta:
        model = Session
        fields = ("group_text",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group_text"].widget.attrs["rows"] = 8
        self.fields["group_text"].help_text = "Name nobody: it is copied into each client's note."


class JoinForm(PlainForm):
    """One more client takes part."""

    client = forms.ModelChoiceField(
        label="Add a client", queryset=Client.objects.none(), empty_label="Choose a client"
    )
    following = forms.BooleanField(label=FOLLOWING, required=False)

    def __init__(self, *args: Any, clients: QuerySet[Client], repeats: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["client"]
        field.queryset = clients
        field.label_from_instance = lambda client: client.legal_name
        field.error_messages["invalid_choice"] = "Choose one of the list."
        if not repeats:
            del self.fields["following"]


class MarkForm(EditForm):
    """The version that a button on a list was pressed on."""

    class Meta:
        model = Attendance
        fields: tuple[str, ...] = ()
