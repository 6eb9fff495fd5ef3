"""Forms of the safety plan: writing it, agreeing on it, looking at it again."""

import uuid
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from clients.models import Client, SafetyDraft, SafetyPlan, SafetyReview
from config.forms import EditForm, NewForm

from .client import lay_out, shorten

HINTS = {
    "warning_signs": "Thoughts, moods, places, what the body does. One a line, in their words.",
    "own_ways": "What has helped for an hour, without anybody else.",
    "distractions": "Who and where, whether or not they know why the client comes.",
    "helpers": "Name and number, one a line, in the order in which they would be called.",
    "professionals": "The crisis lines of your practice are printed above the plan in any case.",
    "safer_place": "What is put away, locked up or given to whom, and who helps with it.",
    "worth_living": "People, animals, places, things still to do.",
}


class SafetyDraftForm(EditForm):
    """The seven steps. Where none has been written, it carries version 0."""

    class Meta:
        model = SafetyDraft
        fields = SafetyDraft.STEPS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance._state.adding:
            self.initial["row_version"] = 0
        for name, hint in HINTS.items():
            self.fields[name].help_text = hint


class AgreeForm(EditForm):
    """On which day and with whom the draft, as it stands above the form, was agreed on."""

    new_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    agreed_on = forms.DateField(label="Agreed on with the client on")
    agreed_with = forms.CharField(
        label="With whom",
        max_length=200,
        help_text="Such as: the client; the client and her sister.",
    )
    for_readers = forms.BooleanField(
        label="A guardian or proxy who reads the client’s page may read this plan too",
        required=False,
        help_text=(
            "Without it only the client’s own sign-in opens it. A house rule: a safety plan may"
            " name the very people who read for the client."
        ),
    )

    class Meta:
        model = SafetyDraft
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, client: Client, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.client = client
        self.initial.update({"agreed_on": client.practice.today, "agreed_with": "the client"})
        shorten(self, "agreed_on")

    @property
    def plan(self) -> SafetyPlan:
        """What was agreed on, without its steps: the action takes them from the draft."""
        data = self.cleaned_data
        return SafetyPlan(
            pk=data["new_id"],
            client=self.client,
            agreed_on=data["agreed_on"],
            agreed_with=data["agreed_with"],
            for_readers=data["for_readers"],
        )


class ReviewSafetyForm(NewForm):
    """Somebody looked at the plan; without a plan, why none is needed."""

    class Meta:
        model = SafetyReview
        fields = ["reviewed_on", "words"]

    def __init__(self, *args: Any, has_plan: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shorten(self, "reviewed_on")
        self.fields["words"].label = "What came of it" if has_plan else "Why none is needed"
        self.fields["words"].required = not has_plan
        self.fields["words"].error_messages["required"] = (
            "Say why no safety plan is needed, or write one."
        )

    @property
    def helper(self) -> FormHelper:
        """When, and what came of it."""
        return lay_out(self, "reviewed_on", "words")
