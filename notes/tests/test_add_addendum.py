"""Adding to a signed note, and correcting a number in it."""

from uuid import uuid4

import pytest

from clients.tests.factories import client_of
from goals.models import Goal
from goals.scored import scores_of
from notes.models import Addendum, Score
from notes.progress import counts_of, progress_of
from notes.tests.factories import written_note
from notes.tests.pages import of_note
from plans.tests.factories import signable_plan
from trail.models import Event


@pytest.fixture
def plan(dana):
    return signable_plan(dana, client_of(dana), goals=2)


@pytest.fixture
def goal(plan):
    return Goal.objects.in_order().first()


@pytest.fixture
def note(dana, plan, goal):
    counts = {goal.objectives.get().pk: 3}
    return written_note(dana, plan.client, scores={goal.pk: 5}, counts=counts)


def addendum(**fields):
    return {"new_id": uuid4(), "text": "Written down wrongly.", **fields}


def test_it_is_shown_under_the_note_with_its_author(dana, browse, note):
    browser = browse(dana)
    assert "Add an addendum" in browser.get(of_note("note", note)).content.decode()
    answer = browser.post(of_note("addendum", note), addendum(text="She called <later>."))
    page = browser.get(answer.url).content.decode()
    assert answer.url == of_note("note", note)
    assert "She called &lt;later&gt;." in page
    assert "Addendum of" in page
    assert page.count("Dana Whitfield, LCSW") >= 2
    assert Event.objects.filter(verb="note.addendum").count() == 1


def test_a_corrected_score_supersedes_and_both_are_shown(dana, browse, plan, goal, note):
    browser = browse(dana)
    assert "This note says 5." in browser.get(of_note("addendum", note)).content.decode()
    answer = browser.post(of_note("addendum", note), addendum(**{f"score_client_{goal.pk}": "4"}))
    today = plan.practice.today
    page = browser.get(answer.url).content.decode()
    assert f"5, corrected to 4 on {today.day} {today:%B %Y}" in page
    assert set(note.scores.values_list("value", flat=True)) == {4, 5}
    day = note.attendance.session.on
    assert scores_of([goal.pk]) == {goal.pk: {"client": ((day, 4),)}}
    chart = progress_of(plan).chart(goal, today)
    assert [series.points for series in chart.series] == [((day, 4),)]


def test_a_corrected_count_supersedes_and_both_are_shown(dana, browse, goal, note):
    objective = goal.objectives.get()
    answer = browse(dana).post(
        of_note("addendum", note), addendum(**{f"count_{objective.pk}": "0"})
    )
    assert "3, corrected to 0 on" in browse(dana).get(answer.url).content.decode()
    assert counts_of([goal.pk])[objective.pk] == ((note.attendance.session.on, 0),)


def test_a_correction_may_be_corrected_again(dana, browse, goal, note):
    browser = browse(dana)
    for value in ("4", "6"):
        browser.post(of_note("addendum", note), addendum(**{f"score_client_{goal.pk}": value}))
    assert Score.objects.standing().get(goal=goal).value == 6
    page = browser.get(of_note("note", note)).content.decode()
    assert page.index("5, corrected to 4") < page.index("corrected to 6")


def test_a_forgotten_score_may_be_added(dana, browse, goal, note):
    other = Goal.objects.exclude(pk=goal.pk).get()
    answer = browse(dana).post(
        of_note("addendum", note), addendum(**{f"score_client_{other.pk}": "0"})
    )
    assert "0, added on" in browse(dana).get(answer.url).content.decode()
    assert Score.objects.standing().get(goal=other).value == 0


def test_a_number_left_as_it_is_makes_no_row(dana, browse, goal, note):
    typed = {f"score_client_{goal.pk}": "5", f"count_{goal.objectives.get().pk}": "3"}
    browse(dana).post(of_note("addendum", note), addendum(**typed))
    assert Addendum.objects.count() == 1
    assert note.scores.count() == 1
    assert note.counts.count() == 1


def test_a_correction_stands_on_the_wording_of_the_score_that_it_corrects(dana, browse, goal, note):
    Goal.objects.filter(pk=goal.pk).update(statement="Reworded since", same_meaning=False)
    browse(dana).post(of_note("addendum", note), addendum(**{f"score_client_{goal.pk}": "4"}))
    assert Score.objects.standing().get(goal=goal).revision == note.scores.get(value=5).revision


@pytest.mark.parametrize("value", ["11", "-1", "5.5", "five"])
def test_it_refuses_what_is_not_on_the_scale(dana, browse, goal, note, value):
    typed = addendum(text="Kept words.", **{f"score_client_{goal.pk}": value})
    answer = browse(dana).post(of_note("addendum", note), typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count("A score is a whole number from 0 to 10.") == 2
    assert "Kept words." in page
    assert Addendum.objects.count() == 0


def test_it_asks_for_words(dana, browse, goal, note):
    typed = addendum(text="  ", **{f"score_client_{goal.pk}": "4"})
    answer = browse(dana).post(of_note("addendum", note), typed)
    assert answer.status_code == 422
    assert "Fill in: Addendum." in answer.content.decode()
    assert note.scores.count() == 1


def test_an_addendum_posted_twice_is_one(dana, browse, goal, note):
    typed, browser = addendum(**{f"score_client_{goal.pk}": "4"}), browse(dana)
    answers = [browser.post(of_note("addendum", note), typed) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Addendum.objects.count() == 1
    assert note.scores.count() == 2


def test_a_draft_has_no_addendum(dana, browse, plan):
    draft = written_note(dana, plan.client, signed=False)
    assert browse(dana).get(of_note("addendum", draft)).url == of_note("note", draft)
    assert browse(dana).post(of_note("addendum", draft), addendum()).status_code == 302
    assert Addendum.objects.count() == 0


def test_those_who_only_read_the_record_add_nothing(sam, priya, avery, browse):
    note = written_note(sam, client_of(sam))
    for somebody in (priya, avery):
        browser = browse(somebody)
        assert "Add an addendum" not in browser.get(of_note("note", note)).content.decode()
        assert browser.get(of_note("addendum", note)).status_code == 403
        assert browser.post(of_note("addendum", note), addendum()).status_code == 403
    assert Addendum.objects.count() == 0
