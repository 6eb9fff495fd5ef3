"""What may be typed about a practice's own profile, and about one rule of it."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset
from django import forms

from clients.forms.client import lay_out, shorten
from clients.models import PracticeProfile, ProfileRule
from config.forms import EditForm, NewForm, PlainForm, speaking

from ..rule import Rule
from .listing import SHORT, named
from .sections import as_lines, read_lines

WANTED = [
    ("", "Not asked for"),
    ("or reason", "Asked for, or the reason why it is absent"),
    ("must", "Must sign before the plan takes effect"),
]
ROLES = {"physician": "A physician", "client": "The client", "guardian": "A minor’s guardian"}
NOTE = (
    "On whose word: the contract, a manual with its page, a letter with its date. It stands with"
    " every finding as your practice’s own rule."
)


class CopyForm(NewForm):
    """A copy begins with a name, and with where the practice's own rules are written."""

    class Meta:
        model = PracticeProfile
        fields = ["name", "note"]
        labels = {"name": "Its name"}
        help_texts = {"note": NOTE}


class ProfileForm(EditForm):
    """The profile itself: for whom, when, on whose word, and who must sign."""

    physician = forms.ChoiceField(label=ROLES["physician"], choices=WANTED, required=False)
    physician_when = forms.CharField(
        label="Only when",
        max_length=200,
        required=False,
        help_text="Such as: medication is ordered. Leave it empty if always.",
    )
    client = forms.ChoiceField(label=ROLES["client"], choices=WANTED, required=False)
    guardian = forms.ChoiceField(label=ROLES["guardian"], choices=WANTED, required=False)
    sections = forms.CharField(
        label="The payer’s audit tool, a section a line",
        max_length=5_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=(
            "In the payer’s order, each with the rules that answer to it, such as “B. Consents:"
            " R63, R64”. A mock audit goes in this order. Leave it empty if you know of none."
        ),
    )

    class Meta:
        model = PracticeProfile
        fields = ["name", "note", "state", "programme", "from_on", "until_on"]
        labels = {"programme": "Program"}
        help_texts = {"note": NOTE, "programme": "Such as Medicaid, licensed clinics."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in self.instance.signatures:
            self.initial[one["role"]] = "or reason" if one["or_reason"] else "must"
            if one["role"] == "physician":
                self.initial["physician_when"] = one["when"]
        self.initial["sections"] = as_lines(self._held_sections())
        shorten(self, "from_on", "until_on", "state")

    @property
    def helper(self) -> FormHelper:
        """For whom, then who signs."""
        return lay_out(
            self,
            Fieldset("The profile", "name", "note", Div("state", "programme", css_class="split"),
                     Div("from_on", "until_on", css_class="split")),
            Fieldset("Who signs beside the author",
                     Div("physician", "physician_when", css_class="split"), "client", "guardian"),
            Fieldset("In which order the payer goes through a chart", "sections"),
        )  # fmt: skip

    def clean_sections(self) -> list[dict[str, Any]]:
        """Each section with its rules."""
        return read_lines(self.cleaned_data["sections"])

    def _post_clean(self) -> None:
        if "note" in self.cleaned_data:
            self.instance.signatures = self._signatures()
            if "sections" in self.cleaned_data:
                self.instance.audit_tool = self._audit_tool()
        super()._post_clean()  # type: ignore[misc]

    def _held_sections(self) -> list[dict[str, Any]]:
        held: list[dict[str, Any]] = self.instance.audit_tool.get("sections", [])
        return held

    def _audit_tool(self) -> dict[str, Any]:
        """What is left as it was keeps the citation of the copied profile."""
        sections = self.cleaned_data["sections"]
        if sections == self._held_sections():
            kept: dict[str, Any] = self.instance.audit_tool
            return kept
        own = {"citation": self.cleaned_data["note"], "read": "house rule"}
        return {"sections": sections, **own} if sections else {}

    def _signatures(self) -> list[dict[str, Any]]:
        """What is wanted now; what stays as it was keeps the citation of the copied profile."""
        held = {one["role"]: one for one in self.instance.signatures}
        found = []
        for role in ROLES:
            if wanted := self.cleaned_data.get(role):
                when = self.cleaned_data.get("physician_when", "") if role == "physician" else ""
                asks = {"role": role, "or_reason": wanted == "or reason", "when": when}
                old = held.get(role, {})
                same = all(old.get(name) == value for name, value in asks.items())
                own = {"citation": self.cleaned_data["note"], "read": "house rule"}
                found.append(old if same else asks | own)
        return found


class RuleForm(EditForm):
    """What a profile says of one rule, its figures by their units."""

    class Meta:
        model = ProfileRule
        fields = ["applies", "severity", "note"]
        labels = {"severity": "Weight"}
        help_texts = {"note": NOTE}

    def __init__(self, *args: Any, rule: Rule, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names_of = tuple(rule.figures)
        held = self.instance.figures
        for name, one in rule.figures.items():
            field = forms.IntegerField(
                label=f"{named(name)} ({one.unit})" if one.unit in SHORT else named(one.unit),
                min_value=0,
                max_value=9_999,
                help_text=f"The audit’s own number is {one.value}.",
                widget=forms.NumberInput(attrs={"class": "form-narrow"}),
            )
            self.fields[f"figure_{name}"] = speaking(name, field)
            self.initial[f"figure_{name}"] = held.get(name, one.value)
        weight = self.fields["severity"]
        assert isinstance(weight, forms.ChoiceField)
        weight.choices = [("", f"As the audit weighs it ({rule.severity})"), *_WEIGHTS]
        self.order_fields(["applies", "severity", *(f"figure_{one}" for one in rule.figures)])

    def _post_clean(self) -> None:
        self.instance.figures = {
            name: self.cleaned_data[f"figure_{name}"]
            for name in self.names_of
            if self.cleaned_data.get(f"figure_{name}") is not None
        }
        super()._post_clean()  # type: ignore[misc]


_WEIGHTS = [("error", "Error"), ("warning", "Warning"), ("info", "For information")]


class VersionForm(EditForm):
    """A button: it carries the version of the row that was seen."""

    class Meta:
        model = PracticeProfile
        fields: list[str] = []


class ForgetForm(EditForm):
    """The button that lets the audit's own word stand again."""

    class Meta:
        model = ProfileRule
        fields: list[str] = []


class DefaultForm(PlainForm):
    """By whose rules a plan is judged where no coverage names a profile."""

    key = forms.ChoiceField(label="Where no coverage names a profile", required=False)

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["key"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "No payer’s own rules"), *choices]
