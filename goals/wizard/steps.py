"""The steps of the wizard, and what may be chosen and written at each. Nothing is ticked before."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.forms import BoundField

from config.forms import PlainForm, speak_plainly
from library.choosing import Offered
from library.offering import offer
from library.wording import Kind

from ..forms.parts import not_past
from .laying import Laying, id_under
from .lines import READERS, Fields

STEPS = {
    "definitions": "What can be seen of it",
    "goals": "Goals",
    "objectives": "Objectives",
    "interventions": "Interventions",
    "homework": "Homework",
    "numbers": "Numbers and dates",
    "rest": "What signing needs",
}
EVERY = "every"
KINDS = {
    "definitions": Kind.DEFINITION,
    "goals": Kind.GOAL,
    "objectives": Kind.OBJECTIVE,
    "interventions": Kind.INTERVENTION,
    "homework": Kind.HOMEWORK,
}
# What may follow a statement on its line (goals.wizard.lines).
MAY_FOLLOW = {
    "goals": (
        "A line may hold its scale too: Ride the bus again; 0 is never; 10 is every day;"
        " 1 to 8 in 12 weeks"
    ),
    "objectives": "A line may hold its count too: Ride two stops; rides 0 to 3 per week in 8 weeks",
    "interventions": "A line may hold more: Ride along; CBT, weekly; homework: a list of rides",
}
OWN_ROOM = 6_000


@dataclass(frozen=True)
class Group:
    """What is asked about one node: own words, wording to choose, and more of it folded away."""

    title: str
    about: str
    own: BoundField
    said: BoundField | None
    choices: list[tuple[BoundField | None, BoundField]]
    more: BoundField | None
    folded: bool
    # Where a keyboard goes on, past all that can be chosen: the next node's own words.
    skip_to: str


def after(step: str) -> str:
    """The step that follows; empty after the last."""
    names = list(STEPS)
    return names[names.index(step) + 1] if step != names[-1] else ""


def before(step: str) -> str:
    """The step in front of it; empty before the first."""
    names = list(STEPS)
    return names[names.index(step) - 1] if step != names[0] else ""


class StepForm(PlainForm):
    """One step. Field names carry the id of the node that the wording goes under."""

    def __init__(self, *args: Any, laying: Laying, step: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.laying, self.step = laying, step
        self._asked: list[dict[str, Any]] = []
        getattr(self, f"_ask_{step}")()
        # The fields that were asked for just now speak in sentences too.
        speak_plainly(self)
        first = next(
            (field for name, field in self.fields.items() if name.startswith("own_")), None
        )
        if first and not self.is_bound:
            first.widget.attrs["autofocus"] = True

    def groups(self) -> list[Group]:
        """What the page shows, in order."""
        found, skip_to = [], "go"
        for asked in reversed(self._asked):
            found.append(self._group(asked, skip_to))
            skip_to = skip_to if asked["folded"] else found[-1].own.id_for_label
        return found[::-1]

    def _group(self, asked: dict[str, Any], skip_to: str) -> Group:
        key = asked["key"]
        bound = {name: self[f"{name}_{key}"] for name in ("own", "said", "take", "more")
                 if f"{name}_{key}" in self.fields}  # fmt: skip
        choices: list[tuple[BoundField | None, BoundField]] = []
        if asked["words"]:
            choices = [(self[f"words_{pk}"], self[f"goal_{pk}"]) for pk in asked["words"]]
        elif "take" in bound:
            choices = [(None, bound["take"])]
        return Group(
            asked["title"], asked["about"], bound["own"], bound.get("said"), choices,
            bound.get("more"), asked["folded"], skip_to,
        )  # fmt: skip

    def _ask(
        self, key: str, title: str, offered: Iterable[Offered] = (), *, about: str = "",
        more: Iterable[Offered] = (), folded: bool = False, legend: str = "From the planner",
    ) -> None:  # fmt: skip
        self.fields[f"own_{key}"] = _lines(
            "Write my own (one a line)", MAY_FOLLOW.get(self.step, "")
        )
        offer(self, f"own_{key}", KINDS[self.step], adds=True)
        for name, label, items in (("take", legend, offered), ("more", "More of it", more)):
            if choices := [(str(item.pk), _label(item)) for item in items]:
                self.fields[f"{name}_{key}"] = _boxes(label, choices)
        self._asked.append(
            {"key": key, "title": title, "about": about, "folded": folded, "words": []}
        )

    def _ask_definitions(self) -> None:
        problem = self.laying.problem
        held = set(problem.definitions.splitlines())
        offered = [item for item in self.laying.of(Kind.DEFINITION) if item.row.text not in held]
        self._ask(str(problem.pk), "What can be seen or heard", offered)

    def _ask_goals(self) -> None:
        problem = self.laying.problem
        key = str(problem.pk)
        self._ask(key, "Goals for this problem")
        self.fields[f"said_{key}"] = _lines(
            "In the client’s own words, of what you write yourself (one a line, in the same order)"
        )
        held = {goal.pk for goal in self.laying.goals}
        for item in self.laying.of(Kind.GOAL):
            if id_under(problem.pk, "goal", item.pk) in held:
                continue
            self.fields[f"words_{item.pk}"] = forms.CharField(
                label="In the client’s own words", required=False, max_length=2_000
            )
            self.fields[f"goal_{item.pk}"] = forms.BooleanField(label=item.row.text, required=False)
            self._asked[0]["words"].append(item.pk)
        self.fields["target_on"] = _day("Target date of what is chosen here")

    def _ask_objectives(self) -> None:
        for goal in self.laying.goals:
            first, others = self.laying.serving(goal)
            held = {row.pk for row in goal.objectives.all()}
            first, others = (
                [item for item in items if id_under(goal.pk, "objective", item.pk) not in held]
                for items in (first, others)
            )
            said = f"“{goal.own_words}”" if goal.own_words else ""
            if not first:
                first, others = others, []
            self._ask(str(goal.pk), goal.statement, first, more=others, about=said)
        self.fields["target_on"] = _day("Target date of what is chosen here")

    def _ask_interventions(self) -> None:
        offered = self.laying.of(Kind.INTERVENTION)
        rows = self.laying.objectives
        if len(rows) > 1:
            self._ask(EVERY, "For all of these objectives", offered, folded=True)
        for objective in rows:
            held = {row.pk for row in objective.interventions.all()}
            open_to = [
                item
                for item in offered
                if id_under(objective.pk, "intervention", item.pk) not in held
            ]
            self._ask(str(objective.pk), objective.statement, open_to, folded=bool(held))
        self.fields["frequency"] = forms.CharField(
            label="How often, for what is chosen here",
            required=False,
            max_length=120,
            help_text="Such as every session, or weekly.",
        )

    def _ask_homework(self) -> None:
        for row in self.laying.interventions:
            held = set(row.homework.splitlines())
            offered = [i for i in self.laying.of(Kind.HOMEWORK) if i.row.text not in held]
            self._ask(str(row.pk), row.statement, offered, folded=bool(held))

    def waits_for_press(self) -> str:
        """Half a line would become half a goal."""
        return "press “Save and go on”."

    def clean_target_on(self) -> Any:
        """A target date lies ahead."""
        return not_past(self.cleaned_data.get("target_on"), self.laying.user)

    def clean(self) -> dict[str, Any]:
        """What follows a statement on its line is right: no score above 10, no day that is over."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        for name in [name for name in found if name.startswith("own_") and self.step in READERS]:
            try:
                self.written(name.removeprefix("own_"))
            except forms.ValidationError as refusal:
                self.add_error(name, refusal)
        return found

    def lines(self, name: str) -> list[str]:
        """What was written, line by line."""
        return lines_of(self.cleaned_data.get(name) or "")

    def written(self, key: str) -> list[Fields]:
        """What was written for a node, each line with the fields that it says."""
        read, practice = READERS[self.step], self.laying.user.practice
        assert practice is not None
        return [read(line, practice.today) for line in self.lines(f"own_{key}")]

    def taken(self, key: str) -> list[Offered]:
        """The planner's statements that were ticked for a node."""
        ids = set(self.cleaned_data.get(f"take_{key}") or ())
        ids |= set(self.cleaned_data.get(f"more_{key}") or ())
        ids |= {str(pk) for pk in self._ticked_goals()}
        return [item for item in self.laying.offered if str(item.pk) in ids]

    def _ticked_goals(self) -> list[UUID]:
        return [
            UUID(name.removeprefix("goal_"))
            for name, value in self.cleaned_data.items()
            if name.startswith("goal_") and value
        ]


def _label(item: Offered) -> str:
    return f"{item.row.text} ({item.row.approach})" if item.row.approach else item.row.text


def lines_of(text: str) -> list[str]:
    """Line by line, without the empty ones."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def _lines(label: str, may_follow: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=may_follow,
        required=False,
        max_length=OWN_ROOM,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def _boxes(label: str, choices: list[tuple[str, str]]) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple
    )


def _day(label: str) -> forms.DateField:
    return forms.DateField(label=label, required=False)
