"""A form that saves itself: what is in the record, what is kept beside it, and what is refused."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse

from accounts.models import Typed
from clients.models import CareTeam
from config import clock
from goals.models import Goal, Objective
from notes.tests.factories import written_note
from plans.models import Plan
from plans.tests.browsing import filled, said, signed_in
from plans.tests.factories import signable_plan, signed_plan
from trail.models import Event

BY_ITSELF = {"X-Autosave": "1"}


@pytest.fixture
def plan(dana, priya):
    plan = signable_plan(dana)
    CareTeam.objects.create(practice=plan.practice, client=plan.client, member=priya)
    return plan


def the_plan(plan) -> str:
    return reverse("plans:edit", args=[plan.client_id, plan.number])


def a_goal(plan, door: str = "goals:edit-goal") -> str:
    goal = Goal.objects.filter(problem__plan=plan).first()
    if door == "goals:add-goal":
        return reverse(door, args=[plan.client_id, plan.number, goal.problem_id])
    return reverse(door, args=[plan.client_id, plan.number, goal.pk])


def sent(browser, url, typed, **more):
    return browser.post(url, typed, headers=BY_ITSELF | more)


def test_a_form_that_saves_itself_saves_as_a_press_does(dana, plan):
    browser = signed_in(dana)
    typed = filled(browser.get(the_plan(plan)), why_now="She lost her job on Monday.")
    answer = sent(browser, the_plan(plan), typed)
    found = answer.json()
    assert (answer.status_code, found["state"], found["row_version"]) == (200, "saved", 2)
    assert found["said"].startswith("Saved ")
    assert Plan.objects.get(pk=plan.pk).why_now == "She lost her job on Monday."
    assert Event.objects.filter(verb="plan.changed", subject_id=str(plan.pk)).count() == 1


def test_typing_on_goes_on_from_the_version_that_was_answered(dana, plan):
    browser = signed_in(dana)
    typed = filled(browser.get(the_plan(plan)), why_now="She lost")
    version = sent(browser, the_plan(plan), typed).json()["row_version"]
    typed |= {"why_now": "She lost her job.", "row_version": version}
    assert sent(browser, the_plan(plan), typed).json()["row_version"] == 3


def test_the_first_save_of_a_new_goal_adds_it_and_the_next_rewords_it(dana, plan):
    browser, door = signed_in(dana), a_goal(plan, "goals:add-goal")
    typed = filled(browser.get(door), statement="Sleep through")
    first = sent(browser, door, typed).json()
    goal = Goal.objects.get(statement="Sleep through")
    assert first["action"] == reverse("goals:edit-goal", args=[plan.client_id, 1, goal.pk])
    typed |= {"statement": "Sleep through the night", "row_version": first["row_version"]}
    assert sent(browser, first["action"], typed).json()["state"] == "saved"
    assert [goal.statement for goal in Goal.objects.filter(pk=goal.pk)] == [typed["statement"]]


def test_a_new_goal_whose_first_answer_was_lost_keeps_what_was_typed_since(dana, plan):
    browser, door = signed_in(dana), a_goal(plan, "goals:add-goal")
    typed = filled(browser.get(door), statement="Sleep")
    sent(browser, door, typed)
    again = sent(browser, door, typed | {"statement": "Sleep through"})
    assert (again.status_code, again.json()["row_version"]) == (200, 2)
    assert Goal.objects.filter(statement__startswith="Sleep").count() == 1
    late = sent(browser, door, typed | {"statement": "Sleep through it"})
    assert late.status_code == 202
    assert "added already" in late.json()["said"]


def test_a_text_that_is_not_valid_is_kept_and_offered_when_the_form_is_opened_again(dana, plan):
    browser = signed_in(dana)
    typed = filled(browser.get(a_goal(plan)), statement="I ride the bus again", baseline="11")
    answer = sent(browser, a_goal(plan), typed | {"opened_form": str(uuid4())})
    assert answer.status_code == 202
    assert "not in the record yet: A score is a whole number from 0 to 10." in answer.json()["said"]
    assert not Goal.objects.filter(statement="I ride the bus again").exists()
    page = browser.get(a_goal(plan))
    assert "You typed this on" in said(page)
    assert "I ride the bus again" in said(page)
    used = filled(browser.get(f"{a_goal(plan)}?typed=use"))
    assert (used["statement"], used["baseline"]) == ("I ride the bus again", "11")


def test_what_was_kept_goes_when_it_is_saved(dana, plan):
    browser, opened = signed_in(dana), {"opened_form": str(uuid4())}
    typed = filled(browser.get(a_goal(plan)), statement="I ride the bus", baseline="eight")
    sent(browser, a_goal(plan), typed | opened)
    assert Typed.objects.filter(user=dana).count() == 1
    sent(browser, a_goal(plan), typed | opened | {"baseline": "8"})
    assert not Typed.objects.exists()


def test_a_press_on_save_also_clears_what_was_kept(dana, plan):
    browser, opened = signed_in(dana), {"opened_form": str(uuid4())}
    typed = filled(browser.get(a_goal(plan)), baseline="eight")
    sent(browser, a_goal(plan), typed | opened)
    assert browser.post(a_goal(plan), typed | opened | {"baseline": "8"}).status_code == 302
    assert not Typed.objects.exists()


def test_what_was_kept_can_be_thrown_away(dana, plan):
    browser = signed_in(dana)
    sent(browser, a_goal(plan), filled(browser.get(a_goal(plan)), baseline="x"))
    kept = Typed.objects.get()
    gone = browser.post(reverse("accounts:discard-typed", args=[kept.pk]))
    assert gone.headers["Location"] == a_goal(plan)
    assert "You typed this" not in said(browser.get(a_goal(plan)))
    assert Event.objects.filter(verb="typed.discarded", clients=[plan.client_id]).exists()


def test_two_tabs_keep_two_texts(dana, plan):
    browser = signed_in(dana)
    typed = filled(browser.get(a_goal(plan)), baseline="x")
    for text in ("one", "two"):
        sent(browser, a_goal(plan), typed | {"own_words": text, "opened_form": str(uuid4())})
    assert {kept.values["own_words"][0] for kept in Typed.objects.all()} == {"one", "two"}


def test_nobody_but_its_writer_sees_what_was_typed(dana, priya, plan, act_as):
    sent(signed_in(dana), a_goal(plan), {"statement": "Half a thought", "row_version": 1})
    kept = Typed.objects.get()
    assert "Half a thought" not in said(signed_in(priya).get(a_goal(plan)))
    discard = reverse("accounts:discard-typed", args=[kept.pk])
    assert signed_in(priya).post(discard).status_code == 404
    with act_as(priya):
        assert not Typed.objects.exists()
    with act_as(dana):
        assert Typed.objects.exists()


def test_the_trail_says_that_a_text_is_kept_once_and_never_what_it_says(dana, plan):
    browser, opened = signed_in(dana), {"opened_form": str(uuid4())}
    for text in ("zq", "zqx", "zqxj"):
        typed = {"statement": text, "baseline": "x", "row_version": 1} | opened
        sent(browser, a_goal(plan), typed)
    events = Event.objects.filter(verb="typed.kept")
    assert [event.clients for event in events] == [[plan.client_id]]
    assert not Event.objects.filter(changed__icontains="zq").exists()


def test_a_null_character_is_kept_for_correction_and_breaks_nothing(dana, plan):
    browser = signed_in(dana)
    typed = filled(browser.get(the_plan(plan)), why_now="before\x00after")
    answer = sent(browser, the_plan(plan), typed)
    assert (answer.status_code, answer.json()["state"]) == (202, "kept")
    assert Typed.objects.get().values["why_now"] == ["before\x00after"]


def test_the_slower_of_two_gets_both_texts_and_overwrites_nothing(dana, priya, plan):
    mine, hers = signed_in(dana), signed_in(priya)
    my_form = filled(mine.get(the_plan(plan)), why_now="What Dana wrote.")
    her_form = filled(hers.get(the_plan(plan)), why_now="What Priya wrote.")
    assert sent(hers, the_plan(plan), her_form).status_code == 200
    answer = sent(mine, the_plan(plan), my_form)
    found = answer.json()
    assert (answer.status_code, found["state"], found["row_version"]) == (409, "conflict", 2)
    for words in ("What Dana wrote.", "What Priya wrote.", "Priya Raman changed this"):
        assert words in found["html"]
    assert Plan.objects.get(pk=plan.pk).why_now == "What Priya wrote."
    # Hers is lost to nobody, and his text waits on the version that it was typed on.
    assert Typed.objects.get(user=dana).row_version == 1
    kept = sent(mine, the_plan(plan), my_form | {"row_version": 2})
    assert kept.json()["state"] == "saved"


def test_using_theirs_drops_mine(dana, priya, plan):
    mine, hers = signed_in(dana), signed_in(priya)
    opened = {"opened_form": str(uuid4())}
    my_form = filled(mine.get(the_plan(plan)), why_now="What Dana wrote.") | opened
    sent(hers, the_plan(plan), filled(hers.get(the_plan(plan)), why_now="What Priya wrote."))
    sent(mine, the_plan(plan), my_form)
    answer = sent(mine, the_plan(plan), my_form | {"row_version": 2, "resolve": "theirs"})
    assert answer.json()["state"] == "saved"
    assert Plan.objects.get(pk=plan.pk).why_now == "What Priya wrote."
    assert not Typed.objects.exists()


def test_a_reason_that_stays_for_good_waits_for_a_press(dana):
    version = signed_plan(dana)
    objective = Objective.objects.filter(goal__problem__plan=version.plan).first()
    objective.target_on = version.plan.practice.today
    objective.save()
    door = reverse("goals:edit-objective", args=[version.plan.client_id, 1, objective.pk])
    browser = signed_in(dana)
    typed = filled(browser.get(door), target_on="2035-01-01", why_later="Si")
    answer = sent(browser, door, typed)
    assert (answer.status_code, objective.extensions.count()) == (202, 0)
    assert "press Save" in answer.json()["said"]
    assert browser.post(door, typed | {"why_later": "Sick for a month."}).status_code == 302
    assert objective.extensions.get().because == "Sick for a month."


def test_an_addendum_is_kept_while_it_is_written_and_added_by_a_press_alone(dana, plan):
    note = written_note(dana, plan.client)
    door = reverse("notes:addendum", args=[plan.client_id, note.pk])
    browser = signed_in(dana)
    typed = filled(browser.get(door), text="The dose was")
    assert sent(browser, door, typed).status_code == 202
    assert note.addenda.count() == 0
    assert "The dose was" in said(browser.get(door))


def test_a_note_saves_itself_and_says_so_once(dana, plan):
    note = written_note(dana, plan.client, signed=False)
    door = reverse("notes:edit", args=[plan.client_id, note.pk])
    browser = signed_in(dana)
    typed = filled(browser.get(door), next_time="Walk the bus route.")
    found = sent(browser, door, typed).json()
    note.refresh_from_db()
    assert (found["state"], found["row_version"]) == ("saved", note.row_version)
    assert note.next_time == "Walk the bus route."
    assert "saved as a draft" not in said(browser.get(door))


def test_a_score_alone_is_a_new_version_of_the_note(dana, plan):
    note = written_note(dana, plan.client, signed=False)
    goal = Goal.objects.filter(problem__plan=plan).first()
    door = reverse("notes:edit", args=[plan.client_id, note.pk])
    browser = signed_in(dana)
    typed = filled(browser.get(door), **{f"score_client_{goal.pk}": "4"})
    found = sent(browser, door, typed).json()
    note.refresh_from_db()
    assert found["row_version"] == note.row_version
    assert sent(browser, door, typed | {"row_version": note.row_version}).status_code == 200


def test_saving_itself_is_not_another_opening_of_the_record(dana, plan):
    browser = signed_in(dana)
    typed = filled(browser.get(a_goal(plan)), baseline="x")
    before = Event.objects.filter(verb="draft.opened").count()
    sent(browser, a_goal(plan), typed)
    assert Event.objects.filter(verb="draft.opened").count() == before


def test_those_who_may_not_write_are_refused_as_by_a_press(avery, stranger, plan):
    assert sent(signed_in(avery), the_plan(plan), {"why_now": "x"}).status_code == 403
    assert sent(signed_in(stranger), the_plan(plan), {"why_now": "x"}).status_code == 404
    assert not Typed.objects.exists()


def test_a_form_whose_session_ended_is_told_so_and_not_led_to_the_sign_in_page(dana, plan):
    with time_machine.travel("2026-03-02 09:00", tick=False) as clock:
        browser = signed_in(dana)
        typed = filled(browser.get(the_plan(plan)), why_now="Typed too late.")
        clock.shift(15 * 60 + 1)
        answer = sent(browser, the_plan(plan), typed)
        assert (answer.status_code, answer.json()) == (401, {"state": "signed-out"})
    browser.logout()
    assert sent(browser, the_plan(plan), typed).status_code == 401
    assert Plan.objects.get(pk=plan.pk).why_now != "Typed too late."


def test_one_persons_text_is_never_saved_under_anothers_name(dana, priya, plan):
    typed = filled(signed_in(dana).get(the_plan(plan)), why_now="Dana's words.")
    browser = signed_in(priya)
    answer = sent(browser, the_plan(plan), typed, **{"X-User": str(dana.pk)})
    assert (answer.status_code, answer.json()) == (401, {"state": "other-user"})
    assert not Typed.objects.exists()
    assert Plan.objects.get(pk=plan.pk).why_now != "Dana's words."


def test_a_form_of_the_practice_that_one_left_is_told_so(dana, plan):
    browser = signed_in(dana)
    typed = filled(browser.get(the_plan(plan))) | {"_practice": str(uuid4())}
    answer = sent(browser, the_plan(plan), typed)
    assert (answer.status_code, answer.json()) == (409, {"state": "other-practice"})


def test_what_nobody_asked_for_within_a_month_is_forgotten(dana, plan):
    browser = signed_in(dana)
    half = filled(browser.get(a_goal(plan)), target="eleven", opened_form=str(uuid4()))
    with time_machine.travel(clock.now() - timedelta(days=31), tick=True):
        assert sent(signed_in(dana), a_goal(plan), half).json()["state"] == "kept"
    newer = half | {"opened_form": str(uuid4())}
    assert sent(signed_in(dana), a_goal(plan), newer).json()["state"] == "kept"
    call_command("forget_typed", database="default")
    assert [str(pk) for pk in Typed.objects.values_list("pk", flat=True)] == [newer["opened_form"]]
