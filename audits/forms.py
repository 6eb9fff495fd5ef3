"""What may be asked of the desk, and what an admin may ask, let stand or attest."""

from typing import Any

from django import forms

from config.forms import PlainForm, on_calendar

from .rules import RULES

STATES = [
    ("", "Every state"),
    ("overdue", "Review overdue"),
    ("due", "Review due within 14 days"),
    ("returned", "Returned"),
    ("waiting", "Waiting for a signature"),
    ("draft", "Draft"),
    ("in effect", "In effect"),
    ("closed", "Closed"),
]
SORTS = [
    ("", "Most findings first"),
    ("review", "Review date"),
    ("-review", "Review date, latest first"),
    ("client", "Client"),
    ("-client", "Client, from Z to A"),
    ("lead", "Lead clinician"),
    ("-lead", "Lead clinician, from Z to A"),
    ("payer", "Payer"),
    ("-payer", "Payer, from Z to A"),
    ("state", "State, most urgent first"),
    ("-state", "State, most urgent last"),
]


SEVERITIES = [
    ("", "Any"),
    ("error", "Blocking"),
    ("warning", "Warnings"),
    ("none", "Passed: neither"),
]
DUE = [
    ("", "Any day"),
    ("14", "Within 14 days"),
    ("30", "Within 30 days"),
    ("later", "Later"),
    ("never", "Not set"),
]
ASKED = [("", "Asked or not"), ("open", "Asked, not mended"), ("late", "Asked, and overdue")]


class DeskFilter(PlainForm):
    """Filter and order of the desk's table. What cannot be understood is left out, and said."""

    q = forms.CharField(label="Client or record number", max_length=100, required=False)
    severity = forms.ChoiceField(label="Findings", choices=SEVERITIES, required=False)
    rule = forms.ChoiceField(required=False)
    state = forms.ChoiceField(choices=STATES, required=False)
    due = forms.ChoiceField(label="Review due", choices=DUE, required=False)
    lead = forms.ChoiceField(label="Lead clinician", required=False)
    payer = forms.ChoiceField(required=False)
    asked_for = forms.ChoiceField(label="Asked", choices=ASKED, required=False)
    sort = forms.ChoiceField(label="Order by", choices=SORTS, required=False)

    def __init__(
        self, *args: Any, leads: list[tuple[str, str]], payers: list[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._offer("lead", [("", "Everybody"), *leads])
        self._offer("payer", [("", "Every payer"), *((payer, payer) for payer in payers)])
        rules = [(rule.id, f"{rule.id} {rule.sentence}") for rule in RULES.values()]
        self._offer("rule", [("", "Every rule"), *rules])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    @property
    def asked(self) -> dict[str, str]:
        """The answers that could be understood, by field."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class UuidList(forms.MultipleChoiceField):
    """The rows that were ticked, by id. Which of them may be acted on is not the form's to say."""

    def valid_value(self, value: str) -> bool:
        """Whether it can be an id."""
        try:
            forms.UUIDField().clean(value)
        except forms.ValidationError:
            return False
        return True


class AskForm(PlainForm):
    """What is asked of clinicians: about ticked plans, ticked findings, or all that match."""

    batch = forms.UUIDField(widget=forms.HiddenInput)
    act = forms.ChoiceField(choices=[("mend", "mend"), ("sign", "sign")])
    plans = UuidList(required=False)
    findings = UuidList(required=False)
    everything = forms.BooleanField(required=False)
    matching = forms.CharField(required=False, max_length=2_000, widget=forms.HiddenInput)
    due_on = forms.DateField(
        label="By which day",
        required=False,
        validators=[on_calendar],
        widget=forms.DateInput(attrs={"type": "date", "class": "form-short"}),
    )
    words = forms.CharField(
        label="What you want to say",
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    @property
    def ticked(self) -> set[str]:
        """The plans and findings that were ticked, by id, for the page that shows them again."""
        return {str(one) for name in ("plans", "findings") for one in self[name].value() or ()}


class AboutVersion(PlainForm):
    """Something that is said while one version is in effect: it carries which one was looked at."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, version: int, **kwargs: Any) -> None:
        super().__init__(*args, initial={"seen": version}, **kwargs)
        self.version = version

    def clean(self) -> dict[str, Any]:
        """What was said of one version does not speak for the next."""
        said = super().clean() or self.cleaned_data
        if said.get("seen") not in (None, self.version):
            raise forms.ValidationError(
                f"Version {self.version} took effect after you opened this page. Read it first;"
                " nothing was kept."
            )
        return said


class WaiverForm(AboutVersion):
    """Why a defect may stand, and until when."""

    reason = forms.CharField(
        label="Why this may stand",
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    until_on = forms.DateField(
        label="Until",
        required=False,
        validators=[on_calendar],
        help_text="Without a day it holds until the next version takes effect.",
        widget=forms.DateInput(attrs={"type": "date", "class": "form-short"}),
    )


class AttestForm(AboutVersion):
    """A person's word on what no program can judge."""

    holds = forms.ChoiceField(
        label="Is it met?",
        choices=[("yes", "Yes, it is met"), ("no", "No, it is not met")],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label="What you looked at",
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
