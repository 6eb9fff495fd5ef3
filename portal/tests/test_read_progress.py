"""Reading one's own progress."""

from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse

from accounts.models import User
from accounts.tests.factories import UserFactory
from clients.models import ClientAccess
from clients.tests.factories import client_of, reader_of
from config import clock
from goals.models import Goal
from notes.actions import NumberGiven, add_addendum
from notes.models import Addendum
from notes.tests.factories import held_session, written_note
from plans.actions import close_plan, cosign, return_version
from plans.models import Plan
from plans.tests.factories import draft_plan, sign_draft, signable_plan, signed_plan
from portal.tests.factories import lived_plan
from trail.models import Event


def read(user: User, name: str = "portal:progress", *args: object):
    browser = Browser()
    browser.force_login(user)
    return browser.get(reverse(name, args=args), secure=True)


def words(user: User, name: str = "portal:progress", *args: object) -> str:
    answer = read(user, name, *args)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.fixture
def marisol(dana):
    return client_of(dana, given_name="Marisol")


def test_it_says_one_sentence_for_each_goal(dana, marisol):
    lived_plan(dana, marisol, scores=[8, 7, 5, 4])
    said = words(reader_of(marisol))
    assert "You started at 8. Now you say 4. You are aiming for 3." in said
    assert "I want to be less afraid of being afraid." in said


def test_a_zero_is_said_as_zero(dana, marisol):
    goal = lived_plan(dana, marisol, scores=[3, 0])
    user = reader_of(marisol)
    assert "Now you say 0. You were aiming for 3." in words(user)
    assert "<td>0</td>" in words(user, "portal:goal", goal.pk)


def test_without_a_score_it_says_when_the_first_one_shows(dana, marisol):
    signed_plan(dana, marisol)
    said = words(reader_of(marisol))
    assert "You started at 8. You are aiming for 3." in said
    assert "The first score shows here after a session." in said


def test_a_score_shows_when_its_note_is_signed_and_not_before(dana, marisol):
    goal = lived_plan(dana, marisol, scores=[7])
    written_note(dana, marisol, scores={goal.pk: 2}, signed=False)
    said = words(reader_of(marisol))
    assert "Now you say 7." in said


def test_a_corrected_score_stands_and_the_wrong_one_is_gone(dana, marisol):
    goal = lived_plan(dana, marisol, scores=[7])
    said = Addendum(note=goal.scores.get().note, text="The score was 5.")
    add_addendum(said, scores=[NumberGiven(goal.pk, 5, "client")], by=dana)
    user = reader_of(marisol)
    assert "Now you say 5." in words(user)
    assert "<td>7</td>" not in words(user, "portal:goal", goal.pk)


def test_a_worse_score_is_shown_with_a_word_of_comfort_and_none_of_judgement(dana, marisol):
    lived_plan(dana, marisol, scores=[8, 9, 10])
    said = words(reader_of(marisol))
    assert "Now you say 10." in said
    assert "Scores go up and down. You can talk about this with Dana next time." in said
    for word in ("deteriorat", "failed", "off track", "off pace", "stalled", "reliable", "missed"):
        assert word not in said.lower()


def test_a_missed_session_and_the_plans_versions_are_not_on_the_clients_page(dana, marisol):
    goal = lived_plan(dana, marisol, scores=[7, 6])
    held_session(dana, marisol, status="missed")
    user = reader_of(marisol)
    for name, args in (("portal:goal", [goal.pk]), ("portal:chart", [goal.pk])):
        said = words(user, name, *args).lower()
        assert "missed" not in said
        assert "version" not in said


def test_nothing_is_shared_before_a_plan_takes_effect(dana, sam, priya):
    client = client_of(sam)
    user = reader_of(client)
    plan = signable_plan(sam, client)
    assert "hasn’t shared a goal yet" in words(user)
    version = sign_draft(plan, sam)
    goal = Goal.objects.get(problem__plan=plan)
    for name in ("portal:progress", "portal:plan"):
        assert "Reduce panic attacks" not in words(user, name)
    assert read(user, "portal:goal", goal.pk).status_code == 404
    assert read(user, "portal:chart", goal.pk).status_code == 404
    cosign(version, by=priya)
    assert "Reduce panic attacks" in words(user)


def test_a_returned_version_and_a_newer_draft_stay_with_staff(sam, priya):
    client = client_of(sam)
    plan = signable_plan(sam, client)
    cosign(sign_draft(plan, sam), by=priya)
    Plan.objects.filter(pk=plan.pk).update(changed_at=clock.now())
    Goal.objects.filter(problem__plan=plan).update(statement="Words of the next version")
    user = reader_of(client)
    assert "Words of the next version" not in words(user)
    second = sign_draft(plan, sam, reason="reworded")
    assert "Words of the next version" not in words(user)
    return_version(second, {"plan": "Say more."}, by=priya)
    assert "Words of the next version" not in words(user)
    assert "Say more." not in words(user, "portal:plan")
    assert "Reduce panic attacks" in words(user)


def test_another_clients_goal_is_not_there(dana, marisol):
    lived_plan(dana, marisol, scores=[7])
    other = lived_plan(dana, scores=[2])
    user = reader_of(marisol)
    for name in ("portal:goal", "portal:chart"):
        assert read(user, name, other.pk).status_code == 404


def test_staff_doors_are_not_there_for_a_client_nor_the_clients_for_staff(dana, marisol):
    signed_plan(dana, marisol)
    user = reader_of(marisol)
    browser = Browser()
    browser.force_login(user)
    for path in ("/clients/", f"/clients/{marisol.pk}/", "/audit/", "/review/"):
        assert browser.get(path, secure=True).status_code == 404
    for name in ("progress", "plan", "help", "choose"):
        assert read(dana, f"portal:{name}").status_code == 404


@pytest.mark.parametrize("change", ["ended_at", "expires_at"])
def test_access_that_ended_or_expired_closes_the_page(dana, marisol, change):
    signed_plan(dana, marisol)
    user = reader_of(marisol)
    assert read(user).status_code == 200
    past = clock.now() - timedelta(minutes=1)
    ClientAccess.objects.filter(user=user).update(**{change: past})
    assert read(user).status_code == 404


def test_a_guardian_reads_by_the_clients_name(dana):
    client = client_of(dana, given_name="Theo")
    lived_plan(dana, client, scores=[8, 6])
    ines = UserFactory(name="Ines Brandt", credentials="")
    ClientAccess.objects.create(
        practice=dana.practice, client=client, user=ines, kind="guardian", given_by=dana
    )
    said = words(ines)
    assert "You are reading for Theo." in said
    assert "Theo started at 8. Now Theo says 6. Theo is aiming for 3." in said


def test_a_guardian_of_two_chooses_whose_page_to_read(dana):
    theo, lea = (client_of(dana, given_name=name) for name in ("Theo", "Lea"))
    ines = UserFactory(name="Ines Brandt", credentials="")
    for child in (theo, lea):
        lived_plan(dana, child, scores=[8, 6] if child is theo else [8, 5])
        ClientAccess.objects.create(
            practice=dana.practice, client=child, user=ines, kind="guardian", given_by=dana
        )
    browser = Browser()
    browser.force_login(ines)
    choice = browser.get("/me/choose/", secure=True).content.decode()
    assert "Theo" in choice
    assert "Lea" in choice
    answer = browser.post("/me/choose/", {"client": str(lea.pk)}, secure=True, follow=True)
    assert "Now Lea says 5." in answer.content.decode()
    stranger = client_of(dana)
    refused = browser.post("/me/choose/", {"client": str(stranger.pk)}, secure=True)
    assert refused.status_code == 404
    assert "Now Lea says 5." in browser.get("/me/", secure=True).content.decode()


def test_a_closed_plan_is_still_there_to_read(dana, marisol):
    lived_plan(dana, marisol, scores=[4, 3])
    plan = Plan.objects.get(client=marisol)
    close_plan(plan, because="Goals reached.", expected=plan.row_version, by=dana)
    said = words(reader_of(marisol))
    assert "This plan ended on" in said
    assert "Now you say 3." in said


def test_the_plan_is_read_in_the_words_that_were_signed(dana, marisol):
    lived_plan(dana, marisol, scores=[7])
    said = words(reader_of(marisol), "portal:plan")
    assert "Panic attacks fall from 3 a week to 1 a week" in said
    assert "From 8 to 3" in said
    assert "Between sessions: ten minutes of breathing practice each day" in said
    assert "Signed by Dana Whitfield, LCSW" in said


def test_help_gives_the_crisis_lines_and_the_practice(dana, marisol):
    draft_plan(dana, marisol)
    said = words(reader_of(marisol), "portal:help")
    for number in ("tel:911", "tel:988", "tel:555-0100"):
        assert number in said


def test_a_goal_of_any_words_is_shown_as_words(dana, marisol):
    typed = "<script>alert(1)</script> $\\frac{1}{2}$ " + "x" * 1500
    goal = lived_plan(dana, marisol, scores=[7], statement=typed, own_words="y" * 5000)
    user = reader_of(marisol)
    said = words(user, "portal:goal", goal.pk)
    assert "<script>alert" not in said
    assert "y" * 5000 in said
    assert read(user, "portal:chart", goal.pk).content.startswith(b"<svg")


@pytest.mark.parametrize("name", ["progress", "goal", "chart", "plan"])
def test_each_opening_leaves_a_trace_that_names_the_client(dana, marisol, name):
    goal = lived_plan(dana, marisol, scores=[7])
    user = reader_of(marisol)
    read(user, f"portal:{name}", *([goal.pk] if name in ("goal", "chart") else []))
    event = Event.objects.filter(verb__startswith="progress.").get()
    assert (event.actor_id, event.role, event.clients) == (user.pk, "client", [marisol.pk])
