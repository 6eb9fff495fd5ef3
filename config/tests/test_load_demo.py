"""Loading the demo practice."""

import re
from collections import Counter
from io import StringIO

import pytest
import yaml
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from accounts.models import Invitation, Membership, Practice, User
from audits.gathering import cases
from audits.judging import judge
from audits.models import Packet
from audits.rules import RULES
from clients.models import Client, ClientAccess
from clients.seats import seats_of
from config.demo import sign_ins
from config.demo.cases import SAMPLES
from config.demo.living import Course
from config.tenancy import acting, as_staff
from config.tests.test_prove_what_stays import ELSEWHERE, MADE
from goals.models import FlagAnswer, Goal
from notes.models import Addendum, Attendance, Note, Score
from plans.keeping import kept
from plans.models import Plan
from plans.paper.sealing import certificates_of
from plans.proving import prove
from plans.state import state_of
from trail.models import Event

PASSWORD = "a golden thread 42"
ADDRESS = "http://127.0.0.1:8000"


def load():
    printed = StringIO()
    call_command("load_demo", stdout=printed)
    return printed.getvalue()


@pytest.fixture(scope="module")
def printed(django_db_setup, django_db_blocker):
    """The demo, loaded once for all these tests, and what was printed; rolled back at the end.

    Tests that want an empty database ask for `db`: pytest-django runs those first.
    """
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        patch.setenv("DEMO_PASSWORD", PASSWORD)
        patch.setenv("DEMO_ADDRESS", ADDRESS)
        try:
            with transaction.atomic():
                yield load()
                transaction.set_rollback(True)
        finally:
            connection.close()


@pytest.fixture(params=SAMPLES)
def sample(request, printed):
    """One of the four cases as it stands in its file, and its plan."""
    said = yaml.safe_load((settings.BASE_DIR / f"fixtures/demo/{request.param}.yaml").read_text())
    name = said["client"]
    client = Client.objects.get(given_name=name["given"], family_name=name["family"])
    return said, client.plans.get()


def test_everything_that_stays_in_the_demo_proves_itself(printed):
    """A new table that refuses changes (Refuse) needs `witness(row)` in the event of its act."""
    found, counted = [], Counter()
    for practice in Practice.objects.all():
        found += prove(practice.pk, certificates_of(practice)).faults
        for table in kept():
            counted[table.model._meta.label_lower] += table.rows(practice.pk).count()
    assert found == []
    # What the demo has no row of is made, and proved, in test_prove_what_stays.py.
    assert {label for label, count in counted.items() if not count} <= {*MADE, *ELSEWHERE}


def test_even_the_owner_of_the_tables_cannot_change_a_row_that_stays(printed):
    # Nothing of the loading is pending any more: a table with pending checks is not truncated.
    connection.check_constraints()
    for table in kept():
        name = table.model._meta.db_table
        where = f" WHERE ({table.when.replace('old.', '')})" if table.when else ""
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT EXISTS (SELECT FROM {name}{where})")
            if cursor.fetchone() == (False,):
                continue
        change = f"UPDATE {name} SET practice_id = practice_id{where}"
        for statement in (change, f"DELETE FROM {name}{where}", f"TRUNCATE {name} CASCADE"):
            with (
                pytest.raises(DatabaseError, match=r"stay|keeps|scored|signed"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement)


def states(practice):
    plans = Plan.objects.filter(practice__name=practice).with_versions()
    return {state_of(plan, plan.practice.today).word for plan in plans}


def test_it_prints_one_line_for_each_sign_in_with_what_to_look_at(printed):
    lines = [line for line in printed.splitlines() if "@" in line]
    emails = {re.search(r"\S+@\S+", line)[0] for line in lines}
    readers = ClientAccess.objects.values_list("user__email", flat=True)
    assert emails == set(User.objects.values_list("email", flat=True))
    assert {"marisol@example.org", "ines@example.org"} == set(readers)
    for role in ("admin", "therapist", "supervisor", "client", "guardian"):
        assert any(line.strip().startswith(role) for line in lines)
    assert f"Password for each: {PASSWORD}" in printed


def test_everybody_printed_can_sign_in_with_the_password_printed(printed):
    assert all(user.check_password(PASSWORD) for user in User.objects.all())
    assert all(seats_of(user) for user in User.objects.all())


def test_it_loads_once(printed):
    before = Event.objects.count()
    assert load() == printed
    assert Event.objects.count() == before
    assert Practice.objects.count() == 2


def test_a_new_password_is_given_to_everybody_the_next_time(printed, monkeypatch):
    monkeypatch.setenv("DEMO_PASSWORD", "another thread 43")
    with transaction.atomic():
        assert "Password for each: another thread 43" in load()
        assert all(user.check_password("another thread 43") for user in User.objects.all())
        transaction.set_rollback(True)


def test_it_leaves_a_database_alone_that_holds_another_practice(db, monkeypatch):
    monkeypatch.setenv("DEMO_PASSWORD", PASSWORD)
    Practice.objects.create(name="Somebody's own")
    assert "no demo was loaded" in load()
    assert not User.objects.exists()


def test_a_load_that_fails_leaves_nothing_behind(db, monkeypatch):
    def fail(*_):
        raise RuntimeError("stopped half way")

    monkeypatch.setenv("DEMO_PASSWORD", PASSWORD)
    monkeypatch.setattr(Course, "week", fail)
    with pytest.raises(RuntimeError, match="stopped half way"):
        load()
    assert not Practice.objects.exists()
    assert not User.objects.exists()


def test_without_a_password_it_makes_one_and_keeps_it_for_its_owner_alone(tmp_path, monkeypatch):
    file = tmp_path / "kept" / "password"
    monkeypatch.delenv("DEMO_PASSWORD", raising=False)
    monkeypatch.setenv("DEMO_PASSWORD_FILE", str(file))
    password = sign_ins.demo_password()
    assert len(password) >= 12
    assert file.stat().st_mode & 0o777 == 0o600
    assert sign_ins.demo_password() == password


def test_every_state_of_a_plan_is_there(printed):
    found = states("Riverside Counseling")
    assert found == {"draft", "waiting", "returned", "in effect", "overdue", "closed"}
    assert Client.objects.filter(plans__isnull=True).exists()
    assert Client.objects.filter(status=Client.Status.DISCHARGED).exists()
    assert Client.objects.filter(plans__number=2).exists()
    differing = [
        plan
        for plan in Plan.objects.with_versions()
        if (state := state_of(plan, plan.practice.today)).word == "in effect"
        and state.draft_differs
    ]
    assert differing


def test_there_is_something_unfinished_to_come_back_to(printed):
    assert Note.objects.unsigned().exists()
    assert Attendance.objects.filter(status="attended", note__isnull=True).exists()
    assert Invitation.objects.open().exists()


def test_a_flag_was_answered_and_what_was_done_stands_with_the_goal(printed):
    answers = FlagAnswer.objects.select_related("goal__problem__plan__client")
    assert {(one.goal.home.client.family_name, one.step) for one in answers} == {
        ("Kowalczyk", "reviewed barriers")
    }
    assert all("Overtime" in one.words for one in answers)


def test_a_packet_waits_for_the_worker_and_prints_where_the_demo_is_served(printed):
    packet = Packet.objects.get()
    assert packet.verify_at == f"{ADDRESS}/verify/"
    assert packet.charts.count() == 3
    assert packet.stays
    with connection.cursor() as cursor:
        cursor.execute("SELECT args ->> 'packet' FROM procrastinate_jobs")
        assert cursor.fetchall() == [(str(packet.pk),)]


def test_a_wrong_score_was_superseded_and_both_are_kept(printed):
    right = Score.objects.get(supersedes__isnull=False)
    assert right.value != right.supersedes.value
    assert right.addendum == Addendum.objects.get()


def test_somebody_has_two_roles_and_somebody_works_in_two_practices(printed):
    held = Membership.objects.standing()
    roles = {user.name: held.filter(user=user) for user in User.objects.all()}
    assert any(rows.values("practice").distinct().count() < rows.count() for rows in roles.values())
    assert any(rows.values("practice").distinct().count() == 2 for rows in roles.values())


def test_everybody_holds_the_roles_of_the_file_and_no_other(printed):
    people = yaml.safe_load((settings.BASE_DIR / "fixtures/demo/practice.yaml").read_text())
    names = {key: item["name"] for key, item in people["practices"].items()}
    said = {
        (person["email"], names[key], role)
        for person in people["people"]
        for key, roles in person["roles"].items()
        for role in roles
    }
    held = Membership.objects.values_list("user__email", "practice__name", "role")
    assert set(held) == said


def test_neither_practice_sees_the_other(printed):
    riverside, hilltop = Practice.objects.order_by("-name")
    assert Client.objects.filter(practice=hilltop).exists()
    for practice in (riverside, hilltop):
        with acting(as_staff(practice.pk)):
            assert {client.practice_id for client in Client.objects.all()} == {practice.pk}
            assert {score.practice_id for score in Score.objects.all()} == {practice.pk}
    robin = User.objects.get(email="robin@example.net").working_in(hilltop)
    assert set(Client.objects.visible_to(robin)) == set(Client.objects.filter(practice=hilltop))


def test_every_statement_of_the_sample_stands_in_the_signed_plan(sample):
    said, plan = sample
    document = plan.versions.order_by("number").first().document
    wanted = [said["intake"]["why_now"], said["necessity"], said["discharge_criteria"]]
    wanted += [said["participation"], said["coverage"]["member_id"]]
    wanted += [
        item["contributed"] for item in said.get("contributors", []) if "contributed" in item
    ]
    for problem in said["problems"]:
        wanted += [problem["statement"], *problem["behaviors"]]
        for goal in problem["goals"]:
            wanted += [goal["statement"], goal["own_words"], goal["scale"]["zero"]]
            wanted += [goal["scale"]["ten"]]
            for objective in goal["objectives"]:
                wanted += [objective["statement"], objective["measure"]["what"]]
                for step in objective["interventions"]:
                    wanted += [step["statement"], step["approach"], step["frequency"]]
                    wanted += [step.get("homework", "")]
    assert [text for text in wanted if text not in document] == []
    assert all(f'"{item["code"]}"' in document for item in said["diagnoses"])


def test_every_score_and_missed_session_of_the_sample_is_there_in_its_week(sample):
    said, plan = sample
    goals = Goal.objects.filter(problem__plan=plan).active().in_order()
    for place, goal in enumerate(goals):
        given = {(score.on - plan.opened_on).days // 7: score.value for score in goal.scores.all()}
        assert given == {
            week: values[place]
            for week, values in said["sessions"].items()
            if values != "x" and values[place] != "-"
        }
        assert {score.rater for score in goal.scores.all()} == {"client"}
    missed = Attendance.objects.filter(client=plan.client, status="missed")
    weeks = {(row.session.on - plan.opened_on).days // 7 for row in missed}
    assert weeks == {week for week, values in said["sessions"].items() if values == "x"}


def test_every_count_of_the_sample_is_there_and_none_is_invented(sample):
    said, plan = sample
    for problem in said["problems"]:
        for goal in problem["goals"]:
            for wording in goal["objectives"]:
                objective = plan.problems.get().goals.get(statement=goal["statement"])
                objective = objective.objectives.get(statement=wording["statement"])
                counts = {
                    (count.on - plan.opened_on).days // 7: count.value
                    for count in objective.counts.all()
                }
                assert counts == wording.get("counts", {})


def test_the_goal_in_reserve_is_parked_with_its_reason(printed):
    goal = Goal.objects.get(status="reserve")
    assert goal.status_reason == "Ruth asked that choir wait until the mornings are better."
    assert not goal.scores.exists()


def test_each_case_was_signed_before_its_first_session_and_each_note_names_its_version(sample):
    _, plan = sample
    notes = Note.objects.filter(attendance__client=plan.client)
    assert notes.exists()
    assert all(note.is_signed and note.version.plan_id == plan.pk for note in notes)


def test_the_trainees_plan_took_effect_with_the_supervisors_signature(printed):
    version = Plan.objects.get(client__family_name="Kowalczyk").versions.get(number=1)
    signed = {row.role: row.signer.name for row in version.signatures.all()}
    assert signed == {"author": "Sam Okoro", "co-signer": "Dana Whitfield"}


def test_no_two_notes_of_a_client_read_the_same(printed):
    for client in Client.objects.all():
        texts = [str(note.sections) for note in Note.objects.filter(attendance__client=client)]
        assert len(texts) == len(set(texts))


def test_nothing_was_done_in_the_future_and_the_trail_tells_when_it_was_done(printed):
    from config import clock

    assert not Event.objects.filter(at__gt=clock.now()).exists()
    first = Event.objects.get(verb="plan.opened", clients__contains=[marisol()])
    assert (clock.now() - first.at).days // 7 in (15, 16)


def marisol():
    return Client.objects.get(given_name="Marisol").pk


def test_every_rule_of_the_audit_ends_on_every_plan_of_the_demo(printed):
    for practice in Practice.objects.all():
        plans = Plan.objects.filter(practice=practice).select_related("practice")
        for plan, *texts in cases(plans, practice.today):
            for case in filter(None, texts):
                assert [one.rule for one in judge(case)] == list(RULES), plan
