"""Readers sign in by an e-mailed code; staff never do."""

import re

import pytest
import time_machine
from django.core import mail
from django.test import Client as Browser

from accounts.models import Membership, Role
from accounts.tests.factories import PASSWORD
from clients.tests.factories import client_of, reader_of
from config import clock

ASK, CONFIRM = "/accounts/login/code/", "/accounts/login/code/confirm/"


@pytest.fixture
def browser():
    return Browser()


@pytest.fixture
def marisol(dana):
    """A reader without a password."""
    user = reader_of(client_of(dana), email="marisol@example.org")
    user.set_unusable_password()
    user.save()
    return user


def ask(browser, email):
    return browser.post(ASK, {"email": email})


def code_in(message) -> str:
    return re.search(r"^([A-Z0-9]{3,}(?:-[A-Z0-9]{3,})*)$", message.body, re.M)[1]


def type_code(browser, code):
    return browser.post(CONFIRM, {"code": code})


def is_in(browser) -> bool:
    return browser.get("/me/help/").status_code == 200


def test_a_reader_signs_in_by_the_code_alone(browser, marisol):
    ask(browser, marisol.email)
    message = mail.outbox[0]
    assert message.to == [marisol.email]
    type_code(browser, code_in(message))
    assert is_in(browser)


def test_the_mail_speaks_the_language_of_the_page(browser, marisol):
    browser.cookies["language"] = "es"
    ask(browser, marisol.email)
    message = mail.outbox[0]
    assert message.subject.endswith("Su código para entrar")
    assert "Sirve una sola vez" in message.body
    type_code(browser, code_in(message))
    assert is_in(browser)


def test_an_unknown_address_and_one_of_staff_get_the_same_answer_and_no_mail(
    browser, marisol, dana
):
    said = []
    for email in (marisol.email, "nobody@example.org", dana.email):
        guest = Browser()
        answer = ask(guest, email)
        page = guest.get(answer.headers["Location"])
        said.append((answer.status_code, page.status_code, _plain(page, email)))
    assert said[0] == said[1] == said[2]
    assert [message.to for message in mail.outbox] == [[marisol.email]]


def _plain(page, email) -> str:
    text = page.content.decode().replace(email, "")
    return re.sub(r'value="[^"]*"', "", text)


def test_a_code_works_once_and_for_ten_minutes(browser, marisol):
    ask(browser, marisol.email)
    code = code_in(mail.outbox[0])
    with time_machine.travel(clock.now().timestamp() + 601):
        type_code(browser, code)
    assert not is_in(browser)
    other = Browser()
    ask(other, marisol.email)
    code = code_in(mail.outbox[1])
    type_code(other, code)
    other.post("/accounts/logout/")
    type_code(other, code)
    assert not is_in(other)


def test_a_code_is_good_only_where_it_was_asked_for_and_for_three_guesses(browser, marisol):
    ask(browser, marisol.email)
    code = code_in(mail.outbox[0])
    assert type_code(Browser(), code).headers["Location"].startswith(ASK)
    for _ in range(3):
        type_code(browser, "WRONG1")
    type_code(browser, code)
    assert not is_in(browser)


def test_no_more_than_three_codes_in_a_quarter_of_an_hour(marisol):
    for _ in range(5):
        ask(Browser(), marisol.email)
    assert len(mail.outbox) == 3


def test_a_code_alone_never_opens_the_account_of_staff_even_past_the_form(
    browser, marisol, practice
):
    ask(browser, marisol.email)
    # Between the asking and the typing the reader began to work here.
    Membership.objects.create(practice=practice, user=marisol, role=Role.THERAPIST)
    answer = type_code(browser, code_in(mail.outbox[0]))
    assert answer.headers["Location"] == "/accounts/login/"
    assert browser.get("/").headers["Location"].startswith("/accounts/login/")


def test_the_password_still_opens_the_account_of_staff(browser, dana):
    browser.post("/accounts/login/", {"login": dana.email, "password": PASSWORD})
    assert browser.get("/").status_code == 200


def test_a_reader_may_set_a_password_later(browser, marisol):
    ask(browser, marisol.email)
    type_code(browser, code_in(mail.outbox[0]))
    page = browser.get("/me/help/").content.decode()
    assert "How you sign in" in page
    assert browser.get("/accounts/password/change/", follow=True).status_code == 200
    assert browser.get("/accounts/2fa/").status_code == 200
