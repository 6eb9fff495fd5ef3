"""What is signed stays, and so does the trail: the database itself refuses."""

from functools import partial

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connection, transaction

from clients.tests.factories import client_of
from config.operations import carries_practice
from config.tenancy import APP
from goals.models import Goal
from notes.actions import add_addendum
from notes.models import Addendum
from notes.tests.factories import written_note
from plans.keeping import CHAINED, kept
from plans.models import Version
from plans.tests.factories import signed_plan

SIGNED_NOTE = ["notes_note", "notes_score", "notes_count", "notes_goalworkedon", "notes_session"]


def run(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def signed_note(dana):
    """A signed plan, a signed note with a score and a count, and an addendum to it."""
    client = client_of(dana)
    goal = Goal.objects.get(problem__plan=signed_plan(dana, client).plan)
    note = written_note(dana, client, scores={goal.pk: 5}, counts={goal.objectives.get().pk: 2})
    add_addendum(Addendum(note=note, text="One more thing."), by=dana)
    connection.check_constraints()
    return note


# Tables to which the application may only add, and which no trigger guards: each says why.
ONLY_GRANTED = {
    "clients_breakglass": "the trail tells of each emergency in the words in which it began",
    "notes_privatenoteauthorization": "is revoked; a trigger of its own keeps what was signed",
}


def may(table, privilege):
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege(%s, %s, %s)", [APP, table, privilege])
        return cursor.fetchone() == (True,)


def armed():
    """The tables of which every row stays, as the database's catalogue says."""
    return {table.model._meta.db_table for table in kept() if not table.when} | CHAINED


def test_the_application_is_granted_no_way_to_change_an_append_only_table(db):
    assert {"plans_version", "plans_unsignedreason", "trail_event"} <= armed()
    for table in armed():
        for privilege in ("UPDATE", "DELETE", "TRUNCATE"):
            assert not may(table, privilege), (table, privilege)


def test_what_can_only_be_added_to_refuses_its_owner_too(db):
    """A table of a practice that is granted INSERT alone is meant to stay: arm it (Refuse)."""
    tables = {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if carries_practice(model)
    }
    added_to = {
        table
        for table in tables
        if may(table, "INSERT") and not (may(table, "UPDATE") or may(table, "DELETE"))
    }
    assert added_to - armed() == set(ONLY_GRANTED)


@pytest.mark.parametrize(
    "table", ["trail_event", "plans_version", "plans_signature", "notes_addendum"]
)
def test_as_the_application_every_change_is_refused(signed_note, dana, act_as, table):
    for statement in (
        f"UPDATE {table} SET practice_id = practice_id",
        f"DELETE FROM {table}",
        f"TRUNCATE {table}",
    ):
        with pytest.raises(DatabaseError, match="permission denied"), act_as(dana):
            run(statement)


@pytest.mark.parametrize(
    "table", ["trail_event", "plans_version", "plans_signature", "notes_addendum"]
)
def test_even_the_owner_of_the_tables_is_refused(signed_note, table):
    for statement in (
        f"UPDATE {table} SET practice_id = practice_id",
        f"DELETE FROM {table}",
        f"TRUNCATE {table} CASCADE",
    ):
        with pytest.raises(DatabaseError, match=r"append-only|stays as it is"):
            run(statement)


@pytest.mark.parametrize("table", SIGNED_NOTE)
def test_a_signed_note_its_numbers_and_its_session_refuse_every_change(
    signed_note, dana, act_as, table
):
    for statement in (f"UPDATE {table} SET practice_id = practice_id", f"DELETE FROM {table}"):
        with pytest.raises(DatabaseError, match="signed"), act_as(dana):
            run(statement)
    with pytest.raises(DatabaseError, match="permission denied"), act_as(dana):
        run(f"TRUNCATE {table} CASCADE")


def test_a_signed_note_takes_no_further_score(signed_note, dana, act_as):
    score = signed_note.scores.get()
    statement = (
        "INSERT INTO notes_score (id, practice_id, note_id, goal_id, revision_id, rater, value,"
        ' "on", remark) SELECT gen_random_uuid(), practice_id, note_id, goal_id, revision_id,'
        f" 'clinician', 3, \"on\", '' FROM notes_score WHERE id = '{score.pk}'"
    )
    with pytest.raises(DatabaseError, match="signed"), act_as(dana):
        run(statement)


def test_a_plan_stays_with_its_client(dana, act_as):
    version = signed_plan(dana)
    other = client_of(dana)
    move = f"UPDATE plans_plan SET client_id = '{other.pk}' WHERE id = '{version.plan_id}'"
    with pytest.raises(DatabaseError, match="stays with its client"), act_as(dana):
        run(move)


def test_versions_have_no_gaps(dana):
    version = signed_plan(dana)
    make = partial(
        Version.objects.create,
        practice=version.practice,
        plan=version.plan,
        document="{}",
        digest="",
        reason="",
        requires=[],
    )
    with pytest.raises(IntegrityError, match="without a gap"), transaction.atomic():
        make(number=3)
    assert make(number=2).number == 2
