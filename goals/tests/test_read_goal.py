"""A goal's page: its picture, and every number under it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from config import clock
from goals.models import Goal
from notes.actions import NumberGiven, add_addendum
from notes.models import Addendum
from notes.tests.factories import held_session, written_note
from plans.models import Plan
from plans.tests.browsing import said, signed_in
from plans.tests.factories import signed_plan
from plans.tests.large import first_goal, lived_plan
from trail.models import Event

# Six of each request and the savepoints and session of the first answer, the goal, its event, the
# numbers (notes.progress: 9), scores, objectives, dates that moved, flags (5), wordings and who
# writes.
QUERIES = 33


@pytest.fixture
def goal(dana):
    return first_goal(signed_plan(dana))


def address(goal, name="detail") -> str:
    return reverse(f"goals:{name}", args=[goal.home.client_id, goal.home.number, goal.pk])


def test_before_the_first_score_it_says_when_one_will_appear(dana, goal):
    page = said(signed_in(dana).get(address(goal)))
    assert "The first score appears after the first signed note." in page
    assert "<img" not in page.split("<main")[1]


def test_every_score_stands_in_the_table(dana, goal):
    now = clock.now()
    client = goal.home.client
    opened_on = (now - timedelta(weeks=9)).date()
    Plan.objects.filter(pk=goal.home.pk).update(opened_on=opened_on)
    for week, score in ((3, 8), (2, 0), (1, 5)):
        written_note(dana, client, on=now - timedelta(weeks=week), scores={goal.pk: score})
    held_session(dana, client, on=now - timedelta(days=3), status="missed")
    page = signed_in(dana).get(address(goal))
    rows = page.context["rows"]
    assert [row[1] for row in rows if row[1] != "–"] == ["8", "0", "5"]
    assert any("session missed" in row[-1] for row in rows)
    assert "variant=phone" in said(page)
    assert "3 scores" in page.context["alt"]


def test_each_rater_has_a_column_of_their_own(dana, goal):
    note = written_note(dana, goal.home.client, scores={goal.pk: 8})
    both = [NumberGiven(goal.pk, 6, "clinician", remark="Seen on the bus.")]
    add_addendum(Addendum(note=note, text="My own score."), scores=both, by=dana)
    page = signed_in(dana).get(address(goal))
    assert page.context["headers"] == ("Day", "Client", "Clinician", "Remark")
    (row,) = page.context["rows"]
    assert row[1:3] == ("8", "6")
    assert "Seen on the bus." in row[3]
    assert "As the clinician scores" in said(page)


def test_an_unsigned_note_scores_nothing_yet(dana, goal):
    written_note(dana, goal.home.client, scores={goal.pk: 4}, signed=False)
    assert "The first score appears" in said(signed_in(dana).get(address(goal)))


def test_it_says_what_may_be_said_of_the_change(dana, goal):
    now = clock.now()
    Goal.objects.filter(pk=goal.pk).update(baseline_on=(now - timedelta(weeks=9)).date())
    for week, score in ((3, 8), (1, 4)):
        on = now - timedelta(weeks=week)
        written_note(dana, goal.home.client, on=on, scores={goal.pk: score})
    page = said(signed_in(dana).get(address(goal)))
    assert "As the client scores" in page
    assert "Reliable improvement" in page


def test_counts_and_wordings_are_listed(dana, goal):
    objective = goal.objectives.get()
    written_note(dana, goal.home.client, counts={objective.pk: 2})
    page = said(signed_in(dana).get(address(goal)))
    assert "panic attacks: from 3 to 1 per week" in page
    assert "Now 2." in page
    assert "0 means no fear of another attack" in page


def test_a_corrected_score_shows_what_it_was(dana, goal):
    note = written_note(dana, goal.home.client, scores={goal.pk: 9})
    given = [NumberGiven(goal.pk, 6, "client")]
    add_addendum(Addendum(note=note, text="It was six."), scores=given, by=dana)
    (row,) = signed_in(dana).get(address(goal)).context["rows"]
    assert row[1] == "6"
    assert "corrected in an addendum, was 9" in row[-1]


def test_reading_it_is_written_down(dana, goal):
    signed_in(dana).get(address(goal))
    assert Event.objects.get(verb="goal.read").clients == [goal.home.client_id]


def test_an_admin_reads_without_buttons_and_strangers_do_not_find_it(avery, stranger, goal):
    page = said(signed_in(avery).get(address(goal)))
    assert "Reword" not in page
    for name in ("detail", "chart", "sparkline"):
        assert signed_in(stranger).get(address(goal, name)).status_code == 404


def test_long_words_and_signs_stand_as_they_were_typed(dana, goal):
    text = "x" * 1900 + r" $\frac{1}{2}$ <b>bold</b>"
    Goal.objects.filter(pk=goal.pk).update(statement=text)
    written_note(dana, goal.home.client, scores={goal.pk: 4})
    page = said(signed_in(dana).get(address(goal)))
    assert r"$\frac{1}{2}$ &lt;b&gt;bold&lt;/b&gt;" in page


@pytest.mark.parametrize("large", [False, True])
def test_its_queries_do_not_grow_with_plan_or_sessions(dana, large, django_assert_max_num_queries):
    goal = first_goal(lived_plan(dana) if large else signed_plan(dana))
    where, browser = address(goal), signed_in(dana)
    with django_assert_max_num_queries(QUERIES):
        browser.get(where)
