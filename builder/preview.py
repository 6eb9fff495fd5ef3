"""A template as the clinician will see it: a form that is posted nowhere."""

from collections.abc import Iterable
from typing import Any

from config.forms import PlainForm

from .asking import Asked, Asking
from .definition import Definition, Placed
from .faults import sound
from .models import Draft


def preview(asks: Definition) -> list[Asked]:
    """The questions of a definition, to be tried out."""
    form = PlainForm()
    asking = Asking(asks, prefix="preview_")
    asking.add_to(form, {})
    return list(asking.rows(form))


def preview_of(draft: Draft) -> list[Asked]:
    """What of a draft can be shown already. A condition that does not hold yet is left out."""
    fields = sound([part["field"] for part in draft.parts])
    return preview(Definition.model_construct(fields=tuple(_standing(fields))))


def _standing(fields: Iterable[Placed]) -> Iterable[Placed]:
    earlier: dict[str, Any] = {}
    for placed in fields:
        rule = placed.show_if
        if rule and not set(rule.one_of) <= set(earlier.get(rule.field, ())):
            placed = placed.model_copy(update={"show_if": None})
        earlier[placed.key] = placed.answers
        yield placed
