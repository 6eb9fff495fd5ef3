"""Findings are kept, and what changed is judged again before anything of it is shown.

What is stale is known by committed transactions, so these tests commit.
"""

import io
import re
from contextlib import contextmanager
from datetime import timedelta

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.actions import change_practice
from accounts.models import Role
from accounts.tests.factories import PracticeFactory, staff
from audits.actions import attest, bring_up_to_date, end_waiver, waive
from audits.freshness import outdated, stale
from audits.models import Finding, Judgement
from clients import actions as clients
from clients.models import Consent, Coverage
from clients.tests.factories import client_of
from config import clock
from config.tenancy import acting, as_staff
from goals import actions as goals
from goals.models import Goal
from measures.tests.factories import given
from notes.tests.factories import written_note
from plans import actions as plans
from plans.models import Plan
from plans.tests.factories import sign_draft, signable_plan, signed_plan
from plans.tests.renewing import finish
from trail.changes import _CHANGES
from trail.recording import record


@pytest.fixture
def people(own_database):
    """A therapist and an admin, whose rows are committed."""
    practice = PracticeFactory(name="Riverside Counseling")
    return staff(practice, name="Dana Whitfield"), staff(practice, Role.ADMIN, name="Avery Stone")


@contextmanager
def at_work(user):
    with acting(as_staff(user.practice_id, user.pk)):
        yield user


def settled(user, **how):
    with at_work(user):
        return bring_up_to_date(user.practice, **how)


def not_believed(user):
    """The plans that nobody may be shown before they are judged again."""
    with at_work(user):
        late = Judgement.objects.filter(pk__in=outdated(user.practice_id))
        rows = stale(user.practice, user.practice.today)
        return {row.plan_id for row in late} | set(rows.values_list("pk", flat=True))


def changed_service(plan, by):
    service = plan.services.get()
    service.frequency = "never"
    return plans.change_service(service, expected=service.row_version, by=by)


def changed_goal(plan, by):
    goal = Goal.objects.get(problem__plan=plan)
    goal.statement = "Ride the bus to work and back."
    return goals.change(goal, expected=goal.row_version, by=by)


def insured(plan, by):
    return clients.add_coverage(
        Coverage(client=plan.client, payer="Example Mutual", member_id="EM-1"), by=by
    )


def consented(plan, by):
    consent = Consent(client=plan.client, kind="treatment", signed_by="client")
    consent.from_on = plan.practice.today
    return clients.add_consent(consent, by=by)


def waived(plan, by):
    finding = Finding.objects.filter(plan=plan).first()
    admin = staff(plan.practice, Role.ADMIN)
    return waive(finding, reason="Agreed with the payer.", until_on=None, version=1, by=admin)


ACTS = {
    "a word of the plan": changed_service,
    "a goal": changed_goal,
    "a signature": lambda plan, by: sign_draft(plan, by, reason="reworded"),
    "a note": lambda plan, by: written_note(by, plan.client),
    "cover": insured,
    "a consent": consented,
    "a measure": lambda plan, by: given(by, plan.client),
    "an attestation": lambda plan, by: attest(
        plan, "R16", holds=True, words="Looked at.", version=1, by=by
    ),
    "a waiver": waived,
}


def test_every_kind_of_act_makes_its_client_s_plan_stale_and_no_other(people):
    dana, _ = people
    plan, other = (signed_plan(dana, client_of(dana)).plan for _ in range(2))
    assert settled(dana) == 0
    assert not_believed(dana) == set()
    for name, act in ACTS.items():
        with at_work(dana):
            act(Plan.objects.get(pk=plan.pk), dana)
        assert not_believed(dana) == {plan.pk}, name
        assert settled(dana) == 0
        assert not_believed(dana) == set(), name
    finish(dana, plan.versions.last())
    assert not_believed(dana) == {plan.pk}
    assert Judgement.objects.get(plan=other).horizon > 0


def test_a_backup_that_runs_for_an_hour_keeps_nothing_stale(people, own_database):
    dana, _ = people
    plan = signed_plan(dana, client_of(dana)).plan
    with psycopg.connect(own_database) as backup:
        backup.execute("SELECT pg_current_xact_id()")
        with at_work(dana):
            changed_goal(plan, dana)
        assert not_believed(dana) == {plan.pk}
        settled(dana)
        assert not_believed(dana) == set()


def test_opening_a_record_makes_nothing_stale_and_a_setting_everything(people):
    dana, avery = people
    plan, other = (signed_plan(dana, client_of(dana)).plan for _ in range(2))
    settled(dana)
    with at_work(dana):
        record("client.opened", plan.client, by=dana, clients=[plan.client_id])
        record("bank.kept", dana.practice, by=dana)
    assert not_believed(dana) == set()
    with at_work(avery):
        practice = avery.practice
        practice.phone = "555 0100"
        change_practice(practice, by=avery)
    assert not_believed(dana) == {plan.pk, other.pk}


def test_a_night_makes_open_plans_stale(people):
    dana, _ = people
    plan = signed_plan(dana, client_of(dana)).plan
    settled(dana)
    with clock.standing_at(clock.now() + timedelta(days=1)):
        assert not_believed(dana) == {plan.pk}


def test_an_act_that_commits_while_its_plan_is_judged_is_not_lost(people, own_database):
    dana, _ = people
    plan = signable_plan(dana)
    told = (
        "INSERT INTO trail_event (practice_id, at, verb, subject_type, subject_id, clients, role,"
        " changed, address, request_id) VALUES (%s, now(), 'service.changed', '', '', %s::uuid[],"
        " '', '{}', '', '')"
    )
    with psycopg.connect(own_database) as elsewhere:
        elsewhere.execute("UPDATE plans_serviceorder SET frequency = 'never'")
        elsewhere.execute(told, [plan.practice_id, [plan.client_id]])
        assert settled(dana) == 0
        assert not Finding.objects.filter(plan=plan, rule="R05").exists()
        elsewhere.commit()
    assert not_believed(dana) == {plan.pk}
    settled(dana)
    assert Finding.objects.filter(plan=plan, rule="R05").exists()


def test_a_finding_keeps_its_id_and_first_day_until_it_is_mended(people):
    dana, _ = people
    plan = signable_plan(dana)
    with at_work(dana):
        changed_service(plan, dana)
    settled(dana)
    found = Finding.objects.get(plan=plan, rule="R05")
    with clock.standing_at(clock.now() + timedelta(days=1)):
        settled(dana)
        again = Finding.objects.get(plan=plan, rule="R05")
    assert (again.pk, again.found_on) == (found.pk, found.found_on)
    with at_work(dana):
        service = plan.services.get()
        service.frequency = "weekly"
        plans.change_service(service, expected=service.row_version, by=dana)
    settled(dana)
    assert not Finding.objects.filter(plan=plan, rule="R05").exists()


def test_a_page_judges_no_more_than_it_may_and_says_how_many_are_left(people):
    dana, _ = people
    for _ in range(3):
        signable_plan(dana)
    assert settled(dana, at_most=2) == 1
    assert Judgement.objects.count() == 2


def test_a_waived_defect_does_not_count_until_the_waiver_ends(people):
    dana, avery = people
    plan = signable_plan(dana)
    with at_work(dana):
        changed_service(plan, dana)
    settled(dana)
    before = Judgement.objects.get(plan=plan).blocking
    with at_work(avery):
        found = Finding.objects.get(plan=plan, rule="R05")
        tomorrow = avery.practice.today + timedelta(days=1)
        waiver = waive(found, reason="Agreed.", until_on=tomorrow, version=0, by=avery)
    settled(avery)
    assert Finding.objects.get(pk=found.pk).is_waived
    assert Judgement.objects.get(plan=plan).blocking == before - 1
    with clock.standing_at(clock.now() + timedelta(days=2)):
        settled(avery)
        assert Judgement.objects.get(plan=plan).blocking == before
    with at_work(avery):
        end_waiver(waiver, by=avery)
    settled(avery)
    assert not Finding.objects.get(pk=found.pk).is_waived


def audit(*how):
    out = io.StringIO()
    call_command("audit", *how, stdout=out)
    return out.getvalue()


def test_the_command_judges_what_is_stale_and_proves_what_is_kept(people):
    dana, _ = people
    plan = signable_plan(dana)
    with at_work(dana):
        changed_service(plan, dana)
    audit()
    assert Finding.objects.filter(plan=plan, rule="R05").exists()
    assert "1 plans judged." in audit("--all")
    assert "What is kept is what the rules say." in audit("--all", "--check")


@pytest.mark.parametrize(
    ("tampering", "said"),
    [
        ("DELETE FROM audits_finding WHERE rule = 'R05'", "R05"),
        ("UPDATE audits_finding SET severity = 'info' WHERE rule = 'R05'", "another severity"),
        ("UPDATE audits_judgement SET blocking = 0, state = 'in effect'", "blocking"),
    ],
)
def test_the_check_finds_what_somebody_changed_by_hand(people, tampering, said):
    dana, _ = people
    with at_work(dana):
        changed_service(signable_plan(dana), dana)
    audit()
    with connection.cursor() as cursor:
        cursor.execute(tampering)
    out = io.StringIO()
    with pytest.raises(CommandError, match="difference"):
        call_command("audit", "--all", "--check", stdout=out)
    assert said in out.getvalue()


def test_the_trail_s_index_leaves_out_the_same_acts_as_the_question(db):
    acts = re.search(r"verb !~ '(.+)'", _CHANGES)
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'trail_event_changes'")
        (said,) = cursor.fetchone()
    assert acts
    assert acts[1] in said
