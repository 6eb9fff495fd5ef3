"""The wizard's last two steps: what is missing is asked on one page, and nothing else is."""

from datetime import timedelta

import pytest
from django.urls import reverse

from clients.models import Intake
from clients.tests.factories import client_of, diagnosed
from goals.models import Goal, Intervention, Objective
from goals.sentences import in_words
from goals.tests.factories import ObjectiveFactory, goal_for
from goals.wizard.laying import id_under
from library.models import BankStatement, Statement
from library.wording import Kind
from plans.document import missing_before_signing
from plans.drafting import draft_document
from plans.models import Plan
from plans.tests.browsing import filled, said, signed_in
from plans.tests.factories import a_problem, draft_plan


@pytest.fixture
def plan(dana):
    client = client_of(dana, given_name="Maya")
    diagnosed(client)
    return draft_plan(dana, client)


@pytest.fixture
def problem(plan):
    return a_problem(plan, diagnosis=plan.client.diagnoses.get())


@pytest.fixture
def browser(dana):
    return signed_in(dana)


def door(problem, step, area="panic"):
    where = [problem.plan.client_id, problem.plan.number, problem.pk, step]
    return reverse("goals:wizard-step", args=where) + f"?area={area}"


def named(page, begin, node):
    """The name of the field of a node that begins so."""
    names = [n for n in page.context["form"].fields if n.startswith(begin) and str(node.pk) in n]
    assert len(names) == 1, names
    return names[0]


def objective_of(goal, measure, **more):
    """An objective as the wizard copies it: its id follows from the planner's statement."""
    rows = Statement.objects.filter(kind=Kind.OBJECTIVE, measure=measure, **more)
    row = rows.filter(text__contains="[date]").order_by("pk")[0]
    pk = id_under(goal.pk, "objective", row.pk)
    step = ObjectiveFactory(
        goal=goal, pk=pk, statement=row.text, measure="", measure_from=None, measure_to=None,
        target_on=None,
    )  # fmt: skip
    return step, row


def test_only_what_is_missing_is_asked(browser, problem):
    goal = goal_for(problem, target=None)
    page = browser.get(door(problem, "numbers"))
    names = [name for name in page.context["form"].fields if str(goal.pk) in name]
    assert names == [f"target_{goal.pk}"]


def test_a_goals_scale_is_filled_in_and_says_which_way_is_better(browser, problem, plan):
    goal = goal_for(problem, baseline=None, baseline_on=None, target=None, zero_means="")
    page = browser.get(door(problem, "numbers"))
    typed = {f"baseline_{goal.pk}": "2", f"target_{goal.pk}": "7", f"zero_means_{goal.pk}": "none"}
    assert browser.post(door(problem, "numbers"), filled(page, **typed)).status_code == 302
    goal.refresh_from_db()
    assert (goal.baseline, goal.target, goal.zero_means) == (2, 7, "none")
    assert goal.baseline_on == plan.practice.today
    assert goal.lower_is_better is False


@pytest.mark.parametrize("score", ["11", "-1", "5.5", "five"])
def test_a_score_that_is_none_is_refused_beside_its_field(browser, problem, score):
    goal = goal_for(problem, baseline=None)
    page = browser.get(door(problem, "numbers"))
    answer = browser.post(door(problem, "numbers"), filled(page, **{f"baseline_{goal.pk}": score}))
    assert answer.status_code == 422
    assert "A score is a whole number from 0 to 10." in said(answer)


def test_the_numbers_of_a_planners_sentence_are_asked_once_and_fill_sentence_and_count(
    browser, problem
):
    goal = goal_for(problem)
    step, row = objective_of(goal, "count", area="panic", text__contains="[number wanted]")
    page = browser.get(door(problem, "numbers"))
    fields = page.context["form"].fields
    assert f"measure_from_{step.pk}" not in fields
    blanks = {
        name: "3" if "now]" in str(field.label) else "1"
        for name, field in fields.items()
        if name.startswith("blank") and str(step.pk) in name
    }
    typed = blanks | {f"measure_{step.pk}": "attacks", "by_review": "on"}
    assert browser.post(door(problem, "numbers"), filled(page, **typed)).status_code == 302
    step.refresh_from_db()
    due = problem.plan.review_due_on
    assert (step.measure, step.measure_from, step.measure_to) == ("attacks", 3, 1)
    assert step.target_on == due
    assert "[" not in step.statement
    assert in_words(due) in step.statement
    # The bank holds this sentence already, with its blanks.
    assert not BankStatement.objects.exists()


def test_a_named_act_is_counted_as_done_or_not(browser, problem):
    step, _ = objective_of(goal_for(problem), "act", area="panic")
    page = browser.get(door(problem, "numbers"))
    assert 'value="done"' in said(page)
    later = problem.plan.practice.today + timedelta(days=30)
    typed = filled(page, **{f"target_on_{step.pk}": str(later)})
    assert browser.post(door(problem, "numbers"), typed).status_code == 302
    step.refresh_from_db()
    assert (step.measure, step.measure_from, step.measure_to) == ("done", 0, 1)
    assert in_words(later) in step.statement


def test_the_clients_name_is_offered_for_its_blank(browser, problem):
    step = ObjectiveFactory(goal=goal_for(problem), statement="[Client] keeps a diary")
    page = browser.get(door(problem, "numbers"))
    assert page.context["form"].fields[named(page, "blank0", step)].initial == "Maya"
    browser.post(door(problem, "numbers"), filled(page))
    step.refresh_from_db()
    assert step.statement == "Maya keeps a diary"


def test_what_was_filled_in_meanwhile_stays_and_what_was_typed_is_shown(browser, problem):
    goal = goal_for(problem, zero_means="")
    page = browser.get(door(problem, "numbers"))
    Goal.objects.filter(pk=goal.pk).update(zero_means="Priya's words")
    typed = filled(page, **{f"zero_means_{goal.pk}": "my own words"})
    answer = browser.post(door(problem, "numbers"), typed)
    assert answer.status_code == 422
    assert "You typed: “my own words”" in said(answer)
    goal.refresh_from_db()
    assert goal.zero_means == "Priya's words"


def test_a_date_in_the_past_is_refused(browser, problem):
    goal = goal_for(problem, target_on=None)
    page = browser.get(door(problem, "numbers"))
    typed = filled(page, **{f"target_on_{goal.pk}": "2001-01-01"})
    answer = browser.post(door(problem, "numbers"), typed)
    assert "The target date is in the past." in said(answer)


def whole(problem):
    """A tree in which nothing is missing."""
    goal = goal_for(problem)
    step = ObjectiveFactory(goal=goal)
    Intervention.objects.create(
        practice=goal.practice, objective=step, statement="Ride along", frequency="weekly",
        responsible=problem.plan.lead,
    )  # fmt: skip


def test_a_step_in_which_nothing_is_missing_is_left_out(browser, problem):
    whole(problem)
    answer = browser.post(door(problem, "homework"), {"go": "1"})
    assert answer.url == door(problem, "rest")


def rest_of(**more):
    return {
        "impairment": "Takes no bus.",
        "discharge_criteria": "Two months of bus rides.",
        "participation": "Chose the bus.",
        "minutes": "45",
        "frequency": "weekly",
        "duration_weeks": "26",
        "cpt": "90834",
        **more,
    }


def test_the_rest_is_written_on_one_page_and_leads_to_the_signature(browser, problem, dana):
    whole(problem)
    Plan.objects.filter(pk=problem.plan_id).update(
        impairment="", discharge_criteria="", participation="", why_now=""
    )
    Intake.objects.update_or_create(
        client=problem.plan.client,
        defaults={"practice": dana.practice, "why_now": "Two attacks in a week."},
    )
    page = browser.get(door(problem, "rest"))
    assert "Two attacks in a week." in said(page)
    answer = browser.post(door(problem, "rest"), filled(page, **rest_of()))
    plan = Plan.objects.get(pk=problem.plan_id)
    assert (plan.why_now, plan.impairment) == ("Two attacks in a week.", "Takes no bus.")
    assert plan.services.get().cpt == "90834"
    document = draft_document(plan, author=dana)
    assert missing_before_signing(document, plan.practice.today) == []
    assert answer.url == reverse("plans:sign", args=[plan.client_id, plan.number])


def test_half_a_service_is_no_service_and_nothing_is_saved(browser, problem):
    Plan.objects.filter(pk=problem.plan_id).update(impairment="")
    page = browser.get(door(problem, "rest"))
    answer = browser.post(door(problem, "rest"), filled(page, impairment="x y", minutes="45"))
    assert answer.status_code == 422
    assert "Fill in: CPT code." in said(answer)
    plan = Plan.objects.get(pk=problem.plan_id)
    assert plan.impairment == ""
    assert not plan.services.exists()


def test_words_that_stand_are_not_asked_again(browser, problem):
    Plan.objects.filter(pk=problem.plan_id).update(impairment="Takes no bus.")
    assert "impairment" not in browser.get(door(problem, "rest")).context["form"].fields


def test_own_lines_say_numbers_dates_and_approach(browser, problem, dana):
    line = "Ride again; 0 is never; 10 is daily; 1 to 8 in 10 weeks"
    typed = {f"own_{problem.pk}": line, f"said_{problem.pk}": "The bus!"}
    assert browser.post(door(problem, "goals"), typed).status_code == 302
    goal = Goal.objects.get()
    assert (goal.statement, goal.baseline, goal.target, goal.ten_means) == (
        "Ride again", 1, 8, "daily",
    )  # fmt: skip
    browser.post(
        door(problem, "objectives"), {f"own_{goal.pk}": "Ride; rides 0 to 3 per week in 8 weeks"}
    )
    step = Objective.objects.get()
    assert (step.statement, step.measure, step.measure_to) == ("Ride", "rides", 3)
    browser.post(
        door(problem, "interventions"), {f"own_{step.pk}": "Ride along; CBT, weekly; homework: log"}
    )
    one = Intervention.objects.get()
    assert (one.modality, one.frequency, one.homework) == ("CBT", "weekly", "log")


def test_a_line_that_cannot_be_is_refused_beside_it_and_kept(browser, problem):
    typed = {f"own_{problem.pk}": "Ride again; 11 to 3"}
    answer = browser.post(door(problem, "goals"), typed)
    assert answer.status_code == 422
    assert "A score is a whole number from 0 to 10." in said(answer)
    assert "Ride again; 11 to 3" in said(answer)
    assert not Goal.objects.exists()


def test_the_page_says_how_lines_are_read_while_they_are_typed(browser, problem):
    where = reverse("goals:say-lines", args=["objectives"])
    answer = browser.post(where, {"own_x": "Ride; rides 0 to 3 per week\nWalk; in a while"})
    assert "rides: from 0 to 3 per week" in said(answer)
    assert "Walk" not in said(answer)
    answer = browser.post(reverse("goals:say-lines", args=["goals"]), {"own_x": "Sleep; 12 to 3"})
    assert "A score is a whole number from 0 to 10." in said(answer)
    assert browser.post(reverse("goals:say-lines", args=["homework"])).status_code == 404


def test_what_is_half_typed_in_a_step_is_kept_and_offered_again(browser, problem):
    typed = {f"own_{problem.pk}": "Ride ag", "opened_form": "0b2f3c3e-8f5d-4a53-9d56-0d6a2c6f1a11"}
    answer = browser.post(door(problem, "goals"), typed, headers={"X-Autosave": "1"})
    assert (answer.status_code, answer.json()["state"]) == (202, "kept")
    assert not Goal.objects.exists()
    assert "Ride ag" in said(browser.get(door(problem, "goals")))
