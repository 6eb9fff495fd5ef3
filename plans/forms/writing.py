"""What may be typed about a plan: its own words, the services ordered, its problems."""

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

from accounts.models import User
from clients.models import Diagnosis
from config.forms import EditForm, NewForm, PlainModelForm
from library.offering import offer
from library.wording import Kind

from ..models import Plan, Problem, ServiceOrder
from .parts import WholeNumber, clinicians_field, laid_out

WORDS = [
    "why_now",
    "severity",
    "impairment",
    "discharge_criteria",
    "aftercare",
    "participation",
]
HINTS = {
    "why_now": "What happened, and why now: what a payer calls medical necessity.",
    "severity": "How often, how strong, how long; a measure if there is one.",
    "impairment": "What it keeps the client from: work, school, home, other people.",
    "discharge_criteria": "What will be true when treatment is finished, so that all would agree.",
    "aftercare": "What follows, and who goes on.",
    "participation": "What the client chose, said or corrected.",
    "review_due_on": "When the plan is looked at again with the client.",
}


class _PlanWords(PlainModelForm):
    """What opening and editing share."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        for name, hint in HINTS.items():
            if name in self.fields:
                self.fields[name].help_text = hint

    def clean_review_due_on(self) -> date | None:
        """A new review date lies ahead."""
        day: date | None = self.cleaned_data.get("review_due_on")
        assert self.user.practice is not None
        if day and "review_due_on" in self.changed_data and day < self.user.practice.today:
            raise ValidationError("The review date is in the past.")
        opened = self.cleaned_data.get("opened_on") or self.instance.opened_on
        if day and opened and day <= opened:
            raise ValidationError("The review date must come after the start date.")
        return day


class OpenPlanForm(_PlanWords, NewForm):
    """Begin an episode of care."""

    class Meta:
        model = Plan
        fields = ["programme", "level_of_care", "opened_on", "review_due_on", "why_now"]

    def waits_for_press(self) -> str:
        """A plan begins when somebody says so."""
        return "press “Open the plan” to begin it."

    @property
    def helper(self) -> FormHelper:
        """Two short rows, then the one thing to say."""
        return laid_out(
            self, ("programme", "level_of_care"), ("opened_on", "review_due_on"), "why_now"
        )


class PlanForm(_PlanWords, EditForm):
    """The plan's own words."""

    class Meta:
        model = Plan
        fields = [
            "programme",
            "level_of_care",
            "lead",
            *WORDS,
            "review_due_on",
            "discharge_expected_on",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"] = clinicians_field(self.instance, "Lead clinician")

    @property
    def helper(self) -> FormHelper:
        """In the order in which a payer reads."""
        return laid_out(
            self,
            ("programme", "level_of_care"),
            ("lead", "review_due_on"),
            "why_now",
            "severity",
            "impairment",
            "discharge_criteria",
            "discharge_expected_on",
            "aftercare",
            "participation",
        )


class ClosePlanForm(EditForm):
    """End the episode."""

    because = forms.CharField(
        label="Why the plan is closed",
        max_length=2_000,
        widget=forms.Textarea,
        help_text="Goals reached, moved away, referred on: what the record should say.",
    )

    class Meta:
        model = Plan
        fields: list[str] = []

    @property
    def helper(self) -> FormHelper:
        """One thing to say."""
        return laid_out(self, "because")


class _ServiceFields(PlainModelForm):
    """What is ordered. CPT codes only: their descriptors are licensed."""

    minutes = WholeNumber(
        least=1, most=480, label="Minutes per session",
        sentence="A session lasts a whole number of minutes, from 1 to 480 (eight hours).",
    )  # fmt: skip
    duration_weeks = WholeNumber(
        least=1, most=52, label="For how many weeks",
        sentence="Services are ordered for a whole number of weeks, from 1 to 52.",
    )  # fmt: skip
    cpt = forms.CharField(
        label="CPT code",
        max_length=5,
        validators=[RegexValidator(r"^[0-9]{5}$", "A CPT code has five digits, such as 90834.")],
        widget=forms.TextInput(attrs={"class": "form-narrow", "inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["frequency"].help_text = "Such as weekly, or twice a month."

    @property
    def helper(self) -> FormHelper:
        """Two rows."""
        return laid_out(self, ("type", "cpt"), ("minutes", "duration_weeks"), "frequency")


SERVICE = ["type", "minutes", "frequency", "duration_weeks", "cpt"]


class ServiceForm(_ServiceFields, NewForm):
    """Order a service."""

    class Meta:
        model = ServiceOrder
        fields = SERVICE


class EditServiceForm(_ServiceFields, EditForm):
    """Change an order."""

    class Meta:
        model = ServiceOrder
        fields = SERVICE


class _ProblemFields(PlainModelForm):
    """A problem, in the client's words first."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = Diagnosis.objects.active().filter(client=self.instance.plan.client_id)
        kept = Diagnosis.objects.filter(pk=self.instance.diagnosis_id)
        field: Any = self.fields["diagnosis"]
        field.queryset, field.empty_label = held | kept, "None yet"
        field.help_text = "The diagnosis that this problem is treated under."
        self.fields["statement"].help_text = "What is worked on, in one sentence."
        offer(self, "definitions", Kind.DEFINITION, adds=True)

    @property
    def helper(self) -> FormHelper:
        """The client's words come first."""
        return laid_out(self, "own_words", "statement", "definitions", "diagnosis")


PROBLEM = ["own_words", "statement", "definitions", "diagnosis"]


class ProblemForm(_ProblemFields, NewForm):
    """Add a problem."""

    class Meta:
        model = Problem
        fields = PROBLEM


class EditProblemForm(_ProblemFields, EditForm):
    """Reword a problem."""

    class Meta:
        model = Problem
        fields = PROBLEM


class ProblemStatusForm(EditForm):
    """Defer a problem, resolve it, or take it up again."""

    to = forms.ChoiceField(
        label="What becomes of it",
        choices=[
            ("deferred", "Defer it: it is known, and not worked on now"),
            ("resolved", "It is resolved"),
            ("active", "Take it up again"),
        ],
        widget=forms.RadioSelect,
    )
    because = forms.CharField(
        label="Why",
        max_length=500,
        required=False,
        widget=forms.Textarea,
        help_text="Needed when the problem is deferred.",
    )

    class Meta:
        model = Problem
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["to"]
        field.choices = [item for item in field.choices if item[0] != self.instance.status]

    @property
    def helper(self) -> FormHelper:
        """What, and why."""
        return laid_out(self, "to", "because")
