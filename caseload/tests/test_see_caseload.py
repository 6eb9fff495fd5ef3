"""Seeing the caseload: who wants a look, the worst first, and the way to the next step."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client as Browser

from caseload.standing import FLAGS, standings
from caseload.tests.factories import goal_of, treated
from clients.models import Client
from clients.tests.factories import client_of
from config import clock
from config.looking import looks
from config.tests.house import supervises
from goals.actions import park
from goals.models import FlagAnswer, Goal
from notes.actions import answer_flags
from plans.models import Plan
from plans.tests.factories import signable_plan
from trail.models import Event

FELL, OFF_PACE, STALLED, SILENT = [6, 8], [5, 5, 5], [5] * 7, [4, 4]


def page_of(user, **asked):
    browser = Browser()
    browser.force_login(user)
    return browser.get("/caseload/", asked)


def names(page):
    return [row.client.family_name for row in page.context["rows"]]


@pytest.fixture
def noon(dana):
    """Noon of today where the practice is."""
    zone = ZoneInfo(dana.practice.time_zone)
    with clock.standing_at(datetime.combine(dana.practice.today, time(12), zone)):
        yield clock.now()


@pytest.fixture
def full(dana, noon):
    """One client for each flag, in an order that is not the page's, and one who does well."""
    treated(dana, [4, 3], name="Well")
    review = treated(dana, [4, 3], name="Overdue")
    Plan.objects.filter(client=review).update(next_review_on=dana.practice.today - timedelta(1))
    soon = treated(dana, [4, 3], name="Due")
    Plan.objects.filter(client=soon).update(next_review_on=dana.practice.today + timedelta(30))
    treated(dana, SILENT, name="Silent", ago=31)
    treated(dana, STALLED, name="Stalled")
    treated(dana, OFF_PACE, name="Pace", weeks=3)
    return treated(dana, FELL, name="Fell")


ORDER = ["Fell", "Pace", "Stalled", "Silent", "Overdue", "Due", "Well"]


def test_the_worst_stands_first_each_with_its_flag_and_next_step(full, dana):
    page = page_of(dana)
    assert names(page) == ORDER
    shown = page.content.decode()
    for words in (
        "Reliable deterioration: 5 to 8", "Off pace (house rule)", "Stalled (house rule)",
        "No score in 31 days", "Review barriers", "Review plan 1", "5→8 (target 2)",
    ):  # fmt: skip
        assert words in shown
    for flag, name in zip(FLAGS, ORDER, strict=False):
        assert names(page_of(dana, flag=flag)) == [name]
    assert [(flag, number) for flag, number in page.context["tiles"]] == [
        ("reliable deterioration", 1), ("off pace", 1), ("stalled", 1), ("no scores", 1),
        ("review overdue", 1), ("review due", 1),
    ]  # fmt: skip


def test_what_is_kept_flags_the_goals_that_the_first_page_flags(full, dana):
    plans = list(Plan.objects.visible_to(dana).open().select_related("client", "practice"))
    today = dana.practice.today
    for days in (0, 20, 35, 95):
        day = today + timedelta(days=days)
        judged = {look.plan.client_id: look.words for look in looks(plans, day)}
        kept = {
            one.client_id: one.flags[0]
            for one in standings(Client.objects.visible_to(dana), day)
            if one.urgency < FLAGS.index("review overdue")
        }
        assert kept.keys() == judged.keys()
        for pk, flag in kept.items():
            assert judged[pk].startswith("no score" if flag == "no scores" else flag)


def test_a_flag_that_was_seen_to_is_gone_and_so_are_those_of_a_parked_goal(full, dana, act_as):
    said = FlagAnswer(goal=goal_of(full), step="reviewed barriers", words="A new job.")
    with act_as(dana):
        answer_flags(said, by=dana)
    page = page_of(dana)
    assert names(page) == ["Pace", "Stalled", "Silent", "Overdue", "Due", "Fell", "Well"]
    assert "Reliable deterioration" not in page.content.decode().split("<tbody>")[1]
    pace = Goal.objects.get(problem__plan__client__family_name="Pace")
    with act_as(dana):
        park(pace, because="A funeral.", expected=pace.row_version, by=dana)
    assert names(page_of(dana))[-3:] == ["Fell", "Pace", "Well"]


def test_a_goal_that_was_never_scored_is_silent_after_a_month(dana, noon):
    treated(dana, name="New", ago=20)
    treated(dana, name="Forgotten", ago=31)
    page = page_of(dana)
    assert names(page) == ["Forgotten", "New"]
    assert "No score in 32 days" in page.content.decode()


def test_a_plan_that_is_not_in_effect_raises_nothing(dana):
    signable_plan(dana, client_of(dana))
    assert "No plan in effect" in page_of(dana).content.decode()


def test_discharged_clients_and_other_peoples_are_not_in_it(dana, stranger, outsider):
    treated(dana, name="Mine")
    client_of(dana, family_name="Gone", status="discharged")
    assert names(page_of(dana)) == ["Mine"]
    for other in (stranger, outsider):
        assert "No clients in treatment" in page_of(other).content.decode()


def test_a_supervisor_chooses_whose_and_sees_only_whom_she_answers_for(dana, priya, stranger):
    treated(dana, name="Danas")
    treated(priya, name="Priyas")
    treated(stranger, name="Strangers")
    supervises(priya, dana)
    assert names(page_of(priya)) == ["Priyas"]
    assert names(page_of(priya, who="all")) == ["Danas", "Priyas"]
    assert names(page_of(priya, who=str(dana.pk))) == ["Danas"]
    assert names(page_of(priya, who=str(stranger.pk))) == ["Priyas"]


def test_an_admin_sees_the_practice_and_is_offered_no_step_that_is_not_theirs(dana, noon, avery):
    treated(dana, FELL, name="Fell")
    page = page_of(avery)
    assert names(page) == ["Fell"]
    shown = page.content.decode()
    assert "See the goal" in shown
    assert "See what to do" not in shown


def test_a_therapist_is_not_asked_whose(dana, stranger):
    treated(stranger, name="Strangers")
    page = page_of(dana, who="all")
    assert 'name="who"' not in page.content.decode()
    assert "Strangers" not in page.content.decode()


def test_opening_it_tells_the_trail_whom_it_showed(dana):
    client = treated(dana)
    page_of(dana)
    event = Event.objects.get(verb="caseload.opened")
    assert event.clients == [client.pk]


def test_it_shows_fifty_on_a_page_and_the_rest_on_the_next(dana):
    for place in range(51):
        client_of(dana, family_name=f"N{place:02}")
    assert len(names(page_of(dana))) == 50
    assert names(page_of(dana, page=2)) == ["N50"]
