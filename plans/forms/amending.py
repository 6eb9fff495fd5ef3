"""What is typed about a request for amendment, and to answer it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms

from clients.law import law
from config.forms import NewForm

from ..amending import CLOCK, DENIAL_TELLS, Thread, last_due
from ..models import AmendmentEntry, AmendmentRequest, Version

Kind = AmendmentEntry.Kind
WHOLE = "plan"


class AskForm(NewForm):
    """What the client asks for. `items` are the nodes of the version, or none for a note."""

    node = forms.ChoiceField(label="About")

    class Meta:
        model = AmendmentRequest
        fields = ["node", "what", "why", "asked_by", "way", "received_on"]
        help_texts = {
            "what": "As the client wants it to read.",
            "why": "The client’s reason, in their words.",
            "received_on": f"The practice acts within {CLOCK.days} days ({CLOCK.citation}).",
        }

    def __init__(self, *args: Any, items: Mapping[UUID, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = {WHOLE: "the whole plan"} | {str(pk): it for pk, it in (items or {}).items()}
        if items is None:
            del self.fields["node"]
        else:
            field = self.fields["node"]
            assert isinstance(field, forms.ChoiceField)
            field.choices = list(self.items.items())

    def clean(self) -> dict[str, Any]:
        """The item is kept in the words of the day."""
        said = super().clean() or self.cleaned_data
        if node := said.get("node"):
            self.instance.item = self.items[node][:300]
        return said


# Which fields each step has, and what its text is called.
STEPS: dict[str, tuple[str, list[str]]] = {
    Kind.ACCEPTED: ("What is accepted", ["text", "persons", "on"]),
    Kind.PARTLY: ("What is accepted, and what is denied", ["reason", "text", "persons", "on"]),
    Kind.DENIED: ("The denial, as it was written to the client", ["reason", "text", "on"]),
    Kind.EXTENDED: (
        "Why more time is needed, as it was written to the client",
        ["until", "text", "on"],
    ),
    Kind.CARRIED: ("What was changed", ["version", "text", "on"]),
    Kind.TOLD: ("Who was told, and what", ["text", "on"]),
    Kind.ALONG: ("What the client asked for", ["text", "on"]),
    Kind.DISAGREEMENT: ("What the client wrote", ["text", "on"]),
    Kind.REBUTTAL: ("The practice’s answer", ["text", "on"]),
}
SAID_ON: dict[str, str] = {
    Kind.EXTENDED: "Written to the client on",
    Kind.DENIED: "Written to the client on",
    Kind.ALONG: "Asked on",
    Kind.DISAGREEMENT: "Received on",
    Kind.TOLD: "Told on",
}
HELP: dict[str, str] = {
    Kind.DENIED: "In plain words: " + "; ".join(DENIAL_TELLS) + " (45 CFR 164.526(d)(1)).",
    Kind.ALONG: (
        "Without a statement of disagreement, the request and the denial go along with later"
        " disclosures only if the client asks for it (45 CFR 164.526(d)(5)(ii))."
    ),
    Kind.REBUTTAL: "The client gets a copy (45 CFR 164.526(d)(3)).",
    Kind.ACCEPTED: "Tell the client that it is accepted (45 CFR 164.526(c)(2)).",
}
PERSONS = (
    "One a line: persons whom the client names and agrees to have told, and others who have the"
    " text and may rely on it (45 CFR 164.526(c)(3))."
)


class StepForm(NewForm):
    """One step of a thread; its kind says which fields there are."""

    class Meta:
        model = AmendmentEntry
        fields = ["reason", "until", "version", "text", "persons", "on"]

    def __init__(self, *args: Any, thread: Thread, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.thread, self.kind = thread, kind
        text, names = STEPS[kind]
        # A note has no versions: an addendum carries its amendment.
        wanted = {*names, "new_id"} - ({"version"} if not thread.request.version else set())
        for name in set(self.fields) - wanted:
            del self.fields[name]
        self.order_fields(["new_id", *names])
        self.fields["text"].label = text
        self.fields["text"].help_text = HELP.get(kind, "")
        self.fields["text"].error_messages["required"] = f"Fill in: {text}."
        self.fields["on"].label = SAID_ON.get(kind, "On")
        self._ask_for_more()

    def _ask_for_more(self) -> None:
        """The fields that only some steps have."""
        if "reason" in self.fields:
            self.fields["reason"].required = True
            rule = law().amendment_denials
            self.fields["reason"].label = f"Ground of the denial ({rule.source})"
        if "persons" in self.fields:
            self.fields["persons"].help_text = PERSONS
        if "until" in self.fields:
            self.fields["until"].required = True
            self.fields["until"].label = "The practice will act by"
            self.fields["until"].initial = last_due(self.thread.request)
        if "version" in self.fields:
            field = self.fields["version"]
            assert isinstance(field, forms.ModelChoiceField)
            asked = self.thread.request.version
            assert asked
            newer = Version.objects.filter(plan=asked.plan_id, number__gt=asked.number)
            field.queryset = newer.defer("document")
            field.required, field.label = True, "The version that carries it"
            field.error_messages["required"] = "Choose the version that carries the amendment."
