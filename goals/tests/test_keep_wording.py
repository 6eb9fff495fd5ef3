"""What a clinician words in a plan is kept in their bank by itself, without the client in it."""

from django.urls import reverse

from clients.tests.factories import client_of
from goals import actions
from goals.models import Goal, Objective
from goals.tests.factories import ObjectiveFactory, goal_for
from library.models import BankStatement
from plans import actions as plans
from plans.models import Problem
from plans.tests.browsing import filled, signed_in
from plans.tests.factories import a_problem, draft_plan

SAID = "Maya will water the zebra 3 times a week."
KEPT = "[name] will water the zebra [number] times a week."


def texts(user):
    return set(BankStatement.objects.of(user).values_list("kind", "text"))


def draft_of_maya(dana, **fields):
    return draft_plan(dana, client_of(dana, given_name="Maya", family_name="Ortiz", **fields))


def test_it_keeps_a_goal_that_is_saved_by_its_form_and_not_the_clients_words(dana):
    plan = draft_of_maya(dana)
    problem = a_problem(plan)
    door = reverse("goals:add-goal", args=[plan.client_id, 1, problem.pk])
    browser = signed_in(dana)
    typed = filled(browser.get(door), statement=SAID, own_words="I want my zebra to live at last.")
    assert browser.post(door, typed).status_code == 302
    assert texts(dana) == {("goal", KEPT)}


def test_it_keeps_each_definition_and_each_line_of_homework(dana, act_as):
    plan = draft_of_maya(dana)
    signs = "Stops at every zebra crossing\nCounts the stripes aloud"
    with act_as(dana):
        problem = Problem(plan=plan, statement="Zebras", definitions=signs)
        plans.add_problem(problem, by=dana)
    step = ObjectiveFactory(goal=goal_for(problem))
    door = reverse("goals:add-intervention", args=[plan.client_id, 1, step.pk])
    browser = signed_in(dana)
    homework = "Cross one zebra a day\nWrite down what followed"
    typed = filled(
        browser.get(door), statement="Cross zebras together", homework=homework, modality="ERP"
    )
    assert browser.post(door, typed).status_code == 302
    kept = texts(dana)
    assert ("definition", "Counts the stripes aloud") in kept
    assert ("homework", "Write down what followed") in kept
    assert BankStatement.objects.get(kind="intervention").approach == "ERP"


def test_it_keeps_nothing_that_is_still_being_typed(dana, act_as):
    goal = goal_for(a_problem(draft_of_maya(dana)))
    with act_as(dana):
        step = actions.add(Objective(goal=goal, statement=SAID), by=dana, final=False)
        step.statement += " And the"
        actions.change(step, expected=1, by=dana, final=False)
        assert texts(dana) == set()
        step.statement = SAID
        actions.change(step, expected=2, by=dana)
        assert texts(dana) == {("objective", KEPT)}


def test_saving_again_in_the_same_place_is_not_another_use(dana, act_as):
    plan = draft_of_maya(dana)
    with act_as(dana):
        goal = actions.add(Goal(problem=a_problem(plan), statement=SAID), by=dana)
        goal.baseline = 8
        actions.change(goal, expected=1, by=dana)
    assert BankStatement.objects.get().times_used == 1


def test_a_statement_too_long_for_the_bank_is_saved_in_the_plan_all_the_same(dana, act_as):
    goal = goal_for(a_problem(draft_of_maya(dana)))
    with act_as(dana):
        actions.add(Objective(goal=goal, statement="zebra " * 200), by=dana)
    assert texts(dana) == set()
    assert goal.objectives.count() == 1


def test_it_keeps_nothing_of_a_part_2_record(dana, act_as):
    goal = goal_for(a_problem(draft_of_maya(dana, part2=True)))
    with act_as(dana):
        actions.add(Objective(goal=goal, statement=SAID), by=dana)
    assert texts(dana) == set()
