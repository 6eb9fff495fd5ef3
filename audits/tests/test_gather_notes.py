"""Sessions and notes become facts: what the pages show, in queries that do not grow."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audits.gathering.notes import notes_of
from clients.models import Contributor
from clients.tests.factories import client_of
from config import clock
from goals.models import Goal, Intervention, Objective
from notes.actions import NumberGiven, add_addendum, cosign_note, save_note, sign_note, start_note
from notes.models import Addendum, Attendance, Note, Session
from notes.tests.factories import held_session, written_note
from plans.tests.factories import signed_plan

CHICAGO = ZoneInfo("America/Chicago")


def session_of(note: Note):
    """The only session of the note's client."""
    client = note.attendance.client_id
    return notes_of([client], CHICAGO)[client][0]


def plan_of_last_week(therapist):
    """A version that was in effect when today's sessions began."""
    with clock.standing_at(clock.now() - timedelta(days=7)):
        return signed_plan(therapist)


def test_a_signed_note_becomes_the_facts_that_its_page_shows(dana):
    version = plan_of_last_week(dana)
    client, goal = version.plan.client, Goal.objects.get()
    objective, intervention = Objective.objects.get(), Intervention.objects.get()
    note = start_note(held_session(dana, client), "dap", by=dana)
    note.sections = {"data": "Rode the bus twice.", "assessment": "Closer.", "plan": ""}
    note.response, note.risk_found = "Proud of the second ride.", ["none"]
    note = save_note(
        note, goals=[goal.pk], objectives=[objective.pk], interventions={intervention.pk: 20},
        scores=[NumberGiven(goal.pk, 0, "client")], counts=[NumberGiven(objective.pk, 2)],
        expected=note.row_version, by=dana,
    )  # fmt: skip
    note = sign_note(note, expected=note.row_version, by=dana)
    found = session_of(note)
    assert (found.minutes, found.cpt, found.attendees, found.was_held) == (45, "90834", 1, True)
    assert found.on == note.attendance.session.on
    fact = found.note
    said = [(part.field, part.label, part.words) for part in fact.text if part.words]
    assert said == [
        ("section_data", "Data", "Rode the bus twice."),
        ("section_assessment", "Assessment", "Closer."),
        ("response", "client’s response", "Proud of the second ride."),
    ]
    assert (fact.kind, fact.template, fact.version) == ("note", "dap", 1)
    assert (fact.goals, fact.objectives) == ({goal.pk}, {objective.pk})
    assert (fact.scores, fact.counted) == (((goal.pk, "client", 0),), {objective.pk})
    assert [(one.intervention, one.minutes) for one in fact.delivered] == [(intervention.pk, 20)]
    assert (fact.risk_asked, fact.risks, fact.named) == (True, (), frozenset())
    assert [(one.role, one.method) for one in fact.signatures] == [("author", "password")]
    assert (fact.requires, fact.late_after_hours) == (("author",), 72)
    assert (fact.signed_on, fact.addenda_on) == (dana.practice.today, ())


def test_an_addendum_corrects_the_number_and_is_told_with_its_day(dana):
    version = signed_plan(dana)
    goal = Goal.objects.get()
    note = written_note(dana, version.plan.client, scores={goal.pk: 5})
    addendum = Addendum(note=note, text="The score was 4.")
    add_addendum(addendum, scores=[NumberGiven(goal.pk, 4, "client")], by=dana)
    fact = session_of(note).note
    assert fact.scores == ((goal.pk, "client", 4),)
    assert fact.addenda_on == (dana.practice.today,)


def test_a_trainees_note_is_signed_once_the_supervisor_signed(sam, priya):
    note = written_note(sam, client_of(sam))
    waiting = session_of(note)
    assert waiting.clinician.is_trainee
    assert (waiting.note.signed_on, waiting.note.requires) == (None, ("author", "co-signer"))
    assert [one.role for one in waiting.note.signatures] == ["author"]
    cosign_note(note.texts.get(), by=priya)
    signed = session_of(note)
    assert [one.role for one in signed.note.signatures] == ["author", "co-signer"]
    assert signed.note.signed_on == sam.practice.today
    assert signed.note.author.name == "Sam Okoro"


def test_a_name_of_somebody_who_was_there_is_told_by_its_field_alone(dana):
    client = client_of(dana)
    Contributor.objects.create(
        practice=client.practice, client=client, name="Rosa Delgado", role="sister"
    )
    note = start_note(held_session(dana, client), "dap", by=dana)
    Note.objects.filter(pk=note.pk).update(sections={"data": "Rosa spoke first."})
    assert session_of(note).note.named == frozenset()
    Session.objects.update(people_present="client, sister")
    assert session_of(note).note.named == {"section_data"}
    Session.objects.update(people_present="client, Rosa")
    assert session_of(note).named == {"people_present"}


def test_everybody_who_came_to_a_group_is_counted(dana):
    one, other = client_of(dana), client_of(dana, given_name="Ines")
    held = held_session(dana, one)
    Session.objects.update(kind="group")
    Attendance.objects.create(
        practice=one.practice, session=held.session, client=other, status="attended"
    )
    assert notes_of([one.pk], CHICAGO)[one.pk][0].attendees == 2


@pytest.mark.parametrize("many", [1, 6])
def test_the_number_of_queries_is_the_same_for_one_client_and_for_many(dana, many):
    clients = []
    for _ in range(many):
        client = plan_of_last_week(dana).plan.client
        goal = Goal.objects.get(problem__plan__client=client)
        written_note(dana, client, scores={goal.pk: 5})
        clients.append(client.pk)
    with CaptureQueriesContext(connection) as counted:
        found = notes_of(clients, CHICAGO)
    assert len(counted) == 16
    assert [len(found[pk]) for pk in clients] == [1] * many


def test_a_day_is_the_practices_own(dana):
    client = client_of(dana)
    late = (dana.practice.today - timedelta(days=1)).isoformat() + "T23:30:00-06:00"
    held = held_session(dana, client)
    Session.objects.filter(pk=held.session_id).update(starts_at=late)
    found = notes_of([client.pk], ZoneInfo("Etc/GMT+6"))[client.pk][0]
    assert found.on == dana.practice.today - timedelta(days=1)
    assert notes_of([], CHICAGO) == {}
