"""Signing in and out, being locked out, and being signed out."""

import pytest
import time_machine
from django.conf import settings
from django.test import Client as Browser

from accounts.models import Role
from accounts.tests.factories import PASSWORD, PracticeFactory, UserFactory, staff
from clients.tests.factories import client_of
from trail.models import Event

LOGIN = "/accounts/login/"


def sign_in(browser, email, password=PASSWORD, **more):
    return browser.post(LOGIN, {"login": email, "password": password, **more})


@pytest.fixture
def browser():
    return Browser()


def test_it_signs_in_by_e_mail_whatever_its_case(browser, dana):
    assert sign_in(browser, "DANA@Example.org").headers["Location"] == "/"
    page = browser.get("/")
    assert page.status_code == 200
    assert "Riverside Counseling" in page.content.decode()


def test_passwords_are_kept_by_argon2_at_djangos_own_cost_and_by_nothing_else():
    """The cost itself is lowered for these tests alone (conftest.py), never in the settings."""
    assert settings.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]


def test_it_goes_where_one_wanted_to_but_never_off_the_site(browser, dana):
    wanted = browser.get("/clients/").headers["Location"]
    assert wanted == f"{LOGIN}?next=/clients/"
    assert sign_in(browser, dana.email, next="/clients/").headers["Location"] == "/clients/"
    browser.post("/accounts/logout/")
    for elsewhere in ("https://evil.example/", "//evil.example/", "javascript:alert(1)"):
        assert "evil" not in sign_in(Browser(), dana.email, next=elsewhere).headers["Location"]


def test_a_wrong_password_and_an_unknown_e_mail_get_the_same_answer(browser, dana):
    wrong = sign_in(browser, dana.email, "not the password")
    unknown = sign_in(Browser(), "nobody@example.org", "not the password")
    assert wrong.status_code == unknown.status_code == 200
    strip = lambda page, email: page.content.decode().replace(email, "")  # noqa: E731
    said = [strip(wrong, dana.email), strip(unknown, "nobody@example.org")]
    assert "not correct" in said[0]
    assert [text.count("not correct") for text in said] == [said[0].count("not correct")] * 2


def test_ten_wrong_guesses_lock_the_account_and_not_the_colleague(browser, dana, priya):
    for _ in range(10):
        sign_in(browser, dana.email, "a wrong guess")
    assert "Location" not in sign_in(browser, dana.email).headers
    assert sign_in(Browser(), priya.email).headers["Location"] == "/"


def test_somebody_who_was_deactivated_cannot_sign_in(browser, dana):
    dana.is_active = False
    dana.save()
    sign_in(browser, dana.email)
    assert browser.get("/").status_code == 302


def test_the_session_id_changes_at_sign_in_and_ends_at_sign_out(browser, dana):
    browser.get(LOGIN)
    sign_in(browser, dana.email)
    inside = browser.cookies["session"].value
    browser.post("/accounts/logout/")
    stolen = Browser()
    stolen.cookies["session"] = inside
    assert stolen.get("/").headers["Location"].startswith(LOGIN)


def test_after_fifteen_idle_minutes_one_is_signed_out_and_told_so(browser, dana):
    with time_machine.travel("2026-03-02 09:00", tick=False) as clock:
        browser.force_login(dana)
        assert browser.get("/").status_code == 200
        clock.shift(14 * 60)
        assert browser.get("/").status_code == 200
        clock.shift(15 * 60 + 1)
        away = browser.get("/clients/?q=vega")
        assert away.headers["Location"].startswith(f"{LOGIN}?expired=1&next=/clients/")
        assert "signed out" in browser.get(away.headers["Location"]).content.decode()


def test_ending_a_membership_shuts_the_door_at_the_next_request(browser, dana):
    browser.force_login(dana)
    assert browser.get("/clients/").status_code == 200
    dana.memberships.update(ended_at="2026-01-01T00:00Z")
    assert browser.get("/clients/").status_code == 404
    assert "do not belong to a practice" in browser.get("/").content.decode()


def test_a_user_of_two_practices_works_in_one_at_a_time(browser, dana, practice):
    other = PracticeFactory(name="Hilltop Therapy")
    staff_there = dana.memberships.create(practice=other, role=Role.THERAPIST)
    browser.force_login(dana)
    assert "Hilltop Therapy" in browser.get("/").content.decode()  # the first by name
    browser.post("/practice/choose/", {"seat": str(practice.pk)})
    assert "Riverside Counseling" in browser.get("/").content.decode()
    assert Event.objects.filter(verb="practice.entered", practice_id=practice.pk).exists()
    assert staff_there.practice == other


def test_a_form_of_one_practice_is_refused_in_the_other(browser, dana, practice):
    other = PracticeFactory(name="Hilltop Therapy")
    dana.memberships.create(practice=other, role=Role.ADMIN)
    browser.force_login(dana)
    browser.post("/practice/choose/", {"seat": str(other.pk)})
    refused = browser.post("/profile/", {"name": "Dana W.", "_practice": str(practice.pk)})
    assert refused.status_code == 409
    assert "belongs to the practice that you worked in before" in refused.content.decode()
    dana.refresh_from_db()
    assert dana.name == "Dana Whitfield"


def test_every_page_with_a_form_carries_its_practice(browser, avery, practice):
    browser.force_login(avery)
    page = browser.get("/practice/people/invite/").content.decode()
    assert f'name="_practice" value="{practice.pk}"' in page


def test_a_form_without_its_token_is_refused(dana):
    strict = Browser(enforce_csrf_checks=True)
    strict.force_login(dana)
    assert strict.post("/profile/", {"name": "Forged"}).status_code == 403


def test_a_second_factor_can_be_set_up(browser, dana):
    sign_in(browser, dana.email)
    activate = "/accounts/2fa/totp/activate/"
    # Whoever found the browser open does not know the password.
    assert browser.get(activate).headers["Location"].startswith("/accounts/reauthenticate/")
    browser.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = browser.get(activate)
    assert page.status_code == 200
    assert "svg" in page.content.decode()


def test_somebody_without_any_practice_is_told_so(browser, db):
    browser.force_login(UserFactory())
    page = browser.get("/")
    assert page.status_code == 200
    assert "do not belong to a practice yet" in page.content.decode()


def test_the_first_page_says_what_there_is_to_do(browser, practice):
    browser.force_login(staff(practice))
    assert "No sessions today" in browser.get("/").content.decode()


def test_a_record_that_a_refused_post_shows_again_is_written_down(browser, dana):
    client = client_of(dana)
    browser.force_login(dana)
    page = browser.post(f"/clients/{client.pk}/edit/", {"given_name": ""})
    assert page.status_code == 422
    opened = Event.objects.filter(verb="client.opened", clients=[client.pk])
    assert opened.count() == 1
