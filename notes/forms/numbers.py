"""Fields for scores and counts, one for each goal and objective on offer."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.forms import BoundField
from django.utils.text import capfirst

from config.forms import SENTENCES, PlainModelForm, visible
from goals.models import Goal, Objective
from goals.models.goal import Rater

from ..actions import NumberGiven
from ..actions.parts import OFF_COUNT, OFF_SCALE
from ..offers import Last, Offer
from ..reading import aim_of


@dataclass(frozen=True)
class Strip:
    """One row of score boxes, and what stands beside it."""

    field: BoundField
    remark: BoundField
    goal: Goal
    last: str


class ScoreField(forms.TypedChoiceField):
    """0 to 10, or nothing. Cleans to a number or None."""

    def __init__(self, label: str, nothing: str) -> None:
        boxes = [(str(value), str(value)) for value in range(11)]
        super().__init__(
            choices=[*boxes, ("", nothing)],
            coerce=int,
            empty_value=None,
            required=False,
            widget=forms.RadioSelect,
            label=label,
            error_messages={"invalid_choice": OFF_SCALE},
        )


def whole_number(label: str, sentence: str, least: int, most: int) -> forms.IntegerField:
    """A whole number or nothing. A plain text box: a number box would drop "five" unseen."""
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=least,
        max_value=most,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "form-narrow"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), sentence),
    )


def remark_on(scored: str) -> forms.CharField:
    """A few words on a score."""
    field = forms.CharField(
        label=f"Remark on “{scored}”",
        required=False,
        max_length=500,
        validators=[visible],
        error_messages=SENTENCES,
    )
    # The server says what is too long, in a sentence; the browser would cut it silently.
    field.widget.attrs.pop("maxlength", None)
    return field


def spoken(last: Last | None) -> str:
    """ "5 on 3 March 2026"; empty when there was none."""
    if last is None:
        return ""
    value, day = last
    return f"{value} on {day.day} {day:%B %Y}"


class Scored(PlainModelForm):
    """A form that asks for scores and counts."""

    offer: Offer

    def ask(self, nothing: str) -> None:
        """Add a strip per goal and rater, and a box per objective."""
        for rater in Rater.values:
            for goal in self.offer.goals:
                own = " (your own rating)" if rater == Rater.CLINICIAN else ""
                self.fields[score_name(rater, goal.pk)] = ScoreField(goal.statement + own, nothing)
                self.fields[remark_name(rater, goal.pk)] = remark_on(goal.statement + own)
        for objective in self.offer.objectives:
            field = whole_number(capfirst(objective.measure) or "Count", OFF_COUNT, 0, 100_000)
            field.help_text = self._beside(objective)
            self.fields[count_name(objective.pk)] = field

    def _beside(self, objective: Objective) -> str:
        aim, last = aim_of(objective), spoken(self.offer.last_counts.get(objective.pk))
        words = f"{objective.statement} ({aim})." if aim else f"{objective.statement}."
        return f"{words} Last time {last}." if last else words

    def clean(self) -> dict[str, object] | None:
        """A remark belongs to a score."""
        cleaned = super().clean()
        for rater in Rater.values:
            for goal in self.offer.goals:
                score, remark = score_name(rater, goal.pk), remark_name(rater, goal.pk)
                given = score in self.errors or self.cleaned_data.get(score) is not None
                if self.cleaned_data.get(remark) and not given:
                    self.add_error(remark, "Give the score that this remark is about, or clear it.")
        return cleaned

    def given_scores(self) -> list[NumberGiven]:
        """The scores as they were entered; None where none was."""
        data = self.cleaned_data
        return [
            NumberGiven(
                goal.pk,
                data[score_name(rater, goal.pk)],
                rater,
                data[remark_name(rater, goal.pk)],
            )
            for goal in self.offer.goals
            for rater in Rater.values
        ]

    def given_counts(self) -> list[NumberGiven]:
        """The counts as they were entered; None where none was."""
        return [
            NumberGiven(objective.pk, self.cleaned_data[count_name(objective.pk)])
            for objective in self.offer.objectives
        ]

    def client_strips(self) -> list[Strip]:
        """The boxes for the client's scores, in the plan's order."""
        return list(self._strips(Rater.CLIENT))

    def clinician_strips(self) -> list[Strip]:
        """The boxes for the clinician's own scores."""
        return list(self._strips(Rater.CLINICIAN))

    def clinician_is_used(self) -> bool:
        """Whether the clinician's boxes should stand open: something is in them, or is expected."""
        return any(
            strip.field.errors or strip.field.value() or strip.last
            or strip.goal.baseline_rater == Rater.CLINICIAN
            for strip in self.clinician_strips()
        )  # fmt: skip

    def remarks_are_used(self) -> bool:
        """Whether a remark was written or refused."""
        strips = [*self.client_strips(), *self.clinician_strips()]
        return any(strip.remark.errors or strip.remark.value() for strip in strips)

    def _strips(self, rater: str) -> Iterator[Strip]:
        for goal in self.offer.goals:
            yield Strip(
                self[score_name(rater, goal.pk)],
                self[remark_name(rater, goal.pk)],
                goal,
                spoken(self.offer.last_scores.get((goal.pk, rater))),
            )

    def counted(self) -> list[BoundField]:
        """The boxes for counts, in the plan's order."""
        return [
            self[count_name(objective.pk)]
            for goal in self.offer.goals
            for objective in self.offer.objectives_of(goal)
        ]


def score_name(rater: str, goal: UUID) -> str:
    """The field of a score."""
    return f"score_{rater}_{goal}"


def remark_name(rater: str, goal: UUID) -> str:
    """The field of the remark on a score."""
    return f"remark_{rater}_{goal}"


def count_name(objective: UUID) -> str:
    """The field of a count."""
    return f"count_{objective}"
