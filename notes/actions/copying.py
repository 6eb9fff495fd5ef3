"""Beginning a note like the client's last one: its structure, and texts that must be rewritten."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import editing
from accounts.models import User
from builder.definition import Definition, LongText, Picked, Text
from builder.saying import blank, has_answers

from ..models import Note
from ..offers import offer_for
from .parts import Given, Parts, held_by
from .writing import unsigned

# Never the risk, and never why one session differed from the plan.
COPIED = ("response", "next_time")
NONE_BEFORE = "No note of this client was signed before this session."
NOTHING_NEW = "There is nothing to load that this note does not say already."


def last_signed(note: Note) -> Note | None:
    """The client's latest signed note of an earlier session: one query."""
    start = note.attendance.session.starts_at
    notes = Note.objects.signed().filter(
        attendance__client=note.attendance.client_id,
        attendance__session__starts_at__lt=start,
    )
    found = notes.select_related("template", "attendance__session__practice")
    return found.order_by("-attendance__session__starts_at", "-signed_at").first()


@transaction.atomic
def load_last_note(note: Note, *, expected: int, by: User) -> Note:
    """Copy the structure and the texts of the last signed note into what is still empty here.

    Never the scores, counts, minutes, homework or risk. `copied` remembers each text: the note
    is not signed while one of them stands unchanged.
    """
    stored = unsigned(note, by)
    if stored.row_version != expected:
        raise editing.Stale(stored)
    if (last := last_signed(stored)) is None:
        raise ValidationError(NONE_BEFORE)
    brought = _take_texts(stored, last)
    if not _take_ticks(stored, last, by) and not brought:
        raise ValidationError(NOTHING_NEW)
    said = {"note": str(last.pk), "on": last.attendance.session.on.isoformat()}
    stored.copied = said | {"texts": stored.copied.get("texts", {}) | brought}
    client = stored.attendance.client_id
    return editing.change(stored, expected=expected, by=by, verb="note.loaded", clients=[client])


def _take_texts(note: Note, last: Note) -> dict[str, str]:
    """Fill what is empty; gives the copied texts by the names of their fields."""
    brought: dict[str, str] = {}
    if not has_answers(note.template.asks, note.sections):
        note.template, note.sections = last.template, blank(last.template.asks)
    for key, text in _texts(last).items():
        if key in _asked_in_words(note.template.asks) and not str(note.sections.get(key) or ""):
            note.sections = {**note.sections, key: text}
            brought[f"section_{key}"] = text
    for name in COPIED:
        text = getattr(last, name).strip()
        if text and not getattr(note, name).strip():
            setattr(note, name, text)
            brought[name] = text
    return brought


def _texts(last: Note) -> dict[str, str]:
    """What was written there in words. A template that asks about risk is asked anew."""
    asks = last.template.asks
    if any(isinstance(row, Picked) and row.risk_answers for row in asks.fields):
        return {}
    keys = _asked_in_words(asks)
    held = {key: str(last.sections.get(key) or "").strip() for key in keys}
    return {key: text for key, text in held.items() if text}


def _asked_in_words(asks: Definition) -> list[str]:
    return [row.key for row in asks.fields if isinstance(row, Text | LongText)]


def _take_ticks(note: Note, last: Note, by: User) -> bool:
    """Goals, objectives and interventions that are still worked on; whether any is new here."""
    offer, here, there = offer_for(note, with_last=False), held_by(note), held_by(last)
    on_offer: dict[str, set[Any]] = {
        name: {row.pk for row in getattr(offer, name)}
        for name in ("goals", "objectives", "interventions")
    }
    given = Given(
        goals=frozenset(here["goals"] | there["goals"] & on_offer["goals"]),
        objectives=frozenset(here["objectives"] | there["objectives"] & on_offer["objectives"]),
        interventions=dict.fromkeys(set(there["interventions"]) & on_offer["interventions"])
        | here["interventions"],
    )
    ticks = ("goals", "objectives", "interventions")
    if all(given.comparable()[name] == here[name] for name in ticks):
        return False
    Parts(note, by).tick(given)
    return True
