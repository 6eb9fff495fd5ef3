"""What a signature freezes: the whole note, in one canonical text with its digest."""

import hashlib
import json
from datetime import timedelta
from pathlib import Path

import pytest
import rfc8785
from django.db import DatabaseError, IntegrityError, connection, transaction

from clients.tests.factories import client_of
from config import clock
from goals.models import Goal, Intervention
from notes.actions import NumberGiven, save_note, sign_note, start_note
from notes.document import SCHEMA, NoteDocument, canonical
from notes.models import NoteText
from notes.tests.factories import held_session, written_note
from notes.tests.pages import of_note
from plans.models import Plan
from plans.tests.factories import signed_plan

EXAMPLES = Path(__file__).parent / "documents"


@pytest.fixture
def signed(dana):
    version = signed_plan(dana, client_of(dana))
    goal, step = Goal.objects.get(), Intervention.objects.get()
    held = held_session(dana, version.plan.client, on=version.signatures.get().signed_at)
    note = start_note(held, "dap", by=dana)
    note.sections = {"data": "Rode the bus.", "assessment": "", "plan": "Again."}
    note = save_note(
        note,
        goals=[goal.pk],
        objectives=[step.objective_id],
        interventions={step.pk: 15},
        homework={step.pk: "partly"},
        scores=[NumberGiven(goal.pk, 0, "client", "A good week.")],
        counts=[NumberGiven(step.objective_id, 2)],
        expected=note.row_version,
        by=dana,
    )
    return sign_note(note, expected=note.row_version, by=dana)


def test_it_holds_all_that_the_note_says(signed):
    text = signed.texts.get()
    said = NoteDocument.stored(text.document)
    assert [(part.heading, part.text) for part in said.sections][0] == ("Data", "Rode the bus.")
    assert (said.scores[0].value, said.scores[0].remark) == (0, "A good week.")
    assert said.counts[0].value == 2
    assert said.interventions[0].minutes == 15
    assert said.homework[0].done == "partly"
    assert said.objectives[0].statement == "Panic attacks fall from 3 a week to 1 a week"
    assert (said.version.plan, said.version.version) == (1, 1)
    assert said.session.minutes == 45


def test_its_digest_is_the_sha_256_of_the_canonical_text(signed, dana, browse):
    text = signed.texts.get()
    assert rfc8785.dumps(json.loads(text.document)).decode() == text.document
    assert hashlib.sha256(text.document.encode()).hexdigest() == text.digest
    page = browse(dana).get(of_note("note", signed)).content.decode()
    assert text.digest in page


def test_what_the_plan_says_later_does_not_change_it(signed):
    text = signed.texts.get()
    Goal.objects.update(statement="Something else")
    Intervention.objects.update(homework="something else")
    assert "Something else" not in NoteText.objects.get(pk=text.pk).document
    assert NoteDocument.stored(text.document).homework[0].homework != "something else"


@pytest.mark.parametrize("table", ["notes_notetext", "notes_notesignature"])
def test_neither_text_nor_signature_is_ever_changed(signed, table):
    for act in (f"UPDATE {table} SET practice_id = practice_id", f"DELETE FROM {table}"):
        with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
            connection.cursor().execute(act)


def test_texts_are_numbered_without_a_gap(sam, priya):
    note = written_note(sam, client_of(sam), signed=False)
    with pytest.raises(IntegrityError, match="without a gap"), transaction.atomic():
        NoteText.objects.create(
            practice=note.practice, note=note, number=2, document="{}", digest="", requires=[],
            late_after_hours=72,
        )  # fmt: skip


def test_an_example_of_each_schema_ever_released_loads_for_ever():
    found = sorted(EXAMPLES.glob("schema-*.json"))
    assert [path.name for path in found] == [f"schema-{n}.json" for n in range(1, SCHEMA + 1)]
    for path in found:
        text = path.read_text()
        assert canonical(NoteDocument.stored(text)) == text


def test_the_digest_of_what_was_read_is_what_is_signed(dana, browse):
    """A plan that took effect between reading and signing changes what the note cites."""
    note = written_note(dana, client_of(dana), signed=False, on=clock.now() - timedelta(days=1))
    seen = browse(dana).get(of_note("sign", note)).context["seen"]
    signed = sign_note(note, expected=note.row_version, by=dana, seen=seen)
    assert signed.texts.get().digest == seen
    assert Plan.objects.count() == 0
