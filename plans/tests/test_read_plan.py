"""Reading a plan: the version in effect, and nothing that was not signed."""

import pytest
from django.urls import reverse

from clients.tests.factories import client_of, taken_in
from notes.tests.factories import written_note
from plans.models import Plan
from plans.tests.browsing import said, signed_in
from plans.tests.factories import draft_plan, signed_plan
from plans.tests.large import first_goal, lived_plan
from trail.models import Event

# Six of each request (session, user, walls, seats), the plan with its versions (4), the document,
# the scores, who writes, the event; and the savepoints and session of the first answer.
QUERIES = 26  # one of them for the measures beside the goals


def address(plan) -> str:
    return reverse("plans:read", args=[plan.client_id, plan.number])


def test_it_shows_the_version_in_effect_as_it_was_signed(dana):
    client = client_of(dana, given_name="Marisol", family_name="Vega")
    taken_in(client)
    version = signed_plan(dana, client)
    Plan.objects.filter(pk=version.plan_id).update(why_now="Not signed yet.")
    page = said(signed_in(dana).get(address(version.plan)))
    for words in (
        "Marisol Vega",
        "In effect",
        "Two panic attacks on the bus in one week.",
        "Reduce panic attacks and return to ordinary travel",
        "panic attacks: from 3 to 1 per week",
        "Teach and rehearse slow diaphragmatic breathing",
        "F40.01",
        "I am sure I will pass out.",
        "Dana Whitfield, LCSW",
        "no scores yet (target 3)",
    ):
        assert words in page
    assert "Not signed yet." not in page


def test_each_goal_says_where_it_stands(dana):
    version = signed_plan(dana)
    written_note(dana, version.plan.client, scores={first_goal(version).pk: 4})
    page = said(signed_in(dana).get(address(version.plan)))
    assert "8→4 (target 3)" in page
    assert 'alt="8 to 4, target 3, lower is better"' in page


def test_without_a_version_in_effect_it_says_so(dana):
    plan = draft_plan(dana)
    page = said(signed_in(dana).get(address(plan)))
    assert "No version is in effect yet" in page
    assert reverse("plans:draft", args=[plan.client_id, 1]) in page


def test_a_trainees_plan_is_shown_as_waiting_and_not_in_effect(sam):
    version = signed_plan(sam)
    page = said(signed_in(sam).get(address(version.plan)))
    assert "Waiting for Priya Raman, LCSW" in page
    assert "No version is in effect yet" in page


def test_it_says_that_the_draft_has_changed(dana):
    version = signed_plan(dana)
    browser = signed_in(dana)
    assert "The draft has changed" not in said(browser.get(address(version.plan)))
    written = reverse("plans:edit", args=[version.plan.client_id, 1])
    form = browser.get(written).context["form"]
    typed = {bound.html_name: bound.value() or "" for bound in form}
    browser.post(written, {**typed, "severity": "Better by half."})
    assert "The draft has changed" in said(browser.get(address(version.plan)))


def test_each_reading_is_written_down(dana):
    version = signed_plan(dana)
    signed_in(dana).get(address(version.plan))
    event = Event.objects.get(verb="plan.read")
    assert (event.actor_id, event.clients) == (dana.pk, [version.plan.client_id])


def test_an_admin_reads_without_buttons_to_write(avery, dana):
    page = said(signed_in(avery).get(address(signed_plan(dana).plan)))
    assert "Edit the draft" not in page
    assert "Close the plan" not in page


def test_strangers_do_not_find_it(dana, stranger, outsider):
    plan = signed_plan(dana).plan
    for somebody in (stranger, outsider):
        assert signed_in(somebody).get(address(plan)).status_code == 404


@pytest.mark.parametrize("large", [False, True])
def test_its_queries_do_not_grow_with_the_plan(dana, large, django_assert_max_num_queries):
    version = lived_plan(dana) if large else signed_plan(dana)
    browser = signed_in(dana)
    with django_assert_max_num_queries(QUERIES):
        browser.get(address(version.plan))
