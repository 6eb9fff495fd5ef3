"""What is said after a note was signed, and the numbers that it corrects."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms

from config.forms import NewForm

from ..actions import NumberGiven
from ..models import Addendum
from ..offers import Offer
from ..reading import Standing
from .numbers import Scored, count_name, score_name


class AddendumForm(Scored, NewForm):
    """Text, and a new number wherever the note's own is wrong or was forgotten."""

    class Meta:
        model = Addendum
        fields = ("text",)

    def __init__(self, *args: Any, offer: Offer, standing: Standing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer, self.standing = offer, standing
        self.ask("Leave it as it is")
        self.fields["text"].help_text = "Say what was wrong or left out, and why."
        self.fields["text"].widget = forms.Textarea(attrs={"rows": 5})
        _say(self.fields, {score_name(*key): value for key, value in standing.scores.items()})
        _say(self.fields, {count_name(key): value for key, value in standing.counts.items()})

    def waits_for_press(self) -> str:
        """What is added to a signed note stays as it was added."""
        return "press “Add the addendum” when it is finished."

    def corrected_scores(self) -> list[NumberGiven]:
        """The scores that differ from what the note says."""
        held = self.standing.scores
        return [
            score
            for score in self.given_scores()
            if held.get((score.rater, score.of)) != score.value
        ]

    def corrected_counts(self) -> list[NumberGiven]:
        """The counts that differ from what the note says."""
        held: Mapping[UUID, int] = self.standing.counts
        return [count for count in self.given_counts() if held.get(count.of) != count.value]


def _say(fields: dict[str, forms.Field], numbers: Mapping[str, int]) -> None:
    for name, value in numbers.items():
        if name in fields:
            fields[name].help_text = f"{fields[name].help_text} This note says {value}.".strip()
