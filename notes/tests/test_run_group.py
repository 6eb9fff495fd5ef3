"""A group's session: who takes part, what all did, and that no note names another participant."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse

from clients.tests.factories import client_of
from config import clock
from notes import actions
from notes.models import Addendum, Attendance, Note, NoteText, Session
from notes.naming import Names, named_in, names_of
from notes.tests.pages import of_note, session_form
from trail.models import Event


def named(therapist, given, family, preferred=""):
    client = client_of(therapist)
    type(client).objects.filter(pk=client.pk).update(
        given_name=given, family_name=family, preferred_name=preferred
    )
    client.refresh_from_db()
    return client


@pytest.fixture
def members(dana):
    return [named(dana, "Marisol", "Vega"), named(dana, "Ruth", "Adler", "Ruthie")]


@pytest.fixture
def group(dana, members):
    start = clock.now() - timedelta(hours=2)
    session = Session(starts_at=start, ends_at=start + timedelta(hours=1), kind="group",
                      title="Skills group", cpt="90853")  # fmt: skip
    actions.schedule_session(session, members, by=dana)
    return Session.objects.get(pk=session.pk)


def note_about(dana, group, client, **said):
    note = actions.start_note(group.attendances.get(client=client), "group", by=dana)
    note.sections = {**note.sections, "topic": "Saying no", "own_work": "Practiced twice.",
                     "response": "Calmer.", **said}  # fmt: skip
    return actions.save_note(note, expected=note.row_version, by=dana)


def test_several_clients_are_put_into_one_session_from_the_week(dana, browse, members):
    browser = browse(dana)
    typed = session_form(kind="group", title="Skills", weeks="3",
                         clients=[client.pk for client in members])  # fmt: skip
    answer = browser.post(reverse("notes:schedule"), typed)
    first = Session.objects.order_by("starts_at").first()
    assert answer.url == reverse("notes:session", args=[first.pk])
    assert (Session.objects.count(), Attendance.objects.planned().count()) == (3, 6)
    page = browser.get(answer.url).content.decode()
    assert "Marisol Vega" in page
    assert "Ruth Adler" in page


def test_an_individual_session_is_with_one_client(dana, browse, members, group):
    typed = session_form(kind="individual", clients=[client.pk for client in members])
    answer = browse(dana).post(reverse("notes:schedule"), typed)
    assert answer.status_code == 422
    assert "An individual session is with one client." in answer.content.decode()
    group.kind = "individual"
    with pytest.raises(ValidationError, match="with one client"):
        actions.change_session(group, expected=1, by=dana)


def test_a_client_of_somebody_else_takes_no_part(dana, sam, browse, group):
    foreign = client_of(sam)
    answer = browse(dana).post(reverse("notes:join", args=[group.pk]), {"client": foreign.pk})
    assert answer.status_code == 302
    with pytest.raises(PermissionDenied):
        actions.join_session(group, foreign, by=dana)
    assert group.attendances.count() == 2


def test_one_more_joins_and_a_slip_is_taken_out(dana, browse, group, members):
    third, browser = named(dana, "Ines", "Okafor"), browse(dana)
    browser.post(reverse("notes:join", args=[group.pk]), {"client": third.pk})
    part = group.attendances.get(client=third)
    assert Event.objects.filter(verb="session.joined", clients=[third.pk]).count() == 1
    browser.post(reverse("notes:leave", args=[part.pk]), {"row_version": 1})
    assert set(group.attendances.values_list("client", flat=True)) == {m.pk for m in members}
    came = group.attendances.get(client=members[1])
    actions.set_attendance(came, "missed", expected=1, by=dana)
    browser.post(reverse("notes:leave", args=[came.pk]), {"row_version": 2})
    assert group.attendances.count() == 2


def test_each_participant_has_a_status_of_their_own(dana, group, members):
    first, second = (group.attendances.get(client=client) for client in members)
    note = note_about(dana, group, members[0])
    actions.sign_note(note, expected=note.row_version, by=dana)
    actions.set_attendance(second, "missed", expected=1, by=dana)
    assert [Attendance.objects.get(pk=row.pk).status for row in (first, second)] == [
        "attended", "missed",
    ]  # fmt: skip


def test_what_the_group_did_is_written_once_and_copied_into_each_note(dana, browse, group, members):
    browser = browse(dana)
    page = reverse("notes:session", args=[group.pk])
    wrote = browser.post(page, {"row_version": 1, "group_text": "Role play of saying no."})
    assert wrote.status_code == 302
    begun = note_about(dana, group, members[0], group_work="My own words.", topic="Refusing")
    browser.post(reverse("notes:give-part", args=[group.pk]))
    notes = {note.attendance.client_id: note for note in Note.objects.all()}
    assert len(notes) == 2
    assert notes[members[0].pk].sections["group_work"] == "My own words."
    copied = notes[members[1].pk]
    assert copied.sections["group_work"] == "Role play of saying no."
    assert copied.sections["topic"] == "Refusing"
    assert not copied.sections.get("own_work")
    assert begun.sections["own_work"] == "Practiced twice."


def test_whoever_missed_it_gets_no_note(dana, group, members):
    part = group.attendances.get(client=members[1])
    actions.set_attendance(part, "missed", expected=1, by=dana)
    assert actions.give_group_part(group, "group", by=dana) == 1
    assert [note.attendance.client_id for note in Note.objects.all()] == [members[0].pk]


@pytest.mark.parametrize(
    ("part", "text", "word"),
    [
        ("own_work", "She comforted Ruth after the exercise.", "Ruth"),
        ("own_work", "adler spoke first", "adler"),
        ("response", "RUTHIE's example helped.", "RUTHIE"),
        ("topic", "What Rúth said", "Rúth"),
        ("plan", "Sit with Adler-", "Adler"),
    ],
)
def test_a_note_that_names_another_participant_is_not_signed(
    dana, browse, group, members, part, text, word
):
    note = note_about(dana, group, members[0], **{part: text})
    browser = browse(dana)
    assert f"“{word}” in “" in browser.get(of_note("edit", note)).content.decode()
    page = browser.get(of_note("sign", note)).content.decode()
    assert "This note names another participant" in page
    with pytest.raises(ValidationError, match="This note names another participant"):
        actions.sign_note(note, expected=note.row_version, by=dana)
    assert not NoteText.objects.exists()
    events = Event.objects.filter(subject_id=note.pk)
    assert {tuple(event.clients) for event in events} == {(members[0].pk,)}


def test_a_remark_a_response_and_an_addendum_name_nobody_either(dana, group, members):
    note = note_about(dana, group, members[0])
    note.response = "Ruth was kind."
    note = actions.save_note(note, expected=note.row_version, by=dana)
    with pytest.raises(ValidationError, match="“Ruth” in “Client's response”"):
        actions.sign_note(note, expected=note.row_version, by=dana)
    note.response = "Another member was kind."
    note = actions.save_note(note, expected=note.row_version, by=dana)
    note = actions.sign_note(note, expected=note.row_version, by=dana)
    with pytest.raises(ValidationError, match="“Ruth” in “Addendum”"):
        actions.add_addendum(Addendum(note=note, text="It was Ruth."), by=dana)


def test_the_signed_note_shows_nobody_else(dana, browse, group, members):
    note = note_about(dana, group, members[0])
    note = actions.sign_note(note, expected=note.row_version, by=dana)
    page = browse(dana).get(of_note("note", note)).content.decode()
    other = members[1]
    for word in ("Adler", "Ruth", str(other.pk), other.record_number):
        assert word not in page


def test_the_clients_own_name_and_the_familys_are_no_others_name(dana):
    mother, son = named(dana, "Ana", "Vega"), named(dana, "Luis", "Vega")
    names = names_of([son], mother)
    assert named_in("Ana Vega spoke.", names) == ""
    assert named_in("She told Luis to wait.", names) == "Luis"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The client will practice with grace.", ""),
        ("Will try again.", ""),
        ("They laughed with Will about it.", "Will"),
        ("She sat beside Grace.", "Grace"),
        ("In the drama class", ""),
    ],
)
def test_a_name_that_is_an_ordinary_word_counts_only_as_a_name(text, found):
    names = Names(frozenset({"will", "grace", "ama"}), frozenset(), frozenset())
    assert named_in(text, names) == found


def test_a_name_without_spaces_around_it_and_a_record_number_are_found():
    other = SimpleNamespace(given_name="美玲", family_name="王", preferred_name="",
                            record_number="EM-4410-88")  # fmt: skip
    own = SimpleNamespace(given_name="Ana", family_name="Vega", preferred_name="",
                          record_number="EM-4410-89")  # fmt: skip
    names = names_of([other], own)
    assert named_in("她說美玲很好", names) == "美玲"
    assert named_in("See em-4410-88.", names) == "em-4410-88"
    assert named_in("See EM-4410-89.", names) == ""


def test_a_couple_has_one_identified_client_and_it_can_be_the_other(dana, browse, members):
    start = clock.now() - timedelta(hours=2)
    session = Session(starts_at=start, ends_at=start + timedelta(hours=1), kind="couple")
    actions.schedule_session(session, members, by=dana)
    second = session.attendances.get(client=members[1])
    browse(dana).post(reverse("notes:identify", args=[second.pk]), {"row_version": 1})
    identified = session.attendances.filter(identified=True)
    assert [row.client_id for row in identified] == [members[1].pk]


def test_a_colleague_sees_only_the_participant_whose_record_they_read(
    dana, sam, group, members, browse
):
    page = reverse("notes:session", args=[group.pk])
    assert browse(sam).get(page).status_code == 404
    members[0].care_team.create(practice=dana.practice, member=sam, role="therapist")
    assert browse(sam).get(page).status_code == 403


def test_the_database_signs_no_note_of_a_session_that_was_not_attended(dana, group, members):
    note = note_about(dana, group, members[0])
    Attendance.objects.filter(pk=note.attendance_id).update(status="planned")
    with pytest.raises(DatabaseError, match="was attended"), transaction.atomic():
        note.texts.create(practice=dana.practice, number=1, document="{}", digest="0" * 64,
                          requires=[], late_after_hours=72)  # fmt: skip
