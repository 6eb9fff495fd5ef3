"""The two pages: the golden thread of a plan, and what covers its sessions."""

import re
from datetime import timedelta

import pytest

from audits.tests.lives import held, life_of, noted
from clients.models import Consent
from clients.tests.factories import covered
from plans.tests.browsing import signed_in
from plans.tests.factories import draft_plan, signed_plan
from trail.models import Event

PAGES = ["thread", "timeline"]


def page(user, plan, name):
    """The page as it reads, without its picture."""
    answer = signed_in(user).get(f"/audit/plans/{plan.pk}/{name}/")
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r'src="data:[^"]*"', "", answer.content.decode()))


@pytest.mark.parametrize("name", PAGES)
def test_admin_and_clinician_read_the_same_from_two_doors(avery, dana, name):
    plan = signed_plan(dana).plan
    desk = signed_in(avery).get(f"/audit/plans/{plan.pk}/{name}/")
    own = signed_in(dana).get(f"/clients/{plan.client_id}/plans/{plan.number}/{name}/")
    assert desk.status_code == own.status_code == 200
    assert desk.context["picture"] == own.context["picture"]


@pytest.mark.parametrize("name", PAGES)
def test_opening_it_is_written_down_with_the_client(dana, name):
    plan = signed_plan(dana).plan
    page(dana, plan, name)
    verb = {"thread": "thread.read", "timeline": "coverage.read"}[name]
    event = Event.objects.get(verb=verb)
    assert event.clients == [plan.client_id]
    assert event.actor_id == dana.pk


@pytest.mark.parametrize("name", PAGES)
def test_an_empty_draft_says_what_is_not_there_yet(dana, name):
    said = page(dana, draft_plan(dana), name)
    assert {"thread": "No problem is in the plan yet", "timeline": "No session was held yet."}[
        name
    ] in said


def test_a_whole_thread_links_to_its_parts_and_notes(dana):
    life = life_of(dana)
    said = page(dana, life.plan, "thread")
    assert "It breaks nowhere." in said
    assert f"/goals/{life.goal.pk}/" in said
    assert f"#intervention-{life.intervention.pk}" in said
    assert "2 notes, 2 scores, 5 → 5:" in said
    note = noted(life)
    assert f"/notes/{note.pk}/" in page(dana, life.plan, "thread")


def test_a_note_that_cites_nothing_is_named_with_what_the_audit_found(dana):
    life = life_of(dana, notes=1)
    note = noted(life, cites=False)
    said = page(dana, life.plan, "thread")
    assert "The thread breaks in 1 place." in said
    loose = said.partition("Notes that lead nowhere")[2].partition("</section>")[0]
    assert f"/notes/{note.pk}/" in loose
    assert "R47" in loose
    assert "Cites nothing" in loose


def test_an_uncovered_session_is_listed_with_its_reason_and_its_note(dana):
    life = life_of(dana)
    ended = life.client.practice.today - timedelta(days=10)
    consent = Consent.objects.get(client=life.client, kind=Consent.Kind.TREATMENT)
    Consent.objects.filter(pk=consent.pk).update(to_on=ended)
    note = noted(life, days_ago=5)
    said = page(dana, life.plan, "timeline")
    assert "1 of 3 sessions held is not covered." in said
    assert f"Consent to treatment ended on {ended:%-d %B %Y}." in said
    assert f"/notes/{note.pk}/" in said


def test_units_left_and_what_was_ordered_stand_in_tables(dana):
    life = life_of(dana)
    payer = life.client.coverages.get()
    payer.authorized_visits, payer.authorized_from = 10, life.plan.opened_on
    payer.save()
    held(life)
    said = page(dana, life.plan, "timeline")
    assert re.search(r'data-label="Used" class="num">3<', said)
    assert re.search(r'data-label="Left" class="num">7<', said)
    assert "At the frequency ordered it runs out on" in said
    assert "A rule of this software (house rule)" in said
    assert "Individual therapy" in said


def test_the_desk_leads_from_findings_to_both(avery, dana):
    plan = signed_plan(dana).plan
    covered(plan.client)
    said = signed_in(avery).get(f"/audit/plans/{plan.pk}/").content.decode()
    for name in PAGES:
        assert f'href="/audit/plans/{plan.pk}/{name}/"' in said
    assert 'href="/audit/rules/' in said
