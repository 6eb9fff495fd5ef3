"""While somebody types, banks and planners offer what fits; without a script, on request."""

import pytest
from django.urls import reverse

from goals.models import Goal
from goals.tests.factories import goal_for
from library.models import BankStatement, Statement
from library.tests.factories import BankStatementFactory
from library.wording import Kind
from notes.tests.factories import written_note
from plans.tests.browsing import filled, said, signed_in
from plans.tests.factories import a_problem, draft_plan


@pytest.fixture
def plan(dana):
    return draft_plan(dana)


def suggest(user, **query):
    return signed_in(user).get(reverse("library:suggest"), query)


def test_it_offers_at_most_eight_with_their_source(dana):
    page = said(suggest(dana, kind="goal", q="fear"))
    assert 0 < page.count('role="option"') <= 8
    assert "Planner:" in page


def test_it_offers_my_own_wording_and_that_of_the_practice_but_nobodys_private(dana, stranger):
    BankStatementFactory(owner=dana, text="Feed the zebra alone by [date].")
    BankStatementFactory(owner=stranger, text="Sell the zebra by [date].")
    page = said(suggest(dana, kind="objective", q="zebra"))
    assert "Feed the zebra" in page
    assert "My bank" in page
    assert "Sell" not in page


def test_one_letter_asks_for_nothing(dana):
    assert "option" not in said(suggest(dana, kind="goal", q="p"))


@pytest.mark.parametrize("typed", ["the", "be", "with their own"])
def test_words_that_say_nothing_find_nothing(dana, typed):
    assert "option" not in said(suggest(dana, kind="goal", q=typed))


def test_a_goal_brings_what_its_scale_means(dana):
    goal = Statement.objects.filter(kind=Kind.GOAL, area="panic").first()
    page = said(suggest(dana, kind="goal", q=goal.text))
    assert f'data-fill-ten_means="{goal.ten_means}"' in page
    assert f'data-fill-focus="{goal.focus}"' in page


def test_what_is_offered_cannot_break_out_of_its_place(dana):
    BankStatementFactory(owner=dana, text='Zebra "><script>alert(1)</script> by [date].')
    page = said(suggest(dana, kind="objective", q="zebra"))
    assert "<script" not in page


# Without a script: the form is left for the library and comes back with all that was typed.


def goal_form(dana, plan):
    door = reverse("goals:add-goal", args=[plan.client_id, 1, a_problem(plan).pk])
    browser = signed_in(dana)
    return browser, door, filled(browser.get(door), own_words="I want to travel.", baseline="8")


def test_the_library_is_searched_from_a_form_and_nothing_typed_is_lost(dana, plan):
    browser, door, typed = goal_form(dana, plan)
    page = browser.post(door, typed | {"find": "statement", "words_statement": "panic attacks"})
    assert page.status_code == 200
    assert "I want to travel." in said(page)
    found = page.context["suggestions"][0].found
    back = browser.post(door, typed | {"into": "statement", "take": str(found.id)})
    form = back.context["form"]
    assert form["statement"].value() == found.text
    assert form["ten_means"].value() == Statement.objects.get(pk=found.id).ten_means
    assert (form["own_words"].value(), form["baseline"].value()) == ("I want to travel.", "8")
    assert Goal.objects.count() == 0
    assert browser.post(door, filled(back)).status_code == 302
    assert Goal.objects.get().statement == found.text


def test_going_to_the_library_and_back_without_choosing_changes_nothing(dana, plan):
    browser, door, typed = goal_form(dana, plan)
    back = browser.post(door, typed | {"into": "statement", "statement": "My own"})
    assert back.context["form"]["statement"].value() == "My own"
    assert Goal.objects.count() == 0


def test_several_definitions_are_added_below_what_stands_there(dana, plan):
    rows = Statement.objects.filter(kind=Kind.DEFINITION, area="panic")[:2]
    door = reverse("plans:add-problem", args=[plan.client_id, 1])
    taken = {"into": "definitions", "definitions": "Own line", "take": [str(r.pk) for r in rows]}
    form = signed_in(dana).post(door, taken).context["form"]
    assert form["definitions"].value() == "\n".join(["Own line", *(r.text for r in rows)])


def test_nobodys_private_statement_is_taken_by_its_id(dana, stranger, plan):
    private = BankStatementFactory(owner=stranger, kind=Kind.GOAL, text="Secret zebra")
    browser, door, typed = goal_form(dana, plan)
    back = browser.post(door, typed | {"into": "statement", "take": str(private.pk)})
    assert "Secret zebra" not in said(back)


def test_a_stranger_reaches_no_form_by_way_of_the_library(stranger, plan):
    door = reverse("goals:add-goal", args=[plan.client_id, 1, a_problem(plan).pk])
    answer = signed_in(stranger).post(door, {"find": "statement", "words_statement": "panic"})
    assert answer.status_code == 404


def test_a_reworded_goal_keeps_its_version_on_the_way(dana, plan):
    goal = goal_for(a_problem(plan))
    door = reverse("goals:edit-goal", args=[plan.client_id, 1, goal.pk])
    browser = signed_in(dana)
    typed = filled(browser.get(door), statement="Travel")
    back = browser.post(door, typed | {"into": "statement", "take": ""})
    assert browser.post(door, filled(back)).status_code == 302
    goal.refresh_from_db()
    assert goal.statement == "Travel"


def test_a_note_is_offered_the_statements_too_and_keeps_its_numbers(dana, plan):
    goal = goal_for(a_problem(plan))
    note = written_note(dana, plan.client, signed=False)
    door = reverse("notes:edit", args=[plan.client_id, note.pk])
    browser = signed_in(dana)
    typed = filled(browser.get(door))
    part = note.template.asks.fields[0].key
    found = Statement.objects.filter(kind=Kind.INTERVENTION).exclude(text__contains="'").first()
    search = typed | {"find": f"section_{part}", f"words_section_{part}": found.text}
    assert found.text in said(browser.post(door, search))
    back = browser.post(door, typed | {"into": f"section_{part}", "take": str(found.pk)})
    assert back.context["form"][f"section_{part}"].value().endswith(found.text)
    assert BankStatement.objects.count() == 0
    assert goal.scores.count() == 0
