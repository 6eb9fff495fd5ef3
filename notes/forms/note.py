"""The progress note: scores first, then the text, then what was worked on."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django import forms

from accounts.editing import Difference, Stale
from accounts.models import Practice
from builder.asking import Asked, Asking
from builder.finding import offered
from builder.models import Template
from config.forms import PlainForm, speaking
from goals.sentences import in_words
from library.offering import offer as offer_wording
from library.wording import Kind

from ..actions.parts import held_by
from ..missing import unchanged
from ..models import Note
from ..offers import Offer
from .conflict import BothTexts
from .delivery import Delivered, delivered_of
from .numbers import Scored, count_name, remark_name, score_name
from .objective import AddsObjective
from .risk import AsksRisk


class StartForm(PlainForm):
    """Which headings the note has; without a choice, those of the last one."""

    template = forms.ChoiceField(label="Template", widget=forms.RadioSelect, required=False)

    def __init__(self, *args: Any, practice: Practice | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["template"]
        kinds = (Template.Kind.NOTE, Template.Kind.ASSESSMENT)
        field.choices = [
            (item.key, f"{item.title}: {item.in_short}") for item in offered(practice, kinds)
        ]


class NoteForm(Scored, Delivered, AddsObjective, AsksRisk, BothTexts):
    """The whole note in one form."""

    class Meta:
        model = Note
        fields = ("variance", "response", "risk_found", "risk", "safety_plan", "next_time")

    def __init__(self, *args: Any, offer: Offer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer = offer
        self.ask("Not scored")
        self.asking = Asking(self.instance.template.asks)
        self.asking.add_to(self, self.instance.sections)
        for name in self.asking.texts():
            offer_wording(self, name, Kind.NOTE, Kind.INTERVENTION, adds=True)
        self.ask_what_was_done()
        self.ask_for_objective()
        # In the page and in the error summary, what is scored comes first.
        self.order_fields([name for name in self.fields if name not in NoteForm.Meta.fields])
        for name in self.objective_fields:
            if name in self.fields:
                speaking(name, self.fields[name])
        self.initial.update(self._written())
        self._mark_copied()

    def _mark_copied(self) -> None:
        """Copied text says so, until it is changed or taken out."""
        day = date.fromisoformat(self.instance.copied.get("on", date.min.isoformat()))
        for name in self.fields.keys() & dict(unchanged(self.instance)).keys():
            field = self.fields[name]
            mark = f"Copied from the note of {in_words(day)}: change it or take it out to sign."
            field.help_text = f"{mark} {field.help_text}".strip()

    def begins_at_scores(self) -> bool:
        """Whether the page opens at the first strip: nothing is refused, nothing scored yet."""
        return not self.is_bound and not any(strip.field.value() for strip in self.client_strips())

    def _written(self) -> dict[str, Any]:
        """What the draft holds already."""
        return _initial(held_by(self.instance))

    def _post_clean(self) -> None:
        self.instance.sections = self.asking.answers(self.cleaned_data)
        super()._post_clean()  # type: ignore[misc]

    def asked(self) -> list[Asked]:
        """What the template asks, in its order."""
        return list(self.asking.rows(self))

    def read_aloud(self, found: list[Difference], stale: Stale) -> Iterable[Difference]:
        """The text heading by heading, then the numbers, each as two people wrote it."""
        yield from super().read_aloud([item for item in found if item.name != "sections"], stale)
        theirs: Any = stale.theirs
        yield from self.asking.differences(self.instance.sections, theirs.sections)
        yield from self._numbers_aloud(_initial(held_by(theirs)))

    def _numbers_aloud(self, theirs: dict[str, Any]) -> Iterator[Difference]:
        for name in (name for name in self.fields if name.startswith(BESIDE_TEXT)):
            mine = self._worded(name, self.cleaned_data.get(name))
            held = self._worded(name, theirs.get(name))
            if mine != held:
                yield Difference(name, str(self.fields[name].label), mine, held)

    def _worded(self, name: str, value: Any) -> str:
        if name in ("goals", "objectives"):
            named, rows = value or (), getattr(self.offer, name)
            return "; ".join(row.statement for row in rows if row.pk in named)
        if name.startswith("delivered_"):
            return "delivered" if value else "not delivered"
        return "" if value is None else str(value)


BESIDE_TEXT = (
    "score_", "remark_", "count_", "goals", "objectives", "delivered_", "minutes_", "homework_",
)  # fmt: skip


def _initial(held: dict[str, Any]) -> dict[str, Any]:
    """Stored parts under the names of their fields."""
    found = delivered_of(held)
    for (goal, rater), (value, remark) in held["scores"].items():
        found |= {score_name(rater, goal): value, remark_name(rater, goal): remark}
    return found | {count_name(objective): value for objective, value in held["counts"].items()}
