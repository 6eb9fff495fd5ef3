"""A plan's text that stands in another client's plan, or as a planner delivers it, is found."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.tests.factories import PracticeFactory, staff
from audits.actions import judge_now, read_signed_texts
from audits.gathering import cases
from audits.gathering.echoes import Comparing
from audits.models import Finding, Judgement, ReadVersion, SignedText
from clients.tests.factories import client_of
from config import clock
from goals.models import Goal, Objective
from library.models import Statement
from library.wording import Kind
from plans.models import Plan
from plans.tests.factories import sign_draft, signable_plan

WHY_NOW = "{} fainted on the number nine bus in the tunnel and walked home four miles in the rain."


def written(dana, name, *, why_now=WHY_NOW, goal="", days_ago=0):
    """A signed plan of a client of that name."""
    plan = signable_plan(dana, client_of(dana, given_name=name, family_name="Okafor"))
    own = {
        "why_now": why_now.format(name),
        "severity": "Weekly.",
        "impairment": "Late.",
        "discharge_criteria": "Rides.",
    }
    Plan.objects.filter(pk=plan.pk).update(**own)
    # Short of what is compared, so that only what a test writes is alike.
    told = {"statement": goal or "Ride the bus.", "own_words": "Bus.", "why_it_matters": ""}
    Goal.objects.filter(problem__plan=plan).update(**told)
    Objective.objects.filter(goal__problem__plan=plan).update(statement="Rides the bus.")
    with clock.standing_at(clock.now() - timedelta(days=days_ago)):
        return sign_draft(plan, dana).plan


def judged(plan):
    judge_now(plan.practice, [plan.pk])
    found = Finding.objects.filter(plan=plan, rule="R37")
    return [(row.node, row.field, row.where) for row in found]


@pytest.fixture
def planner(db):
    row = Statement.objects.filter(kind=Kind.GOAL).order_by("pk").first()
    assert row
    return row


def test_the_later_of_two_plans_is_the_copy_whatever_the_name(dana):
    first, second = written(dana, "Marta", days_ago=3), written(dana, "Kofi")
    assert judged(first) == []
    assert judged(second) == [("plan", "why_now", "in effect")]
    evidence = Finding.objects.get(plan=second, rule="R37").evidence
    assert evidence.startswith("100 of 100 alike; the reasons")
    assert not {"Marta", str(first.client_id), first.client.record_number} & set(evidence.split())
    assert Judgement.objects.get(plan=first).verdicts["in effect"]["R37"][0] == "met"


def test_a_few_other_words_make_no_other_text_and_another_story_does(dana):
    written(dana, "Marta", days_ago=3)
    near = WHY_NOW.replace("four miles in the rain", "four miles through rain")
    other = "{} saw the river rise over the road, and has driven nowhere since the flood in May."
    assert judged(written(dana, "Kofi", why_now=near))
    assert judged(written(dana, "Ines", why_now=other)) == []


def test_what_is_mended_in_the_draft_awaits_its_signature(dana):
    written(dana, "Marta", days_ago=3)
    plan = written(dana, "Kofi")
    Plan.objects.filter(pk=plan.pk).update(why_now="His own words, since the storm took the roof.")
    assert judged(plan) == [("plan", "why_now", "mended, awaiting signature")]


def test_the_same_client_s_next_plan_and_another_practice_s_are_no_copies(dana):
    plan = written(dana, "Marta", days_ago=3)
    elsewhere = staff(PracticeFactory(name="Hillside"), name="Lee Park")
    assert judged(written(elsewhere, "Kofi")) == []
    Goal.objects.filter(problem__plan=plan).update(statement="Ride the ferry.")
    assert judged(sign_draft(plan, dana, reason="reworded").plan) == []


def test_a_planner_s_goal_unchanged_is_found_and_one_s_own_is_not(dana, planner):
    assert ("goal", "statement", "in effect") in judged(written(dana, "Marta", goal=planner.text))
    own = "Sing in the choir at Saint Anne's on Sundays, and carry the kettle to the hall after."
    assert judged(written(dana, "Ines", goal=own, why_now="The choir asked where she was.")) == []


def test_what_is_read_late_makes_later_copies_stale(dana):
    later = written(dana, "Kofi")
    assert judged(later) == []
    written(dana, "Marta", days_ago=3)
    assert read_signed_texts(dana.practice)
    assert Judgement.objects.get(plan=later).horizon == 0
    assert judged(later) == [("plan", "why_now", "in effect")]


def test_each_version_is_read_once(dana):
    plan = written(dana, "Marta")
    assert read_signed_texts(dana.practice, at_most=0) is False
    assert read_signed_texts(dana.practice) is read_signed_texts(dana.practice) is True
    assert ReadVersion.objects.get().version.plan_id == plan.pk
    assert SignedText.objects.filter(plan=plan, field="why_now").count() == 1


def test_comparing_costs_as_many_queries_for_many_plans_as_for_one(dana):
    plans = [written(dana, name) for name in ("Marta", "Kofi", "Ines")]
    read_signed_texts(dana.practice)
    compare, cost = Comparing(dana.practice), []
    for some in (plans[:1], plans):
        fresh = Plan.objects.select_related("practice", "client")
        chosen = list(fresh.filter(pk__in=[one.pk for one in some]))
        with CaptureQueriesContext(connection) as made:
            list(cases(chosen, dana.practice.today, compare=compare))
        cost.append(len(made))
    assert cost[0] == cost[1]
