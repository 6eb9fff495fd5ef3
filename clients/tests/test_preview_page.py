"""Seeing the client's page as its reader sees it."""

import re

import pytest
from django.test import Client as Browser
from django.urls import reverse

from accounts.tests.factories import UserFactory
from clients.models import ClientAccess
from clients.tests.factories import client_of, reader_of, safety_plan_of
from clients.tests.test_hold_back_from_page import hold
from portal.tests.factories import lived_plan
from trail.models import Event


@pytest.fixture
def marisol(dana):
    return client_of(dana, given_name="Marisol")


@pytest.fixture
def goal(dana, marisol):
    return lived_plan(dana, marisol, scores=[8, 4], own_words="")


def look(browser, client, path="", who="client"):
    return browser.get(reverse("clients:preview", args=[client.pk, who]) + path)


def main_of(page, address):
    """What stands on the page, without the frame of the preview."""
    text = page.content.decode()
    text = re.sub(r'<p class="notice" id="preview">.*?</p>', "", text, flags=re.S)
    text = text[text.index("<main") : text.index("me-foot")]
    text = re.sub(r'href="/answer/[^"]*"', 'href="#preview"', text)
    return " ".join(text.replace(f'="{address}', '="/me/').split())


@pytest.mark.parametrize("path", ["", "plan/", "review/", "safety/", "help/", "goal", "chart"])
def test_it_is_the_page_that_the_client_sees(dana, marisol, goal, client, path):
    path = {"goal": f"goals/{goal.pk}/", "chart": f"goals/{goal.pk}/chart.svg"}.get(path, path)
    safety_plan_of(marisol)
    reader = Browser()
    reader.force_login(reader_of(marisol))
    client.force_login(dana)
    seen, shown = reader.get(f"/me/{path}", secure=True), look(client, marisol, path)
    assert shown.status_code == 200
    if path.endswith(".svg"):
        assert shown.content == seen.content
        return
    address = reverse("clients:preview", args=[marisol.pk, "client"])
    assert main_of(shown, address) == main_of(seen, address)
    assert 'href="/me/' not in shown.content.decode()
    assert "Preview: this is what the client" in shown.content.decode()


def test_it_works_before_anybody_has_a_sign_in_and_leaves_its_own_trace(
    dana, marisol, goal, client
):
    client.force_login(dana)
    page = look(client, marisol).content.decode()
    assert "You started at 8. Now you say 4." in page
    assert not Event.objects.filter(verb__startswith="progress.").exists()
    event = Event.objects.get(verb="page.previewed")
    assert (event.actor_id, event.clients) == (dana.pk, [marisol.pk])


def test_what_is_held_back_is_missing_here_too_for_whom_it_is(dana, marisol, goal, client, act_as):
    ines = UserFactory(name="Ines Brandt", credentials="")
    access = ClientAccess.objects.create(
        practice=dana.practice, client=marisol, user=ines, kind="proxy", given_by=dana
    )
    with act_as(dana):
        hold(goal, dana, readers="others", ground="abuse")
    client.force_login(dana)
    assert look(client, marisol, f"goals/{goal.pk}/").status_code == 200
    assert look(client, marisol, f"goals/{goal.pk}/", who=access.pk).status_code == 404
    page = look(client, marisol, who=access.pk).content.decode()
    assert "You are reading for Marisol." in page


def test_a_readers_part_is_shown_as_they_see_it(dana, marisol, goal, client):
    ines = UserFactory(name="Ines Brandt", credentials="")
    access = ClientAccess.objects.create(
        practice=dana.practice, client=marisol, user=ines, kind="proxy", given_by=dana,
        covers="plan",
    )  # fmt: skip
    client.force_login(dana)
    assert look(client, marisol, who=access.pk).headers["Location"].endswith("/plan/")
    assert look(client, marisol, f"goals/{goal.pk}/", who=access.pk).status_code == 404


def test_nobody_else_previews_and_nothing_can_be_sent(
    dana, priya, stranger, avery, marisol, goal, client
):
    for somebody, status in ((stranger, 404), (avery, 403)):
        client.force_login(somebody)
        assert look(client, marisol).status_code == status
    client.force_login(dana)
    assert client.post(reverse("clients:preview", args=[marisol.pk, "client"])).status_code == 405
    for who in ("nobody", "00000000-0000-4000-8000-000000000000"):
        assert look(client, marisol, who=who).status_code == 404
