"""The step of numbers: what the tree still needs before signing, all on one page.

Asked is only what is missing: each goal's scale, each objective's count, the blanks left in their
words. A planner's objective names its numbers itself ("[number now]", "[number wanted]"), so they
are asked once and fill both the sentence and the count. Nothing that stands is written over.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.editing import Stale
from config.forms import PlainForm, speak_plainly
from library.wording import BLANK, blanks_in, fingerprint
from plans import actions as plans
from plans.forms.parts import WholeNumber
from plans.models import Problem

from .. import actions
from ..forms.goal import A_SCORE
from ..forms.parts import not_past
from ..forms.steps import A_COUNT, MOST_COUNTED
from ..models import Goal, Intervention, Objective
from ..sentences import in_words
from .laying import MEANWHILE, Laying, id_under, say_what_is_gone

Node = Problem | Goal | Objective | Intervention
# The texts of each kind of node that a planner's blank may stand in.
TEXTS: dict[type[Any], tuple[str, ...]] = {
    Problem: ("statement", "definitions"),
    Goal: ("statement", "zero_means", "ten_means"),
    Objective: ("statement",),
    Intervention: ("statement", "homework"),
}
NOW, WANTED = re.compile(r"\bnow\]$", re.I), re.compile(r"\bwanted\]$", re.I)
A_DATE, THE_CLIENT = re.compile(r"\bdate\b", re.I), re.compile(r"^\[client\]$", re.I)
A_FIELD = re.compile(r"_[0-9a-f-]{36}$")
# A named act is done or it is not: a house way to count it.
AN_ACT = {"measure": "done", "measure_from": 0, "measure_to": 1}


@dataclass
class Asked:
    """One node of which something is missing, and the names of the fields that ask for it."""

    node: Any
    names: list[str] = field(default_factory=list)

    @property
    def key(self) -> str:
        """What its fields' names end with."""
        return str(self.node.pk)

    @property
    def texts(self) -> str:
        """All that it says where a blank may stand."""
        return "\n".join(getattr(self.node, name) for name in TEXTS[type(self.node)])

    @property
    def blanks(self) -> list[str]:
        """The blanks that are left, in order."""
        return blanks_in(self.texts)

    def blank(self, n: int) -> str:
        """The name of the field for a blank: another one as soon as the text is another."""
        return f"blank{n}-{fingerprint(self.texts)[:8]}"


class NumbersForm(PlainForm):
    """Numbers, dates and blanks that are missing; each may be left for later."""

    def __init__(self, *args: Any, laying: Laying, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.laying = laying
        self.asked: list[Asked] = []
        self._ask_blanks(Asked(laying.problem))
        for goal in laying.goals:
            self._ask_goal(Asked(goal))
        for step in laying.interventions:
            self._ask_intervention(Asked(step))
        review = laying.problem.plan.review_due_on
        if review and any("target_on" in asked.names for asked in self.asked):
            label = f"Every date that is left empty here: the next review, {in_words(review)}"
            self.fields["by_review"] = forms.BooleanField(label=label, required=False)
        speak_plainly(self)
        if self.fields and not self.is_bound:
            next(iter(self.fields.values())).widget.attrs["autofocus"] = True

    def waits_for_press(self) -> str:
        """What is half typed is no number yet."""
        return "press “Save and go on”."

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """(title, fields) of each node, in the order of the tree."""
        return [
            (asked.node.statement, [self[f"{name}_{asked.key}"] for name in asked.names])
            for asked in self.asked
        ]

    def _ask_goal(self, asked: Asked) -> None:
        goal = asked.node
        for name, label in (("zero_means", "0 means"), ("ten_means", "10 means")):
            if not getattr(goal, name):
                self._add(asked, name, forms.CharField(label=label, max_length=200, required=False))
        for name, label in (("baseline", "I am at (0–10)"), ("target", "I want (0–10)")):
            if getattr(goal, name) is None:
                self._add(asked, name, _number(A_SCORE, 10, label))
        self._ask_day(asked)
        self._ask_blanks(asked)
        for step in goal.objectives.all():
            if step.status == "active":
                self._ask_objective(Asked(step))

    def _ask_objective(self, asked: Asked) -> None:
        step, kind = asked.node, self._measure_of(asked.node)
        by_blanks = any(map(NOW.search, blanks_in(step.statement)))
        begins: dict[str, Any] = AN_ACT if kind == "act" else {}
        begins = {"measure": "rating"} if kind == "rating" else begins
        if not step.measure:
            text = forms.CharField(label="What is counted", max_length=200, required=False)
            self._add(asked, "measure", text, begins.get("measure"))
        for name, label in (("measure_from", "from (now)"), ("measure_to", "to (wanted)")):
            if getattr(step, name) is None and not by_blanks:
                count = _number(A_COUNT, MOST_COUNTED, label)
                self._add(asked, name, count, begins.get(name))
        self._ask_day(asked)
        self._ask_blanks(asked)

    def _ask_intervention(self, asked: Asked) -> None:
        if not asked.node.frequency:
            often = forms.CharField(label="How often", max_length=120, required=False)
            self._add(asked, "frequency", often)
        self._ask_blanks(asked)

    def _ask_day(self, asked: Asked) -> None:
        if asked.node.target_on is None:
            self._add(asked, "target_on", forms.DateField(label="Target date", required=False))

    def _ask_blanks(self, asked: Asked) -> None:
        """One field for each blank; a date follows from the target date."""
        dated = isinstance(asked.node, Goal | Objective)
        for n, blank in enumerate(asked.blanks):
            if dated and A_DATE.search(blank):
                continue
            begins = self.laying.problem.plan.client.called if THE_CLIENT.search(blank) else None
            text = forms.CharField(label=f"Fill in {blank}", max_length=120, required=False)
            self._add(asked, asked.blank(n), text, begins)
        if asked.names or asked.blanks:
            self.asked.append(asked)

    def _add(self, asked: Asked, name: str, made: forms.Field, begins: Any = None) -> None:
        made.initial = begins
        made.widget.attrs.setdefault("class", "form-short")
        self.fields[f"{name}_{asked.key}"] = made
        asked.names.append(name)

    def _measure_of(self, step: Objective) -> str:
        """How the planner's statement that an objective was copied from is measured."""
        for item in self.laying.offered:
            if id_under(step.goal_id, "objective", item.pk) == step.pk:
                return item.row.measure
        return ""

    def clean(self) -> dict[str, Any]:
        """Days lie ahead; a number that fills a sentence and its count is a whole one."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        for name in [name for name in found if name.startswith("target_on_")]:
            try:
                not_past(found[name], self.laying.user)
            except ValidationError as refusal:
                self.add_error(name, refusal)
        for asked in self.asked:
            self._check_counts(asked)
        say_what_is_gone(self, (name for name in self.data if A_FIELD.search(name)))
        return found

    def _check_counts(self, asked: Asked) -> None:
        for n, blank in enumerate(asked.blanks):
            name = f"{asked.blank(n)}_{asked.key}"
            said = (self.cleaned_data.get(name) or "").strip()
            counts = isinstance(asked.node, Objective) and (
                NOW.search(blank) or WANTED.search(blank)
            )
            if counts and said and not (said.isascii() and said.isdigit() and len(said) < 10):
                self.add_error(name, A_COUNT)

    def said(self, asked: Asked) -> dict[str, Any]:
        """The fields of a node that were filled in, and its texts with their blanks filled."""
        named = {name: self.cleaned_data.get(f"{name}_{asked.key}") for name in asked.names}
        found = {name: said for name, said in named.items() if said not in (None, "")}
        plan = self.laying.problem.plan
        if "target_on" in asked.names and self.cleaned_data.get("by_review"):
            found.setdefault("target_on", plan.review_due_on)
        by = found.get("target_on") or getattr(asked.node, "target_on", None)
        words = [self._word(found.pop(asked.blank(n), None) or "", blank, by, asked)
                 for n, blank in enumerate(asked.blanks)]  # fmt: skip
        if isinstance(asked.node, Objective):
            found |= _counts(asked, words)
        return found | _filled(asked.node, words)

    def _word(self, typed: str, blank: str, by: date | None, asked: Asked) -> str:
        is_date = isinstance(asked.node, Goal | Objective) and A_DATE.search(blank)
        return in_words(by) if is_date and by else typed or blank


def _number(sentence: str, most: int, label: str) -> WholeNumber:
    return WholeNumber(least=0, most=most, sentence=sentence, required=False, label=label)


def _counts(asked: Asked, words: list[str]) -> dict[str, int]:
    """from and to, as the blanks of the sentence were filled."""
    found: dict[str, int] = {}
    for blank, word in zip(asked.blanks, words, strict=True):
        for name, pattern in (("measure_from", NOW), ("measure_to", WANTED)):
            if pattern.search(blank) and word.isdigit() and getattr(asked.node, name) is None:
                found.setdefault(name, int(word))
    return found


def _filled(node: Node, words: list[str]) -> dict[str, str]:
    """The node's texts with each blank replaced by its word, in order."""
    at, found = iter(words), {}
    for name in TEXTS[type(node)]:
        held = getattr(node, name)
        said = BLANK.sub(lambda _: next(at), held)
        if said != held:
            found[name] = said
    return found


@transaction.atomic
def write(form: NumbersForm) -> None:
    """Save what was filled in. Raises ValidationError when somebody was faster."""
    try:
        for asked in form.asked:
            if said := form.said(asked):
                _change(asked.node, said, form)
    except Stale as stale:
        raise ValidationError(MEANWHILE) from stale


def _change(node: Any, said: dict[str, Any], form: NumbersForm) -> None:
    for name, value in said.items():
        setattr(node, name, value)
    user = form.laying.user
    if isinstance(node, Problem):
        plans.change_problem(node, expected=node.row_version, by=user)
        return
    if isinstance(node, Goal) and {"baseline", "target"} & set(said):
        node.baseline_on = node.baseline_on or (user.practice.today if user.practice else None)
        start, to = node.baseline, node.target
        if start is not None and to is not None and start != to:
            node.lower_is_better = to < start
    # Not for the bank: it holds these sentences already, with their blanks.
    actions.change(node, expected=node.row_version, by=user, final=False)
