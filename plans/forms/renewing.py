"""What is typed in a review: of each goal what becomes of it, and the review's own text."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField

from accounts.editing import Difference, Stale
from config.forms import EditForm, speaking
from goals.models import Goal, GoalReview

from ..models import ReviewDraft
from ..renewal import Reviewed, Sheet
from .signing import PasswordForm

Decision = GoalReview.Decision
CHOICES = [
    (Decision.KEEP, "Keep it as it is"),
    (Decision.CHANGE, "Change it: reword it, or set another target"),
    (Decision.MET, "It is met"),
    (Decision.PARK, "Park it for now"),
    (Decision.DROP, "Drop it"),
]
PARKED = [
    (Decision.KEEP, "Keep it parked"),
    (Decision.CHANGE, "Take it up again, or change it"),
    (Decision.MET, "It is met"),
    (Decision.DROP, "Drop it"),
]
WHY = {Decision.PARK: "Say why goal {} is parked.", Decision.DROP: "Say why goal {} is dropped."}
SAVE, KEEP_REST, REDRAFT, FINISH = "save", "keep", "redraft", "finish"
TEXTS = ("decision", "progress", "because", "why_later")


@dataclass(frozen=True)
class GoalFields:
    """A goal under review, and the fields about it."""

    reviewed: Reviewed
    decision: BoundField
    progress: BoundField
    because: BoundField
    until: BoundField | None
    later: list[tuple[str, BoundField]]
    why_later: BoundField

    @property
    def dates_are_open(self) -> bool:
        """Whether a later date, or an error about one, must not be folded away."""
        fields = [self.why_later, *(field for _, field in self.later)]
        return any(field.errors or field.value() for field in fields)


class RenewForm(EditForm):
    """The sheet of a review. Saved as it is at any time; finished only when it is whole."""

    new_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)

    class Meta:
        model = ReviewDraft
        fields = ["held_on", "participants", "summary", "next_due_on"]
        widgets = {
            "participants": forms.Textarea(attrs={"rows": 2}),
            "summary": forms.Textarea(attrs={"rows": 7}),
        }

    def __init__(self, *args: Any, sheet: Sheet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sheet = sheet
        self.act = self.data.get("act", SAVE)
        self.initial["new_id"] = self.instance.pk
        self.fields["participants"].help_text = (
            "Such as: the client; the client’s mother; the clinician. A review without the client"
            " says why."
        )
        self.fields["summary"].help_text = "Drafted from the record. Make it your own."
        for item in sheet.goals:
            self._add_fields(item)
        for field in self.fields.values():
            if isinstance(field.widget, forms.DateInput):
                field.widget.attrs.setdefault("class", "form-short")

    def _add_fields(self, item: Reviewed) -> None:
        said = self.instance.goals.get(str(item.goal.pk), {})
        pk, of = item.goal.pk, f"goal {item.number}"
        parked = item.facts.is_parked
        decision = forms.ChoiceField(
            choices=PARKED if parked else CHOICES,
            widget=forms.RadioSelect,
            required=False,
            label=f"What becomes of {of}?",
        )
        self._add(f"decision-{pk}", decision, said.get("decision"))
        progress = _text(f"Progress on {of}", rows=3, most=20_000)
        self._add(f"progress-{pk}", progress, said.get("progress", item.drafted))
        because = forms.CharField(
            required=False,
            max_length=500,
            label=f"Why {of} is met, parked or dropped",
            help_text="Needed to park or drop it.",
        )
        self._add(f"because-{pk}", because, said.get("because"))
        if not parked:
            until = forms.DateField(required=False, label="Parked until, if a day is known")
            self._add(f"until-{pk}", until, said.get("until"))
        self._add_dates(item, said)

    def _add_dates(self, item: Reviewed, said: dict[str, Any]) -> None:
        pk = item.goal.pk
        later = said.get("later", {})
        for node, name, now in _deadlines(item):
            label = f"{name}: a later date than {now:%-d %B %Y}"
            field = forms.DateField(required=False, label=label)
            self._add(f"later-{node}", field, later.get(str(node)))
        why = forms.CharField(required=False, max_length=500, label="Why the date moves later")
        self._add(f"why_later-{pk}", why, said.get("why_later"))

    def _add(self, name: str, field: forms.Field, initial: Any) -> None:
        self.fields[name] = speaking(name, field)
        self.initial[name] = initial

    @property
    def finishing(self) -> bool:
        """Whether the review is to end now."""
        return bool(self.act == FINISH)

    @property
    def goals(self) -> Iterator[GoalFields]:
        """Each goal with its fields."""
        for item in self.sheet.goals:
            pk = item.goal.pk
            yield GoalFields(
                reviewed=item,
                decision=self[f"decision-{pk}"],
                progress=self[f"progress-{pk}"],
                because=self[f"because-{pk}"],
                until=self[f"until-{pk}"] if f"until-{pk}" in self.fields else None,
                later=[(name, self[f"later-{node}"]) for node, name, _ in _deadlines(item)],
                why_later=self[f"why_later-{pk}"],
            )

    def clean(self) -> dict[str, Any]:
        """What was said of each goal, in one piece; when finishing, nothing may be missing."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        for item in self.sheet.goals:
            self._fill(item, found)
            self._check_dates(item, found)
            if self.finishing:
                self._check_whole(item, found)
        if self.act == REDRAFT:
            found["summary"] = self.sheet.drafted
        if self.finishing:
            self._check_text(found)
        self.instance.goals = {str(i.goal.pk): _said(i, found) for i in self.sheet.goals}
        return found

    def _fill(self, item: Reviewed, found: dict[str, Any]) -> None:
        """What a button fills in: keeping the goals that are not decided, or the drafted words."""
        if self.act == KEEP_REST and not found.get(f"decision-{item.goal.pk}"):
            found[f"decision-{item.goal.pk}"] = Decision.KEEP.value
        if self.act == REDRAFT:
            found[f"progress-{item.goal.pk}"] = item.drafted

    def _check_text(self, found: dict[str, Any]) -> None:
        wanted = {"participants": "Say who took part.", "summary": "Say what was found."}
        for name, sentence in wanted.items():
            if not found.get(name) and name not in self.errors:
                self.add_error(name, sentence)

    def _check_whole(self, item: Reviewed, found: dict[str, Any]) -> None:
        pk, decision = item.goal.pk, found.get(f"decision-{item.goal.pk}")
        if not decision and f"decision-{pk}" not in self.errors:
            self.add_error(f"decision-{pk}", f"Decide about goal {item.number}.")
        if decision in WHY and not found.get(f"because-{pk}"):
            self.add_error(f"because-{pk}", WHY[Decision(decision)].format(item.number))
        if not found.get(f"progress-{pk}") and f"progress-{pk}" not in self.errors:
            self.add_error(f"progress-{pk}", f"Say what progress goal {item.number} made.")

    def _check_dates(self, item: Reviewed, found: dict[str, Any]) -> None:
        pk, moved = item.goal.pk, False
        today = self.sheet.plan.practice.today
        for node, _, now in _deadlines(item):
            to = found.get(f"later-{node}")
            if to and to <= max(now, today):
                sentence = "The new date must come after the old one, and after today."
                self.add_error(f"later-{node}", sentence)
            moved = moved or bool(to)
        if moved and not found.get(f"why_later-{pk}"):
            self.add_error(f"why_later-{pk}", "Say why the target date moves later.")
        if moved and found.get(f"decision-{pk}") in (Decision.MET, Decision.DROP):
            self.add_error(f"decision-{pk}", "A goal that ends here needs no later date.")
        until = found.get(f"until-{pk}")
        if until and until <= today:
            self.add_error(f"until-{pk}", "It can be parked until a day that lies ahead.")

    def _post_clean(self) -> None:
        new_id = self.cleaned_data.get("new_id")
        if self.instance._state.adding and new_id:
            self.instance.pk = new_id
        super()._post_clean()  # type: ignore[misc]

    def take_conflict(self, stale: Stale, found: list[Difference]) -> None:
        """Of each goal, what two people wrote differently, as a person would read it."""
        theirs: Any = stale.theirs
        told = [item for item in found if item.name not in ("goals", "plan")]
        for item in self.sheet.goals:
            pk = str(item.goal.pk)
            mine, other = self.instance.goals.get(pk, {}), theirs.goals.get(pk, {})
            for name in TEXTS:
                if mine.get(name, "") != other.get(name, ""):
                    label = f"goal {item.number}: {name.replace('_', ' ')}"
                    told.append(Difference(name, label, mine.get(name, ""), other.get(name, "")))
        super().take_conflict(stale, told)


class ConfirmForm(PasswordForm):
    """Sign that a review changed nothing: the sheet and the version that were shown."""

    draft = forms.UUIDField(widget=forms.HiddenInput)
    row_version = forms.IntegerField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)


def _text(label: str, *, rows: int, most: int) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=False, max_length=most, widget=widget)


def _deadlines(item: Reviewed) -> Iterator[tuple[uuid.UUID, str, date]]:
    """The target dates that may move: the goal's, and those of its active objectives."""
    nodes: list[tuple[Any, str]] = [(item.goal, f"Goal {item.number}")]
    nodes += [(step.row, f"Objective {step.number}") for step in item.steps]
    for node, name in nodes:
        if node.target_on:
            yield node.pk, name, node.target_on


def _said(item: Reviewed, found: dict[str, Any]) -> dict[str, Any]:
    """What the sheet keeps of a goal: only what was said."""
    goal: Goal = item.goal
    said = {name: found.get(f"{name}-{goal.pk}") or "" for name in TEXTS}
    until = found.get(f"until-{goal.pk}")
    later = {
        str(node): day.isoformat()
        for node, _, _ in _deadlines(item)
        if (day := found.get(f"later-{node}"))
    }
    # An emptied text stays empty; it is not drafted anew.
    kept: dict[str, Any] = {n: text for n, text in said.items() if text or n == "progress"}
    kept |= {"until": until.isoformat()} if until else {}
    return kept | ({"later": later} if later else {})
