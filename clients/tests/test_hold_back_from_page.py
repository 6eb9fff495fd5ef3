"""Holding something back from the client's page, and looking at it again."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import ProgrammingError, connection
from django.test import Client as Browser
from django.urls import reverse

from accounts.tests.factories import UserFactory
from clients.actions import hold_back, look_again
from clients.models import ClientAccess, HeldBack
from clients.tests.factories import client_of, reader_of
from config import clock
from config.tenancy import acting, as_client
from exchange.tables import TABLES
from notes.models import Count, Score
from plans.models import Plan, Version
from portal.tests.factories import lived_plan
from trail.models import Event


def hold(goal, by, *, readers="everybody", ground="endangers", item=None, kind="goal", days=30):
    client = goal.problem.plan.client
    held = HeldBack(
        client=client,
        kind=kind,
        item=str(goal.pk) if item is None else str(item),
        readers=readers,
        ground=ground,
        words="She told me of a plan to act on it.",
        look_again_on=client.practice.today + timedelta(days=days),
    )
    return hold_back(held, by=by)


def read(user, path=""):
    browser = Browser()
    browser.force_login(user)
    return browser.get(f"/me/{path}", secure=True)


def words(user, path=""):
    answer = read(user, path)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.fixture
def marisol(dana):
    return client_of(dana, given_name="Marisol")


@pytest.fixture
def goal(dana, marisol):
    return lived_plan(
        dana, marisol, scores=[8, 4], counts=[3, 2], statement="Sleep through", own_words=""
    )


@pytest.fixture
def guardian(dana, marisol):
    user = UserFactory(name="Ines Brandt", credentials="")
    ClientAccess.objects.create(
        practice=dana.practice, client=marisol, user=user, kind="proxy", given_by=dana
    )
    return user


def test_a_goal_that_is_held_back_leaves_every_page_and_its_chart(dana, marisol, goal, act_as):
    user, before_review = reader_of(marisol), clock.now() + timedelta(days=65)
    with clock.standing_at(before_review):
        assert "Sleep through" in words(user, "review/")
    with act_as(dana):
        hold(goal, dana)
    for path in ("", "plan/"):
        assert "Sleep through" not in words(user, path)
    with clock.standing_at(before_review):
        assert "Sleep through" not in words(user, "review/")
    for path in (f"goals/{goal.pk}/", f"goals/{goal.pk}/chart.svg"):
        assert read(user, path).status_code == 404
    event = Event.objects.get(verb="page.held_back")
    assert event.changed["ground"] == "endangers"
    assert "plan to act" not in str(event.changed)


def test_a_problem_takes_its_goals_along_and_a_step_goes_alone(dana, marisol, goal, act_as):
    user, step = reader_of(marisol), goal.objectives.first()
    with act_as(dana):
        hold(goal, dana, kind="objective", item=step.pk)
    said = words(user, f"goals/{goal.pk}/")
    assert "Sleep through" in said
    assert step.statement not in said
    with act_as(dana):
        hold(goal, dana, kind="problem", item=goal.problem_id)
    assert read(user, f"goals/{goal.pk}/").status_code == 404


def test_from_the_guardian_only_leaves_the_client_their_page(dana, marisol, goal, guardian, act_as):
    with act_as(dana):
        hold(goal, dana, readers="others", ground="minor consented")
    assert "Sleep through" in words(reader_of(marisol))
    assert "Sleep through" not in words(guardian)
    assert read(guardian, f"goals/{goal.pk}/").status_code == 404


def test_the_database_itself_gives_no_number_of_it_and_never_the_reason(
    dana, marisol, goal, act_as
):
    user = reader_of(marisol)
    who = as_client(dana.practice_id, user.pk, marisol.pk)
    with acting(who):
        assert (Score.objects.count(), Count.objects.count()) == (2, 2)
    with act_as(dana):
        hold(goal, dana)
    with acting(who):
        assert (Score.objects.count(), Count.objects.count()) == (0, 0)
        assert list(HeldBack.objects.order_by().values_list("kind", "item")) == [
            ("goal", str(goal.pk))
        ]
    for column in ("words", "ground", "look_again_on", "held_by_id"):
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            acting(who),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"SELECT {column} FROM clients_heldback")


def test_lifted_it_stands_on_the_page_again(dana, marisol, goal, act_as):
    user = reader_of(marisol)
    with act_as(dana):
        held = hold(goal, dana)
        look_again(held, because="The danger is over.", by=dana)
        look_again(held, by=dana)
    assert "Sleep through" in words(user)
    assert Event.objects.filter(verb="page.looked_again").count() == 1


def test_kept_on_it_has_a_new_row_and_a_new_day(dana, marisol, goal, act_as):
    later = dana.practice.today + timedelta(days=60)
    with act_as(dana):
        held = hold(goal, dana)
        anew = look_again(held, keep_until=later, by=dana)
        assert anew is not None
        assert (anew.pk != held.pk, anew.look_again_on, anew.ground) == (True, later, "endangers")
        assert marisol.held_back.standing().get() == anew
    assert "Sleep through" not in words(reader_of(marisol))


def test_after_its_day_it_stays_held_and_says_so(dana, marisol, goal, client, act_as):
    with act_as(dana):
        hold(goal, dana)
    user = reader_of(marisol)
    client.force_login(dana)
    assert "Look again at what is held back" not in client.get("/").content.decode()
    with clock.standing_at(clock.now() + timedelta(days=31)):
        client.logout()
        client.force_login(dana)
        assert "Sleep through" not in words(user)
        page = client.get(reverse("clients:page", args=[marisol.pk])).content.decode()
        assert "Held back, look again" in page
        assert "Look again at what is held back" in client.get("/").content.decode()


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"ground": "because"}, "Choose one of the list."),
        ({"ground": "abuse"}, "only guardians and proxies"),
        ({"days": 0}, "Choose a day after today."),
        ({"days": 400}, r"Look again within 180 days. Half a year \(house rule\)"),
        ({"item": "00000000-0000-4000-8000-000000000000"}, "does not stand in the client’s record"),
    ],
)
def test_it_refuses_what_rests_on_no_ground_or_has_no_day(dana, goal, act_as, more, sentence):
    with act_as(dana), pytest.raises(ValidationError, match=sentence):
        hold(goal, dana, **more)


def test_only_the_care_team_holds_back_and_another_clients_goal_is_not_there(
    dana, stranger, avery, goal, act_as
):
    for somebody in (stranger, avery):
        with act_as(somebody), pytest.raises(PermissionDenied):
            hold(goal, somebody)
    other = lived_plan(dana)
    with act_as(dana), pytest.raises(ValidationError, match="does not stand"):
        hold(goal, dana, item=other.pk)


def test_twice_is_refused_and_says_where_to_go(dana, goal, act_as):
    with act_as(dana):
        hold(goal, dana)
        with pytest.raises(ValidationError, match="held back already"):
            hold(goal, dana)


def test_the_form_asks_for_ground_words_and_day(dana, marisol, goal, client):
    client.force_login(dana)
    url = reverse("clients:hold-back", args=[marisol.pk, "goal", goal.pk])
    page = client.get(url).content.decode()
    assert "45 CFR 164.524(a)(3)(i)" in page
    assert "not verified at source" in page
    refused = client.post(url, {"readers": "everybody"})
    assert refused.status_code == 422
    assert not HeldBack.objects.exists()
    typed = {"readers": "everybody", "ground": "client asked", "words": "She asked."}
    typed |= {"look_again_on": str(dana.practice.today + timedelta(days=10))}
    typed |= {"new_id": "00000000-0000-4000-8000-000000000001"}
    assert client.post(url, typed).status_code == 302
    assert client.post(url, typed).status_code == 302
    assert HeldBack.objects.get().item == str(goal.pk)


def test_what_the_client_signs_stands_whole_where_they_sign_it(dana, marisol, goal, act_as):
    user = reader_of(marisol)
    with act_as(dana):
        hold(goal, dana)
    version = Version.objects.get(plan=Plan.objects.get(client=marisol))
    browser = Browser()
    browser.force_login(user)
    page = browser.get(reverse("plans:answer", args=[version.pk]), secure=True)
    assert "Sleep through" in page.content.decode()


def test_the_whole_record_has_it_and_says_on_which_ground_it_is_held(dana, marisol, goal, act_as):
    with act_as(dana):
        hold(goal, dana)
        table = TABLES["held-back-from-page"]
        (row,) = table.rows(marisol)
    told = dict(zip(table.headings, row, strict=True))
    assert (told["Item"], told["Ground"], told["Lifted on"]) == (str(goal.pk), "endangers", None)
    assert "plan to act" not in str(row)
