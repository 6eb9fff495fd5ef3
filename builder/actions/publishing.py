"""Publishing a template, and taking one out of use: always by a next number."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import editing
from accounts.actions import require_admin
from accounts.models import User
from config import clock
from trail.proof import witness
from trail.recording import record

from ..definition import ScoreStrip, read
from ..faults import faults_of
from ..finding import Offered
from ..models import Draft, Template

NO_SCORES = "The scores of the goals stand in notes and assessments, not in a plan."


@transaction.atomic
def publish(draft: Draft, *, expected: int, by: User) -> Template:
    """The draft becomes the next number. What was written in the older ones keeps them.

    Raises ValidationError with a sentence for everything that is not right yet.
    """
    require_admin(by)
    stored = editing.lock(draft, by=by)
    if stored.row_version != expected:
        raise editing.Stale(stored)
    data = as_data(stored)
    if faults := faults_of(data["fields"], about=data["about"], sources=data["sources"]):
        raise ValidationError([fault.sentence for fault in faults])
    asks = read(data)
    if stored.kind == Template.Kind.PLAN and any(
        isinstance(placed, ScoreStrip) for placed in asks.fields
    ):
        raise ValidationError(NO_SCORES)
    template = _next(stored.key, by)
    template.kind, template.title = stored.kind, stored.title
    template.definition = asks.stored()
    template.save(force_insert=True)
    stored.delete()
    record("template.published", template, by=by, clients=[], changed=witness(template))
    return template


@transaction.atomic
def set_retired(item: Offered, retired: bool, *, by: User) -> Template:
    """Take a template out of use, or into use again. Notes that were begun in it go on in it."""
    require_admin(by)
    newest = Template.objects.filter(practice=by.practice, key=item.key).order_by("-number").first()
    if newest and newest.retired == retired:
        return newest
    template = _next(item.key, by)
    template.kind, template.title, template.shipped = item.kind, item.title, item.built_in
    template.definition, template.retired = item.asks.stored(), retired
    template.save(force_insert=True)
    verb = "template.retired" if retired else "template.used_again"
    record(verb, template, by=by, clients=[], changed=witness(template))
    return template


def as_data(draft: Draft) -> dict[str, Any]:
    """A draft as a definition's JSON."""
    fields = [part["field"] for part in draft.parts]
    return {"schema": 2, "about": draft.about, "sources": draft.sources, "fields": fields}


def _next(key: str, by: User) -> Template:
    """The next number of a key, not stored yet. Two who publish at once: the database refuses."""
    assert by.practice is not None
    numbers = Template.objects.filter(practice=by.practice, key=key)
    newest = numbers.order_by("-number").values_list("number", flat=True).first() or 0
    return Template(
        practice=by.practice,
        key=key,
        number=newest + 1,
        published_at=clock.now(),
        published_by=by,
    )
