"""The two cases that browser tests write from nothing, and what must stand in the plan after."""

from datetime import date, timedelta
from typing import Any

import yaml
from django.conf import settings
from playwright.sync_api import Page

from accounts.models import User
from clients.models import Intake
from clients.tests.factories import client_of, diagnosed
from plans.document import PlanDocument
from plans.drafting import draft_document
from plans.models import Plan
from plans.tests.factories import draft_plan

NAMES = ("recovery", "depression")
CASES: dict[str, dict[str, Any]] = {
    name: yaml.safe_load((settings.BASE_DIR / f"fixtures/demo/{name}.yaml").read_text())
    for name in NAMES
}
TITLES = {
    "F11.20": "Opioid dependence, uncomplicated",
    "F33.1": "Major depressive disorder, recurrent, moderate",
    "Z63.4": "Disappearance and death of family member",
}
# Why the second goal of the one case waits.
PARKED = "Choir waits until the mornings are better."
ORDERED = ("minutes", "frequency", "duration_weeks", "cpt")
FIRST_WORDS = ("impairment", "discharge_criteria", "participation")


def empty_draft(name: str, dana: User) -> Plan:
    """The client of a case after intake: diagnosis and a plan just opened, with nothing in it."""
    case = CASES[name]
    client = client_of(dana, given_name=case["client"]["given"])
    for diagnosis in case["diagnoses"]:
        made = diagnosed(client, diagnosis["code"], TITLES[diagnosis["code"]])
        type(made).objects.filter(pk=made.pk).update(rank=diagnosis["rank"])
    said = {key: case["intake"][key] for key in ("why_now", "own_words", "magic_wand")}
    Intake.objects.create(practice=client.practice, client=client, **said)
    plan = draft_plan(dana, client)
    nothing = dict.fromkeys(("why_now", "severity", *FIRST_WORDS), "")
    Plan.objects.filter(pk=plan.pk).update(**nothing)
    return Plan.objects.get(pk=plan.pk)


def rest_of(name: str) -> dict[str, str]:
    """The plan's own words and the service ordered: field → text."""
    case = CASES[name]
    order = case["services"]
    service = {key: str(order[key]) for key in ORDERED}
    words = (case["necessity"], case["discharge_criteria"], case["participation"])
    return dict(zip(FIRST_WORDS, words, strict=True)) | service


def due(today: date, weeks: int) -> date:
    """So many weeks from the day on which the plan is written."""
    return today + timedelta(weeks=weeks)


def is_there(plan: Plan, name: str, author: User) -> None:
    """Every word, number and date of the case stands in the draft's document, and nothing else."""
    held = Plan.objects.get(pk=plan.pk)
    document = draft_document(held, author=author)
    case, today = CASES[name], held.practice.today
    assert [item.code for item in document.diagnoses] == [d["code"] for d in case["diagnoses"]]
    (order,) = document.services
    asked = {
        key: case["services"][key] for key in ("minutes", "frequency", "duration_weeks", "cpt")
    }
    assert {key: getattr(order, key) for key in asked} == asked
    episode = document.plan
    assert episode.why_now == case["intake"]["why_now"]
    words = [getattr(episode, field) for field in FIRST_WORDS]
    assert words == [case["necessity"], case["discharge_criteria"], case["participation"]]
    assert _tree(document) == [_wanted(problem, today) for problem in case["problems"]]


def _tree(document: PlanDocument) -> list[Any]:
    """The document's tree in the shape of a case."""
    return [
        {
            "statement": problem.statement,
            "behaviors": list(problem.definitions),
            "code": problem.diagnosis.split()[0],
            "goals": [_goal(goal) for goal in problem.goals],
        }
        for problem in document.problems
    ]


def _goal(goal: Any) -> dict[str, Any]:
    return {
        "statement": goal.statement,
        "own_words": goal.own_words,
        "focus": goal.focus,
        "scale": (goal.zero_means, goal.ten_means, goal.lower_is_better),
        "numbers": (goal.baseline, goal.target, goal.target_on),
        "parked": goal.status == "reserve",
        "objectives": [_objective(step) for step in goal.objectives],
    }


def _objective(step: Any) -> dict[str, Any]:
    return {
        "statement": step.statement,
        "measure": (step.measure, step.measure_from, step.measure_to, step.measure_per),
        "target_on": step.target_on,
        "interventions": [
            (item.statement, item.modality, item.frequency, item.homework)
            for item in step.interventions
        ],
    }


def _wanted(problem: dict[str, Any], today: date) -> dict[str, Any]:
    return {
        "statement": problem["statement"],
        "behaviors": problem["behaviors"],
        "code": "F11.20" if "opioid" in problem["statement"] else "F33.1",
        "goals": [_wanted_goal(goal, today) for goal in problem["goals"]],
    }


def _wanted_goal(goal: dict[str, Any], today: date) -> dict[str, Any]:
    scale = goal["scale"]
    return {
        "statement": goal["statement"],
        "own_words": goal["own_words"],
        "focus": goal["focus"],
        "scale": (scale["zero"], scale["ten"], scale["lower_is_better"]),
        "numbers": (scale["baseline"], scale["target"], due(today, scale["weeks"])),
        "parked": goal.get("reserve", False),
        "objectives": [_wanted_objective(step, today) for step in goal["objectives"]],
    }


def _wanted_objective(step: dict[str, Any], today: date) -> dict[str, Any]:
    measure = step["measure"]
    return {
        "statement": step["statement"],
        "measure": (measure["what"], measure["from"], measure["to"], measure["per"]),
        "target_on": due(today, step["weeks"]),
        "interventions": [
            (item["statement"], item["approach"], item["frequency"], item.get("homework", ""))
            for item in step["interventions"]
        ],
    }


def new_page(page: Page, act: Any) -> None:
    """Do what leads to another page, and wait for that page (a form may change its address)."""
    page.evaluate("document.documentElement.dataset.before = 'here'")
    act()
    page.wait_for_selector("html:not([data-before])")
    page.wait_for_load_state()
    refused = page.locator(".error-summary")
    assert refused.count() == 0, refused.inner_text()
