"""The draft: everything that can be edited, and what is to fix before signing."""

import re

import pytest
from django.urls import reverse

from clients.tests.factories import client_of, taken_in
from goals.tests.factories import goal_for
from plans.tests.browsing import said, signed_in
from plans.tests.factories import a_problem, draft_plan, signable_plan, signed_plan
from plans.tests.large import SIZE, first_goal

# As for reading a plan, and the rows of the draft (plans.drafting), whatever the size of the tree.
QUERIES = 39


def address(plan) -> str:
    return reverse("plans:draft", args=[plan.client_id, plan.number])


def test_an_empty_draft_says_what_to_begin_with(dana):
    page = said(signed_in(dana).get(address(draft_plan(dana))))
    assert "No problem yet" in page
    assert "Add a diagnosis." in page
    assert "Add a problem." in page


def test_what_is_missing_leads_to_the_field_that_mends_it(dana):
    plan = draft_plan(dana)
    goal = goal_for(a_problem(plan), target_on=None)
    browser = signed_in(dana)
    page = said(browser.get(address(plan)))
    door = reverse("goals:edit-goal", args=[plan.client_id, 1, goal.pk])
    assert f'href="{door}?field=target_on#id_target_on"' in page
    focused = said(browser.get(f"{door}?field=target_on"))
    assert re.search(
        r'<input[^>]*id="id_target_on"[^>]*autofocus|autofocus[^>]*id="id_target_on"', focused
    )


def test_every_fix_leads_to_a_page_that_opens(dana):
    plan = draft_plan(dana)
    goal_for(a_problem(plan), target_on=None, zero_means="", statement="Sleep [hours] a night")
    browser = signed_in(dana)
    fixes = browser.get(address(plan)).context["fixes"]
    assert len(fixes) > 5
    for url, _ in fixes:
        assert browser.get(url).status_code == 200


def test_it_counts_what_is_to_fix_in_sight(dana):
    browser = signed_in(dana)
    whole = said(browser.get(address(signable_plan(dana))))
    assert "Nothing is missing: ready to sign" in whole
    plan = signable_plan(dana)
    type(plan).objects.filter(pk=plan.pk).update(participation="")
    assert "1 thing to fix before signing" in said(browser.get(address(plan)))


def test_the_clients_own_words_stand_beside_the_goals(dana):
    client = client_of(dana)
    taken_in(client)
    assert "I am sure I will pass out." in said(
        signed_in(dana).get(address(draft_plan(dana, client)))
    )


def test_only_what_was_never_signed_can_be_removed(dana):
    version = signed_plan(dana)
    old = first_goal(version)
    new = goal_for(old.problem, statement="Never signed")
    page = said(signed_in(dana).get(address(version.plan)))
    removal = "goals:remove"
    assert reverse(removal, args=[version.plan.client_id, 1, "goal", new.pk]) in page
    assert reverse(removal, args=[version.plan.client_id, 1, "goal", old.pk]) not in page


def test_a_draft_that_says_what_was_signed_is_not_offered_for_signing(dana):
    plan = signed_plan(dana).plan
    sign = reverse("plans:sign", args=[plan.client_id, 1])
    browser = signed_in(dana)
    page = said(browser.get(address(plan)))
    assert "Unchanged since version 1" in page
    assert sign not in page
    type(plan).objects.filter(pk=plan.pk).update(severity="Better by half.")
    assert sign in said(browser.get(address(plan)))


def test_an_admin_reads_it_without_buttons(avery, dana):
    page = said(signed_in(avery).get(address(signable_plan(dana))))
    assert "Only a clinician on the care team writes in it." in page
    assert "node-actions" not in page
    assert "Add a problem" not in page


def test_a_closed_plan_is_not_written_in(dana):
    plan = signable_plan(dana)
    type(plan).objects.filter(pk=plan.pk).update(closed_on=plan.opened_on)
    page = said(signed_in(dana).get(address(plan)))
    assert "This plan is closed." in page
    assert "node-actions" not in page


@pytest.mark.parametrize("size", [{}, SIZE])
def test_its_queries_do_not_grow_with_the_tree(dana, size, django_assert_max_num_queries):
    version = signed_plan(dana, **size)
    browser = signed_in(dana)
    with django_assert_max_num_queries(QUERIES):
        browser.get(address(version.plan))
