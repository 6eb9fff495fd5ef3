"""Saying a goal or step in other words on the client's page."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client as Browser

from clients.actions import word_for_client
from clients.models import PageWords
from clients.tests.factories import client_of, reader_of
from plans.models import Plan, Version
from portal.tests.factories import lived_plan


@pytest.fixture
def marisol(dana):
    return client_of(dana, given_name="Marisol")


@pytest.fixture
def goal(dana, marisol):
    return lived_plan(dana, marisol, scores=[8, 4], statement="Decrease avoidance", own_words="")


def say(goal, words, by, kind="goal", item=None):
    client = goal.problem.plan.client
    said = PageWords(client=client, kind=kind, item=str(item or goal.pk), words=words)
    return word_for_client(said, by=by)


def page(client, path=""):
    browser = Browser()
    browser.force_login(reader_of(client))
    return browser.get(f"/me/{path}", secure=True).content.decode()


def test_the_words_show_in_place_of_the_statement_everywhere_at_once(dana, marisol, goal, act_as):
    step = goal.objectives.first()
    with act_as(dana):
        say(goal, "Ride the bus again", dana)
        say(goal, "One stop more each week", dana, kind="objective", item=step.pk)
    for path in ("", "plan/", f"goals/{goal.pk}/"):
        said = page(marisol, path)
        assert "Ride the bus again" in said
        assert "Decrease avoidance" not in said
    said = page(marisol, f"goals/{goal.pk}/")
    assert "One stop more each week" in said
    assert step.statement not in said


def test_the_newest_words_count_and_empty_ones_end_it(dana, marisol, goal, act_as):
    with act_as(dana):
        say(goal, "First words", dana)
        say(goal, "Second words", dana)
        say(goal, "Second words", dana)
    assert "Second words" in page(marisol)
    with act_as(dana):
        say(goal, "", dana)
    assert "Decrease avoidance" in page(marisol)
    assert PageWords.objects.count() == 3


def test_what_was_signed_stays_as_it_was(dana, marisol, goal, act_as):
    before = Version.objects.get(plan=Plan.objects.get(client=marisol))
    with act_as(dana):
        say(goal, "Ride the bus again", dana)
    after = Version.objects.get(pk=before.pk)
    assert (after.document, after.digest) == (before.document, before.digest)
    assert "Ride the bus" not in after.document


def test_only_the_care_team_writes_and_only_for_their_own_client(dana, avery, goal, act_as):
    with act_as(avery), pytest.raises(PermissionDenied):
        say(goal, "Mine", avery)
    other = lived_plan(dana)
    with act_as(dana), pytest.raises(ValidationError, match="does not stand"):
        say(goal, "Mine", dana, item=other.pk)
