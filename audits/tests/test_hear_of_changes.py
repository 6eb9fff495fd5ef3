"""What is kept is judged again for whatever may have changed it, also where another acted.

What is stale is known by committed transactions, so these tests commit.
"""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from accounts.models import Role
from accounts.tests.factories import PracticeFactory, staff
from audits.actions import waive
from audits.models import Finding
from audits.tests.test_keep_judgements import at_work, not_believed, settled
from clients import actions as clients
from clients.tests.factories import client_of
from config import clock
from notes import actions as notes
from notes.models import Attendance, Session
from plans import actions as plans
from plans.models import Plan
from plans.tests.factories import signable_plan, signed_plan


@pytest.fixture
def people(own_database):
    """A therapist and an admin, whose rows are committed."""
    practice = PracticeFactory(name="Riverside Counseling")
    return staff(practice, name="Dana Whitfield"), staff(practice, Role.ADMIN, name="Avery Stone")


def together(by, first, kind="family"):
    """A session that begins in an hour, of one client so far."""
    starts = clock.now() + timedelta(hours=1)
    session = Session(starts_at=starts, ends_at=starts + timedelta(minutes=45), kind=kind)
    notes.hold_session(session, first, "planned", by=by)
    return session


def heard_of(act, by):
    """The plans that an act made stale, all of which were settled before and are afterwards."""
    settled(by)
    with at_work(by):
        act()
    found = not_believed(by)
    settled(by)
    assert not_believed(by) == set()
    return found


def part_of(session, client):
    return Attendance.objects.get(session=session, client=client)


def joined(session, client, by):
    notes.join_session(session, client, by=by)


def cancelled(session, client, by):
    part = part_of(session, client)
    notes.set_attendance(part, "cancelled", expected=part.row_version, by=by)


def identified(session, client, by):
    part = part_of(session, client)
    notes.identify_client(part, expected=part.row_version, by=by)


def left(session, client, by):
    part = part_of(session, client)
    notes.leave_session(part, expected=part.row_version, by=by)


def renamed(session, client, by):
    client.refresh_from_db()
    client.preferred_name = "Juniper"
    clients.change_client(client, expected=client.row_version, by=by)


def test_what_concerns_one_of_a_family_concerns_the_others_and_nobody_else(people):
    dana, _ = people
    first, second, third, stranger = (signed_plan(dana, client_of(dana)).plan for _ in range(4))
    session = together(dana, first.client)
    for one in (second, third):
        with at_work(dana):
            joined(session, one.client, dana)
    all_three = {first.pk, second.pk, third.pk}
    for act in (renamed, identified, cancelled):
        assert heard_of(lambda act=act: act(session, second.client, dana), dana) == all_three
    assert heard_of(lambda: left(session, third.client, dana), dana) == all_three
    assert heard_of(lambda: renamed(session, stranger.client, dana), dana) == {stranger.pk}


def test_a_waiver_ends_on_its_day_also_in_a_closed_plan(people):
    dana, avery = people
    plan = signable_plan(dana)
    plan.services.update(frequency="never")
    with at_work(dana):
        fresh = Plan.objects.get(pk=plan.pk)
        plans.close_plan(fresh, because="completed", expected=fresh.row_version, by=dana)
    settled(dana)
    with at_work(avery):
        found = Finding.objects.get(plan=plan, rule="R05")
        waive(found, reason="Agreed.", until_on=avery.practice.today, version=0, by=avery)
    settled(avery)
    assert Finding.objects.get(pk=found.pk).is_waived
    with clock.standing_at(clock.now() + timedelta(days=2)):
        assert not_believed(avery) == {plan.pk}
        settled(avery)
        assert not Finding.objects.get(pk=found.pk).is_waived
        assert not_believed(avery) == set()


def test_planners_that_are_shipped_anew_are_compared_with_every_plan(people):
    dana, _ = people
    plan = signed_plan(dana, client_of(dana)).plan
    settled(dana)
    call_command("load_planners", database="default", stdout=StringIO())
    assert not_believed(dana) == {plan.pk}
