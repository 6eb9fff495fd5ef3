"""The session itself: place, people, code, minutes, telehealth, absence, size of a group."""

from audits.said import Outcome
from audits.tests.judged import judged
from audits.tests.lives import held, life_of, noted, require_found
from clients.models import Contributor
from clients.tests.factories import ClientFactory
from notes.models import Attendance

RULES = ("R42", "R43", "R44", "R45", "R46", "R60", "R61")
# What is changed in one session, by rule, with the field at which it is found.
CHANGED = {
    "R42": [("place", {"place": " "}), ("people_present", {"people_present": ""}),
            ("cpt", {"cpt": ""})],
    "R43": [("people_present", {"people_present": "client, Rosa"}),
            ("people_present", {"people_present": "Rosa and client"})],
    "R44": [("ends_at", {"minutes": 0.5})],
    "R45": [("cpt", {"cpt": "90837"}), ("cpt", {"cpt": "90832"}), ("cpt", {"minutes": 60})],
    "R46": [("telehealth", {"place": "by video"}), ("telehealth", {"place": "Telehealth"})],
    "R60": [("status", {"status": "planned"})],
}  # fmt: skip


def test_sessions_as_they_should_be_meet_every_rule_about_them(dana):
    life = life_of(dana)
    held(life, days_ago=9, telehealth="video", place="client’s home, by video")
    held(life, days_ago=8, status="missed")
    held(life, days_ago=7, kind="group", people_present="Client, Mother and ASL interpreter")
    said = judged(life.plan)
    assert {rule: said[rule].outcome for rule in RULES} == dict.fromkeys(RULES, Outcome.MET)


def test_rules_about_telehealth_and_groups_ask_nothing_where_there_is_none(dana):
    said = judged(life_of(dana, notes=1).plan)
    assert said["R46"].outcome == said["R61"].outcome == Outcome.NOT_APPLICABLE


def test_nothing_is_asked_before_a_session_was_held(dana):
    said = judged(life_of(dana, notes=0).plan)
    assert {said[rule].outcome for rule in RULES} == {Outcome.NOT_APPLICABLE}


def test_what_is_wrong_in_a_session_is_found_at_its_field(dana):
    life = life_of(dana, notes=1)

    def changed(field, fields):
        return lambda life: ("session", held(life, **fields).session_id, field)

    for rule, cases in CHANGED.items():
        require_found(life, rule, [changed(field, fields) for field, fields in cases])


def test_more_minutes_delivered_than_the_session_had_are_found(dana):
    life = life_of(dana, notes=0)

    def too_many(life):
        return "session", noted(life, minutes=46).attendance.session_id, "ends_at"

    require_found(life, "R44", [too_many])


def test_a_name_of_somebody_who_was_there_is_found_in_the_note(dana):
    life = life_of(dana, notes=0)
    Contributor.objects.create(
        practice=life.client.practice, client=life.client, name="Rosa Delgado", role="sister"
    )
    with_sister = {"people_present": "client, sister"}

    def in_the_note(life):
        note = noted(life, session=with_sister, response="Rosa agreed to count with her.")
        return "note", note.pk, "response"

    def in_the_session(life):
        return "session", held(life, people_present="client; rosa").session_id, "people_present"

    require_found(life, "R43", [in_the_note, in_the_session])
    noted(life, session=with_sister, response="The sister agreed to count with her.")
    assert judged(life.plan)["R43"].outcome == Outcome.MET


def test_a_thirteenth_participant_is_found(dana):
    life = life_of(dana, notes=0)

    def of(many):
        session = held(life, kind="group").session
        there = ClientFactory.create_batch(many - 1, practice=life.client.practice)
        Attendance.objects.bulk_create(
            Attendance(practice=session.practice, session=session, client=one) for one in there
        )
        return "session", session.pk, "participants"

    require_found(life, "R61", [lambda life: of(13)])
    of(12)
    assert judged(life.plan)["R61"].outcome == Outcome.MET
