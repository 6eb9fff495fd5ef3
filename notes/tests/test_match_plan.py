"""What was held against what was planned: sentences beside the note, each with its source."""

from datetime import timedelta

import pytest

from clients.tests.factories import client_of
from config import clock
from goals.models import Intervention
from notes.actions import sign_note
from notes.models import InterventionDelivered, Session
from notes.planned import bands, code_warning, minutes_warning, variances
from notes.tests.factories import held_session, written_note
from notes.tests.pages import note_form, of_note, started
from plans.tests.factories import signable_plan


@pytest.fixture
def plan(dana):
    return signable_plan(dana, client_of(dana))


@pytest.mark.parametrize(
    ("code", "fits", "does_not"),
    [("90832", (16, 37), (15, 38)), ("90834", (38, 52), (37, 53)), ("90837", (53, 180), (52, 1))],
)
def test_a_code_fits_its_minutes_and_not_one_more_or_less(code, fits, does_not):
    for minutes in fits:
        assert code_warning(code, minutes) == ""
    for minutes in does_not:
        assert f"CPT {code} is for" in code_warning(code, minutes)


def test_the_warning_names_the_fitting_code_and_a_source_that_was_not_verified():
    said = code_warning("90837", 45)
    assert "53 minutes or more; the session lasted 45" in said
    assert "45 minutes fit 90834." in said
    assert "RevCyc" in said
    assert "not verified" in said
    assert bands().read == "not verified"


@pytest.mark.parametrize("code", ["90791", "90853", ""])
def test_a_code_without_a_band_is_not_judged(code):
    assert code_warning(code, 5) == ""


def test_no_code_fits_a_session_shorter_than_the_shortest():
    assert "fit" not in code_warning("90832", 10)


def test_interventions_longer_than_the_session_are_noticed():
    start = clock.now()
    session = Session(starts_at=start, ends_at=start + timedelta(minutes=45))
    assert minutes_warning(session, [20, None, 25]) == ""
    assert "add up to 46 minutes; the session lasted 45" in minutes_warning(session, [21, 25])


def test_the_note_says_how_the_session_differs_from_the_plan_and_is_still_saved(dana, browse, plan):
    browser = browse(dana)
    held = held_session(dana, plan.client)
    Session.objects.filter(pk=held.session_id).update(
        ends_at=held.session.starts_at + timedelta(minutes=60), cpt="90834"
    )
    note = started(browser, held)
    page = browser.get(of_note("edit", note)).content.decode()
    assert "CPT 90834 is for 38 to 52 minutes; the session lasted 60" in page
    assert "This session lasted 60 minutes." in page
    typed = note_form(note, section_data="Longer.", variance="She came in crisis.")
    assert browser.post(of_note("edit", note), typed).status_code == 302
    page = browser.get(of_note("sign", note)).content.decode()
    assert "She came in crisis." in page
    assert "To put right, or to explain" in page
    assert "Sign as Dana Whitfield, LCSW" in page


def test_a_code_that_the_plan_does_not_order_is_noticed(dana, browse, plan):
    held = held_session(dana, plan.client)
    Session.objects.filter(pk=held.session_id).update(cpt="90853")
    note = started(browse(dana), held)
    page = browse(dana).get(of_note("edit", note)).content.decode()
    assert "This session has CPT 90853." in page
    assert "individual therapy, 45 minutes, weekly, CPT 90834" in page


@pytest.mark.parametrize("kind", ["group", "family", "couple"])
def test_another_type_of_session_than_was_ordered_is_noticed(dana, plan, kind):
    session = held_session(dana, plan.client).session
    session.kind = kind
    (said,) = variances(session, plan.services.all())
    assert "The plan orders individual therapy" in said
    assert "another type" in said


def test_a_couple_is_seen_under_the_service_for_families(dana, plan):
    session = held_session(dana, plan.client).session
    session.kind = "couple"
    plan.services.update(type="family")
    assert variances(session, plan.services.all()) == []


def test_what_fits_says_nothing(dana, browse, plan):
    note = started(browse(dana), held_session(dana, plan.client))
    page = browse(dana).get(of_note("edit", note)).content.decode()
    assert "To put right, or to explain" not in page


def test_each_intervention_says_what_was_planned_and_when_it_was_last_delivered(dana, browse, plan):
    step, held = Intervention.objects.get(), held_session(dana, plan.client)
    before = held.session.starts_at - timedelta(days=12)
    earlier = written_note(dana, plan.client, on=before, signed=False)
    InterventionDelivered.objects.create(
        practice=earlier.practice, note=earlier, intervention=step, minutes=15
    )
    browser = browse(dana)
    note = started(browser, held)
    page = browser.get(of_note("edit", note)).content.decode()
    assert "Planned every session; not delivered before." in page
    sign_note(earlier, expected=earlier.row_version, by=dana)
    page = browser.get(of_note("edit", note)).content.decode()
    assert "Planned every session; last delivered 12 days before this session." in page
