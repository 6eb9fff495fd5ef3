"""What may be typed about a goal and its 0–10 scale."""

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from accounts.models import User
from config.forms import EditForm, NewForm
from library.offering import offer
from library.wording import Kind
from plans.forms import WholeNumber, laid_out

from ..models import Goal, GoalRevision
from ..sentences import in_words
from .parts import LaterDate, TargetDate
from .saying import goal_said, held_by

A_SCORE = "A score is a whole number from 0 to 10."
# What decides whether a score given before still means the same.
MEANING = ("statement", "zero_means", "ten_means", "lower_is_better")

GOAL = [
    "own_words", "statement", "why_it_matters", "kind", "focus", "aim", "zero_means", "ten_means",
    "lower_is_better", "baseline", "baseline_on", "baseline_rater", "target", "target_on", "serves",
]  # fmt: skip


class _GoalFields(TargetDate):
    """A goal and its 0–10 scale."""

    lower_is_better = forms.TypedChoiceField(
        label="Which way is better?",
        choices=[("yes", "Lower is better"), ("no", "Higher is better")],
        coerce=lambda word: word == "yes",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        help_text="Left open, it follows from where the goal starts and where it should go.",
    )
    baseline = WholeNumber(
        least=0, most=10, sentence=A_SCORE, required=False, label="I am at (0–10)",
    )  # fmt: skip
    target = WholeNumber(
        least=0, most=10, sentence=A_SCORE, required=False, label="I want (0–10)",
    )  # fmt: skip

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert user.practice is not None
        self.today = user.practice.today
        plan = self.instance.home
        others = Goal.objects.filter(problem__plan=plan).exclude(pk=self.instance.pk)
        serves: Any = self.fields["serves"]
        serves.queryset = others.filter(kind=Goal.Kind.LONG_TERM)
        serves.label, serves.empty_label = "Serves the long-term goal", "None"
        if not serves.queryset.exists():
            del self.fields["serves"]
        self._say()
        offer(self, "statement", Kind.GOAL)

    def _say(self) -> None:
        hints = {
            "statement": "What the client wants to be different, so that both of you would notice.",
            "zero_means": "Such as: no fear of another attack.",
            "ten_means": "Such as: afraid of an attack all day.",
            "baseline_on": "Today, unless it was taken on another day.",
        }
        for name, hint in hints.items():
            self.fields[name].help_text = hint
        self.fields["zero_means"].label, self.fields["ten_means"].label = "0 means", "10 means"
        self.fields["target_on"].label = "by (target date)"
        if review := self.instance.home.review_due_on:
            self.fields["target_on"].help_text = f"The next review is on {in_words(review)}."

    def said(self) -> dict[str, Any]:
        """The 0–10 sentence, for what the form holds now."""
        return goal_said(held_by(self))

    @property
    def helper(self) -> FormHelper:
        """The client's words, the goal, and the sentence of the field on its scale."""
        asked = [name for name in ("serves", "why_later", "same_meaning") if name in self.fields]
        return laid_out(
            self,
            "own_words",
            "statement",
            "zero_means",
            "ten_means",
            ("baseline", "target", "target_on"),
            "lower_is_better",
            ("baseline_on", "baseline_rater"),
            ("kind", "aim"),
            "focus",
            "why_it_matters",
            *asked,
        )

    def clean_baseline_on(self) -> date | None:
        """A baseline was taken, so its day has come. Without a day it was taken today."""
        day: date | None = self.cleaned_data.get("baseline_on")
        if day and day > self.today:
            raise forms.ValidationError(
                "The baseline cannot be taken on a day that is yet to come."
            )
        if day is None and self.cleaned_data.get("baseline") is not None:
            return self.today
        return day

    def clean(self) -> dict[str, Any]:
        """Which way is better, if nobody said so: towards the target, or as the aim says."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if found.get("lower_is_better") is None and "lower_is_better" not in self.errors:
            start, target = found.get("baseline"), found.get("target")
            if start is not None and target is not None and start != target:
                found["lower_is_better"] = target < start
            else:
                found["lower_is_better"] = found.get("aim") == Goal.Aim.REDUCE
        return found


class GoalForm(_GoalFields, NewForm):
    """Add a goal. It begins as nothing but a sheet: no score is filled in beforehand."""

    class Meta:
        model = Goal
        fields = GOAL

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["lower_is_better"] = None


class EditGoalForm(_GoalFields, LaterDate, EditForm):
    """Reword a goal. Once it was scored or signed, it says whether it still means the same."""

    same_meaning = forms.TypedChoiceField(
        label="Does it still mean the same as before?",
        choices=[("yes", "Yes: earlier scores can be compared"), ("no", "No")],
        coerce=lambda word: word == "yes",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        help_text=(
            "Asked only when the goal or its scale is reworded. If not, the charted line breaks at"
            " the next score; earlier scores stay."
        ),
    )

    class Meta:
        model = Goal
        fields = [*GOAL, "same_meaning"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["lower_is_better"] = "yes" if self.instance.lower_is_better else "no"
        self.initial["same_meaning"] = None
        self.last: GoalRevision | None = self.instance.revisions.order_by("-number").first()
        if self.last is None:
            del self.fields["same_meaning"]

    def clean(self) -> dict[str, Any]:
        """The question must be answered when what counts was reworded, and only then."""
        found = super().clean()
        if self.last is None or self.errors:
            return found
        if all(getattr(self.last, name) == found.get(name) for name in MEANING):
            found["same_meaning"] = True
        elif found.get("same_meaning") is None:
            self.add_error(
                "same_meaning",
                "This goal has been scored or signed. Say whether it still means the same.",
            )
        return found
