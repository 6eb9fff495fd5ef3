"""From a problem area to a draft, step by step: own words first, nothing ticked, all saved."""

from datetime import timedelta

import pytest
from django.urls import reverse

from clients.tests.factories import client_of, diagnosed
from goals.models import Goal, Intervention, Objective
from goals.tests.factories import goal_for
from library.models import PracticeStatement, Statement
from library.tests.factories import PracticeAreaFactory, PracticeStatementFactory
from library.wording import Kind
from plans.models import Problem
from plans.tests.browsing import said, signed_in
from plans.tests.factories import a_problem, draft_plan


@pytest.fixture
def plan(dana):
    client = client_of(dana)
    diagnosed(client)
    return draft_plan(dana, client)


class Wizard:
    """Somebody who goes through the steps for one problem."""

    def __init__(self, user, plan, area="panic"):
        self.browser, self.plan, self.area = signed_in(user), plan, area
        self.start = reverse("goals:wizard", args=[plan.client_id, 1])
        self.problem = None

    def begin(self, **typed):
        answer = self.browser.post(self.start, {"area": self.area, **typed})
        assert answer.status_code == 302, answer.context["form"].errors
        self.problem = Problem.objects.get(plan=self.plan)
        return answer.url

    def door(self, step):
        where = reverse("goals:wizard-step", args=[self.plan.client_id, 1, self.problem.pk, step])
        return f"{where}?area={self.area}"

    def send(self, step, **typed):
        answer = self.browser.post(self.door(step), {"go": "1", **typed})
        assert answer.status_code == 302, answer.context["form"].errors
        return answer.url

    def page(self, step):
        return self.browser.get(self.door(step))


@pytest.fixture
def wizard(dana, plan):
    return Wizard(dana, plan)


def lines(kind, count=1, area="panic"):
    return list(Statement.objects.filter(area=area, kind=kind)[:count])


def with_goal(wizard):
    wizard.begin()
    first = lines(Kind.GOAL)[0]
    wizard.send("goals", **{f"goal_{first.pk}": "on"})
    return Goal.objects.get()


def test_the_planners_that_fit_the_diagnosis_come_first(wizard):
    page = wizard.browser.get(wizard.start)
    assert "panic" in [planner.key for planner in page.context["fitting"]]
    assert len(page.context["others"]) > 40


def test_all_planners_are_searched(wizard):
    page = wizard.browser.get(wizard.start, {"q": "chronic pain"})
    assert [planner.key for planner in page.context["others"]] == ["chronic-pain"]


def test_a_chosen_area_becomes_a_problem_under_the_diagnosis(wizard, plan):
    diagnosis = plan.client.diagnoses.get()
    where = wizard.begin(diagnosis=str(diagnosis.pk))
    assert wizard.problem.statement == "Panic and agoraphobia"
    assert wizard.problem.diagnosis == diagnosis
    assert where == wizard.door("definitions")


def test_beginning_with_nothing_says_what_to_do(wizard):
    answer = wizard.browser.post(wizard.start, {"area": "", "statement": " "})
    assert answer.status_code == 422
    assert "Choose a problem area, or write the problem." in said(answer)


@pytest.mark.parametrize(
    "step", ["definitions", "goals", "objectives", "interventions", "homework"]
)
def test_nothing_is_ticked_beforehand_and_ones_own_words_come_first(wizard, step):
    goal = with_goal(wizard)
    wizard.send("objectives", **{f"own_{goal.pk}": "Take the bus"})
    wizard.send("interventions", **{f"own_{Objective.objects.get().pk}": "Ride along"})
    text = said(wizard.page(step)).split("<main")[1].split("</main>")[0]
    assert "checked" not in text
    assert text.index("Write my own") < text.index('type="checkbox"')


def test_definitions_are_written_one_a_line_and_once(wizard):
    wizard.begin()
    row = lines(Kind.DEFINITION)[0]
    pk = wizard.problem.pk
    for _ in range(2):
        typed = {f"own_{pk}": "Counts buses", f"take_{pk}": [str(row.pk)]}
        wizard.browser.post(wizard.door("definitions"), {"go": "1", **typed})
    wizard.problem.refresh_from_db()
    assert wizard.problem.definitions.splitlines() == ["Counts buses", row.text]


def test_a_goal_of_the_planner_brings_its_scale_and_takes_the_clients_words(wizard):
    wizard.begin()
    row = lines(Kind.GOAL)[0]
    typed = {f"goal_{row.pk}": "on", f"words_{row.pk}": "I want to ride again."}
    where = wizard.send("goals", **typed)
    goal = Goal.objects.get()
    assert (goal.statement, goal.own_words) == (row.text, "I want to ride again.")
    assert (goal.zero_means, goal.aim, goal.focus) == (row.zero_means, row.aim, row.focus)
    assert goal.baseline is None
    assert where == wizard.door("objectives")


def test_own_goals_are_written_with_the_clients_words_line_by_line(wizard):
    wizard.begin()
    pk = wizard.problem.pk
    due = wizard.problem.plan.practice.today + timedelta(days=80)
    typed = {f"own_{pk}": "Ride\nShop", f"said_{pk}": "The bus!\nThe shop!"}
    wizard.send("goals", target_on=str(due), **typed)
    goals = [(g.statement, g.own_words, g.target_on) for g in Goal.objects.in_order()]
    assert goals == [("Ride", "The bus!", due), ("Shop", "The shop!", due)]


def test_a_target_date_in_the_past_is_refused_in_a_sentence(wizard):
    wizard.begin()
    answer = wizard.browser.post(wizard.door("goals"), {"go": "1", "target_on": "2001-01-01"})
    assert answer.status_code == 422
    assert "The target date is in the past." in said(answer)


def test_a_step_sent_twice_adds_once(wizard):
    goal = with_goal(wizard)
    row = lines(Kind.OBJECTIVE)[0]
    typed = {"go": "1", f"take_{goal.pk}": [str(row.pk)], f"own_{goal.pk}": "Ride two stops"}
    door = wizard.door("objectives")
    assert wizard.browser.post(door, typed).status_code == 302
    wizard.browser.post(door, typed)
    assert Objective.objects.count() == 2


def test_the_objectives_that_serve_a_goal_come_first(wizard):
    goal = with_goal(wizard)
    key = lines(Kind.GOAL)[0].key
    form = wizard.page("objectives").context["form"]
    offered = [pk for pk, _ in form.fields[f"take_{goal.pk}"].choices]
    serving = Statement.objects.filter(area="panic", serves__contains=[key])
    assert set(offered) == {str(pk) for pk in serving.values_list("pk", flat=True)}


def test_an_intervention_may_be_chosen_for_every_objective_at_once(wizard, dana):
    goal = with_goal(wizard)
    wizard.send("objectives", **{f"own_{goal.pk}": "Ride two stops\nShop alone"})
    row = lines(Kind.INTERVENTION)[0]
    wizard.send("interventions", take_every=[str(row.pk)], frequency="weekly")
    steps = list(Intervention.objects.all())
    assert len(steps) == 2
    assert {(s.statement, s.modality, s.frequency, s.responsible) for s in steps} == {
        (row.text, row.approach, "weekly", dana)
    }


def test_homework_goes_to_its_intervention_and_leads_to_what_is_missing(wizard):
    goal = with_goal(wizard)
    wizard.send("objectives", **{f"own_{goal.pk}": "Ride two stops"})
    wizard.send("interventions", **{f"own_{Objective.objects.get().pk}": "Ride along"})
    step, row = Intervention.objects.get(), lines(Kind.HOMEWORK)[0]
    where = wizard.send("homework", **{f"take_{step.pk}": [str(row.pk)]})
    step.refresh_from_db()
    assert step.homework == row.text
    assert where == wizard.door("numbers")


def test_a_step_with_nothing_chosen_is_skipped(wizard):
    wizard.begin()
    assert wizard.send("goals") == wizard.door("objectives")
    assert Goal.objects.count() == 0


def test_blanks_stay_and_are_listed_before_signing(wizard):
    goal = with_goal(wizard)
    row = lines(Kind.OBJECTIVE)[0]
    wizard.send("objectives", **{f"take_{goal.pk}": [str(row.pk)]})
    draft = reverse("plans:draft", args=[wizard.plan.client_id, 1])
    assert "Fill the blank [date]." in said(wizard.browser.get(draft))


def test_the_practices_wording_stands_in_the_planners_place(wizard, dana, practice):
    first, second = lines(Kind.DEFINITION, 2)
    PracticeStatementFactory(
        practice=practice, area_id="panic", replaces=first, kind="definition", text="Our words"
    )
    PracticeStatementFactory(
        practice=practice, area_id="panic", replaces=second, kind="definition", is_hidden=True,
        text=second.text,
    )  # fmt: skip
    wizard.begin()
    page = said(wizard.page("definitions"))
    assert "Our words" in page
    assert second.text not in page
    assert PracticeStatement.objects.count() == 2


def test_a_planner_of_the_practices_own_is_offered_and_anothers_is_not(
    dana, plan, practice, outsider
):
    own = PracticeAreaFactory(practice=practice, title="Our own planner")
    other = PracticeAreaFactory(practice=outsider.practice, title="Not ours")
    PracticeStatementFactory(practice=practice, own_area=own, kind="definition", text="Our sign")
    wizard = Wizard(dana, plan, str(own.pk))
    wizard.begin()
    assert wizard.problem.statement == "Our own planner"
    assert "Our sign" in said(wizard.page("definitions"))
    assert str(other.pk) not in said(wizard.browser.get(wizard.start))


def test_it_goes_on_with_a_problem_that_was_written_before(dana, plan):
    problem = a_problem(plan)
    goal_for(problem)
    wizard = Wizard(dana, plan)
    wizard.problem = problem
    page = wizard.browser.get(wizard.start)
    assert problem.statement in said(page)
    assert goal_for(problem).statement in said(wizard.page("objectives"))


def test_a_step_that_is_not_one_is_not_there(wizard):
    wizard.begin()
    assert wizard.page("dreams").status_code == 404


def test_the_library_is_searched_without_a_script_and_nothing_typed_is_lost(wizard):
    wizard.begin()
    own = f"own_{wizard.problem.pk}"
    asked = {own: "Ride again", "find": own, f"words_{own}": "sleep"}
    found = wizard.browser.post(wizard.door("goals"), asked)
    assert "Ride again" in said(found)
    taken = found.context["suggestions"][0].found
    back = {own: "Ride again", "into": own, "take": str(taken.id)}
    form = wizard.browser.post(wizard.door("goals"), back).context["form"]
    assert form[own].value() == f"Ride again\n{taken.text}"
    assert not Goal.objects.exists()
