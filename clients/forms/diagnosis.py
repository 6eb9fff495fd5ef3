"""Forms of a diagnosis: type a code, or search by words and choose one."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div
from django import forms
from django.urls import reverse_lazy

from accounts.models import User
from accounts.models.user import CLINICAL
from clients.models import Diagnosis
from config.forms import EditForm, NewForm, PlainModelForm

from .client import lay_out, shorten

MOST_TYPED = 200


class _Diagnosis(PlainModelForm):
    """`code` takes a code or words; a code ticked among those found (`chosen`) goes before it."""

    code = forms.CharField(
        label="ICD-10-CM code",
        max_length=MOST_TYPED,
        help_text="Type a code (F40.01) or words (panic), then choose one of the codes found.",
    )
    chosen = forms.CharField(required=False, max_length=10)

    class Meta:
        model = Diagnosis
        fields = ["rank", "onset_on", "diagnosed_on", "diagnosed_by", "evidence"]

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer_clinicians(by)
        shorten(self, "rank", "onset_on", "diagnosed_on", "status")
        self.fields["code"].widget.attrs |= {
            "autocomplete": "off",
            "spellcheck": "false",
            "hx-get": reverse_lazy("clients:codes"),
            "hx-trigger": "input changed delay:150ms",
            "hx-target": "#codes",
            "hx-sync": "this:replace",
        }
        if not self.instance._state.adding:
            self.initial.setdefault("code", self.instance.code)

    def _offer_clinicians(self, by: User) -> None:
        assert by.practice is not None
        clinicians = User.objects.filter(
            memberships__practice=by.practice,
            memberships__ended_at__isnull=True,
            memberships__role__in=CLINICAL,
        )
        if not self.instance._state.adding:
            clinicians |= User.objects.filter(pk=self.instance.diagnosed_by_id)
        field = forms.ModelChoiceField(
            clinicians.distinct().order_by("name"),
            label="Diagnosed by",
            empty_label=None,
            error_messages={"required": "Say who made the diagnosis."},
        )
        field.error_messages["invalid_choice"] = "Choose a clinician of the practice."
        self.fields["diagnosed_by"] = field
        if self.instance._state.adding:
            self.initial["diagnosed_on"] = self.initial.get("diagnosed_on") or by.practice.today
            self.initial["diagnosed_by"] = self.initial.get("diagnosed_by") or by.pk

    def clean(self) -> dict[str, Any]:
        """What was ticked is the code; otherwise what was typed is."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self.instance.code = cleaned.get("chosen") or cleaned.get("code", "")
        if self.instance.code and not any(map(str.isdigit, self.instance.code)):
            self.add_error("code", "Choose one of the codes below, or type a code such as F40.01.")
        return cleaned

    @property
    def searched(self) -> str:
        """What codes are searched for: what was typed last."""
        return str(self["code"].value() or "")[:MOST_TYPED]

    @property
    def helper(self) -> FormHelper:
        """The code with those found below it, then the rest."""
        last = ["status"] if "status" in self.fields else []
        return lay_out(
            self,
            "code",
            HTML("{% include 'clients/codes.html#search' %}"),
            Div("rank", *last, css_class="split"),
            Div("diagnosed_on", "onset_on", css_class="split"),
            "diagnosed_by",
            "evidence",
        )


class NewDiagnosisForm(_Diagnosis, NewForm):
    """A new diagnosis."""


class DiagnosisForm(_Diagnosis, EditForm):
    """A diagnosis in the record."""

    class Meta(_Diagnosis.Meta):
        fields = [*_Diagnosis.Meta.fields, "status"]
