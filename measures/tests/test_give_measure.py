"""Giving a measure: answers are kept as they come, finishing scores and locks them."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse

from accounts.editing import Stale
from clients.risk import safety_of
from clients.tests.factories import client_of
from measures import actions
from measures.catalogue import find
from measures.models import Administration
from measures.tests.factories import begun, given, phq9, series
from notes.tests.factories import held_session
from trail.models import Event

AUTOSAVE = {"HTTP_X_AUTOSAVE": "1"}


@pytest.fixture
def person(dana):
    return client_of(dana, gender="female")


def door(name, person, *more):
    return reverse(f"measures:{name}", args=[person.pk, *more])


def typed(answers, **more):
    said = {"on": "2026-01-05", "new_id": str(uuid4())}
    return said | {f"item_{item}": str(value) for item, value in answers.items()} | more


def verbs():
    return list(Event.objects.order_by("pk").values_list("verb", flat=True))


def test_it_scores_and_locks_what_was_answered_on_the_screen(client, dana, person):
    client.force_login(dana)
    answer = client.post(door("give", person, "phq-9"), typed(phq9(14), finish="1"))
    held = Administration.objects.get()
    assert answer.headers["Location"] == door("result", person, held.pk)
    assert (held.total, held.way, held.completed_by) == (14, "screen", dana)
    assert held.facts == {"gender": "female"}
    page = client.get(answer.headers["Location"]).content.decode()
    for said in ("14 of 27", "moderate", "Kroenke", "Meets the cut", "Nearly every day"):
        assert said in page
    assert "measure.scored" in verbs()


def test_it_keeps_the_answers_as_they_come_and_goes_on_at_the_rows_own_address(
    client, dana, person
):
    client.force_login(dana)
    first = typed({"q1": 2})
    said = client.post(door("give", person, "phq-9"), first, **AUTOSAVE).json()
    held = Administration.objects.get()
    assert (said["state"], said["action"]) == ("saved", door("edit", person, held.pk))
    more = typed({"q1": 2, "q2": 1}) | {"row_version": said["row_version"]}
    assert client.post(said["action"], more, **AUTOSAVE).json()["state"] == "saved"
    held.refresh_from_db()
    assert (held.answers, held.completed_at) == ({"q1": 2, "q2": 1}, None)


def test_finishing_with_blanks_is_a_decision(client, dana, person):
    client.force_login(dana)
    answers = phq9(14)
    answers.pop("q3")
    said = typed(answers, finish="1")
    refused = client.post(door("give", person, "phq-9"), said)
    assert refused.status_code == 422
    assert "Item 3 is blank. Answer it, or tick" in refused.content.decode()
    assert not Administration.objects.exists()
    client.post(door("give", person, "phq-9"), said | {"blanks": "on"})
    held = Administration.objects.get()
    assert (held.total, held.scored.why_not) == (None, "1 item is blank: not scored.")


@pytest.mark.parametrize("value", ["4", "-1", "1.5", "five", "10"])
def test_paper_takes_a_digit_of_the_measure_and_nothing_else(client, dana, person, value):
    client.force_login(dana)
    answer = client.post(door("enter", person, "phq-9"), typed({"q3": value}))
    assert answer.status_code == 422
    assert "Item 3 is 0, 1, 2 or 3." in answer.content.decode()


def test_a_measure_without_words_is_entered_from_paper_alone(client, dana, avery, person):
    actions.switch("who-5", is_on=True, terms="Read on 5 January 2026.", by=avery)
    client.force_login(dana)
    page = client.get(door("give", person, "who-5")).content.decode()
    assert "From paper: one digit in each box" in page
    assert 'type="radio"' not in page
    five = {f"q{n}": 2 for n in range(1, 6)}
    client.post(door("give", person, "who-5"), typed(five, finish="1"))
    held = Administration.objects.get()
    assert (held.way, held.total) == ("paper", 40)


def test_item_9_shows_the_risk_panel_and_leaves_its_trace(client, dana, person):
    client.force_login(dana)
    answer = client.post(door("give", person, "phq-9"), typed({"q9": 1}))
    page = client.get(answer.headers["Location"]).content.decode()
    panel = page[page.index("data-risk-panel") :][:30]
    assert "hidden" not in panel
    assert "988" in page
    held = Administration.objects.get()
    actions.finish(held, expected=held.row_version, by=dana)
    assert verbs().count("risk.answered") == 1
    assert safety_of(person, dana).open_answers[0].said == "PHQ-9, item 9: Several days"
    assert "Look at risk now" in client.get(door("result", person, held.pk)).content.decode()


def test_risk_stays_open_until_the_answer_is_taken_back_or_put_right(dana, person):
    mistaken = begun(dana, person, answers={"q9": 2})
    assert safety_of(person, dana).is_open
    actions.discard(mistaken, expected=1, by=dana)
    assert not safety_of(person, dana).is_open
    wrong = given(dana, person, answers=phq9(14) | {"q9": 1})
    again = Administration(
        client=person, supersedes=wrong, reason="Item 9 was misread.", on=wrong.on, way="paper"
    )
    held = actions.start(again, find("phq-9", dana), phq9(14), by=dana)
    assert safety_of(person, dana).is_open
    actions.finish(held, expected=1, by=dana)
    assert not safety_of(person, dana).is_open


def test_without_such_an_answer_the_panel_stays_hidden(client, dana, person):
    client.force_login(dana)
    page = client.get(door("give", person, "phq-9")).content.decode()
    assert "hidden" in page[page.index("data-risk-panel") :][:60]
    assert "data-risk-panel" not in client.get(door("give", person, "gad-7")).content.decode()


def test_nothing_is_chosen_beforehand(client, dana, person):
    series(dana, person, 20, 14)
    client.force_login(dana)
    page = client.get(door("give", person, "phq-9")).content.decode()
    assert 'type="radio"' in page
    assert not re.search(r'<input type="radio"[^>]*\schecked', page)


def test_the_database_refuses_to_change_a_scored_measure(dana, person, act_as):
    held = given(dana, person)
    for act in (
        lambda: Administration.objects.filter(pk=held.pk).update(total=0),
        lambda: Administration.objects.filter(pk=held.pk).delete(),
    ):
        with pytest.raises(DatabaseError, match="is scored"), act_as(dana), transaction.atomic():
            act()


def test_a_wrong_one_is_put_right_by_another_and_both_are_kept(client, dana, person):
    wrong = given(dana, person, answers=phq9(14))
    client.force_login(dana)
    asked = door("correct", person, wrong.pk)
    refused = client.post(asked, typed(phq9(16), finish="1"))
    assert "Say what was wrong." in refused.content.decode()
    client.post(asked, typed(phq9(16), finish="1", reason="Item 5 was misread."))
    right = Administration.objects.standing().get()
    assert (right.total, right.supersedes) == (16, wrong)
    assert Administration.objects.count() == 2
    assert "Item 5 was misread." in client.get(door("result", person, wrong.pk)).content.decode()
    page = client.get(door("of-client", person)).content.decode()
    assert "was put right by" in page
    again = Administration(client=person, supersedes=wrong, reason="x", on=wrong.on, way="paper")
    with pytest.raises(ValidationError, match="put this right already"):
        actions.start(again, find("phq-9", dana), phq9(3), by=dana)


def test_finishing_twice_is_finishing_once_and_a_stale_one_is_refused(dana, person):
    held = begun(dana, person)
    with pytest.raises(Stale):
        actions.finish(held, expected=99, by=dana)
    once = actions.finish(held, expected=1, by=dana)
    assert actions.finish(held, expected=1, by=dana).completed_at == once.completed_at
    with pytest.raises(ValidationError, match="scored and locked"):
        actions.keep(once, {"q1": 0}, expected=once.row_version, by=dana)


def test_one_that_was_begun_by_mistake_is_discarded_and_a_finished_one_is_not(client, dana, person):
    held, done = begun(dana, person), given(dana, person)
    client.force_login(dana)
    client.post(door("discard", person, held.pk), {"row_version": held.row_version})
    assert list(Administration.objects.all()) == [done]
    client.post(door("discard", person, done.pk), {"row_version": done.row_version})
    assert list(Administration.objects.all()) == [done]


def test_a_measure_belongs_to_its_session_and_shows_on_its_note(client, dana, person):
    attendance = held_session(dana, person)
    client.force_login(dana)
    asked = door("give", person, "phq-9") + f"?session={attendance.session_id}"
    client.post(asked, typed(phq9(10), finish="1", on=attendance.session.on.isoformat()))
    assert Administration.objects.get().attendance == attendance
    stranger = held_session(dana, client_of(dana))
    wrong = door("give", person, "phq-9") + f"?session={stranger.session_id}"
    assert client.get(wrong).status_code == 404


def test_it_refuses_a_day_to_come(dana, person):
    tomorrow = person.practice.today + timedelta(days=1)
    with pytest.raises(ValidationError, match="in the future"):
        begun(dana, person, on=tomorrow)


def test_only_the_care_team_gives_a_measure_that_is_switched_on(client, dana, avery, person):
    with pytest.raises(PermissionDenied):
        begun(avery, person)
    actions.switch("phq-9", is_on=False, by=avery)
    with pytest.raises(PermissionDenied, match="switched off"):
        begun(dana, person)
    client.force_login(dana)
    assert client.get(door("give", person, "phq-9")).status_code == 404


def test_two_who_answer_at_once_see_both_and_overwrite_nothing(client, dana, person):
    held = begun(dana, person, answers={"q1": 1})
    actions.keep(held, {"q1": 2}, expected=1, by=dana)
    client.force_login(dana)
    late = typed({"q1": 0}) | {"row_version": 1}
    answer = client.post(door("edit", person, held.pk), late)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "1: Not at all" in page
    assert "1: More than half the days" in page


def test_the_page_says_the_change_since_the_first_with_its_source(client, dana, person):
    results = series(dana, person, 20, 18, 13)
    client.force_login(dana)
    page = client.get(door("result", person, results[-1].pk)).content.decode()
    assert "Down 7 since the first: reliable improvement" in page
    assert "Down 5 since the first: no reliable change" in page
    assert "NHS Talking Therapies" in page
    whole = client.get(door("of-client", person)).content.decode()
    assert "lower is better, now moderate; 3 scores." in whole


def test_its_picture_is_drawn_on_its_own_scale(client, dana, person):
    series(dana, person, 20, 13)
    client.force_login(dana)
    drawn = client.get(door("chart", person, "phq-9"))
    assert drawn.headers["Content-Type"] == "image/svg+xml"
    assert ">20 severe<" in drawn.content.decode()
    assert ">25<" in drawn.content.decode()
    assert client.get(door("chart", person, "gad-7")).status_code == 404
