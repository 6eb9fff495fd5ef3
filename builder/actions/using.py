"""Taking a template into use."""

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import Practice
from trail.proof import witness
from trail.recording import record

from ..definition import Definition
from ..models import Template
from ..shipping import Shipped, shipped

CHOOSE = "Choose one of the templates."


@transaction.atomic
def template_in_use(practice: Practice | None, key: str) -> Template:
    """The practice's newest template of this key.

    A built-in one is copied at its first use, and again when a release has changed it: what was
    written in the older number keeps it. Raises ValidationError when there is none in use.
    """
    held = Template.objects.filter(practice=practice, key=key).order_by("-number").first()
    if held and held.retired:
        raise ValidationError({"template": CHOOSE})
    built_in = shipped().get(key)
    if built_in is None:
        if held is None:
            raise ValidationError({"template": CHOOSE})
        return held
    if held and _asks_the_same(held, built_in):
        return held
    return _copied(practice, built_in, held.number + 1 if held else 1)


def _asks_the_same(held: Template, item: Shipped) -> bool:
    return held.title == item.title and _compared(held.asks) == _compared(item.asks)


def _compared(asks: Definition) -> object:
    """The fields alone: what stands beside them (sources) changes nothing in a note."""
    return asks.fields


def _copied(practice: Practice | None, item: Shipped, number: int) -> Template:
    template, new = Template.objects.get_or_create(
        practice=practice,
        key=item.key,
        number=number,
        defaults={
            "kind": item.kind,
            "title": item.title,
            "definition": item.asks.stored(),
            "shipped": True,
        },
    )
    if new and practice:
        record("template.copied", template, by=None, changed=witness(template))
    return template
