"""How long one stays signed in, and what keeps a session alive."""

from uuid import UUID

import pytest
import time_machine

from plans.tests.browsing import signed_in

BACKGROUND = {"X-Background": "1"}


@pytest.fixture
def clock():
    with time_machine.travel("2026-03-02 09:00", tick=False) as clock:
        yield clock


def left(browser, **headers):
    return browser.get("/session/", headers=headers).json()


def test_the_page_learns_who_is_signed_in_where_and_for_how_long(clock, dana, practice):
    browser = signed_in(dana)
    browser.get("/")
    found = left(browser, **BACKGROUND)
    assert (UUID(found["user"]), UUID(found["practice"])) == (dana.pk, practice.pk)
    assert found["seconds"] == 15 * 60


def test_asking_in_the_background_for_hours_does_not_keep_a_session_alive(clock, dana):
    browser = signed_in(dana)
    browser.get("/")
    for minute in range(14, 0, -1):
        clock.shift(60)
        assert left(browser, **BACKGROUND)["seconds"] == minute * 60
    clock.shift(61)
    assert left(browser, **BACKGROUND)["user"] is None
    assert browser.get("/clients/").status_code == 302


def test_a_retry_that_nobody_pressed_does_not_keep_a_session_alive(clock, dana):
    browser = signed_in(dana)
    browser.get("/")
    clock.shift(14 * 60)
    browser.post("/profile/", {"name": "Dana W."}, headers=BACKGROUND | {"X-Autosave": "1"})
    clock.shift(61)
    assert left(browser, **BACKGROUND)["user"] is None


def test_typing_and_pressing_stay_signed_in_do(clock, dana):
    browser = signed_in(dana)
    browser.get("/")
    clock.shift(14 * 60)
    assert left(browser)["seconds"] == 15 * 60
    clock.shift(14 * 60)
    browser.post("/profile/", {"name": "Dana W."}, headers={"X-Autosave": "1"})
    assert left(browser, **BACKGROUND)["seconds"] == 15 * 60


def test_whoever_is_not_signed_in_learns_nothing_but_that(client, db):
    found = client.get("/session/", secure=True).json()
    assert (found["user"], found["practice"], found["seconds"]) == (None, None, 0)
    assert found["csrf"]
