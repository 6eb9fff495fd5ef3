"""A reader without a password signs their answers by a fresh code from their mailbox."""

import re

import pytest
from django.core import mail
from django.test import Client as Browser
from django.urls import reverse

from clients.tests.factories import client_of, reader_of
from plans.models import ClientAnswer, Signature
from plans.tests.factories import sign_draft, signable_plan


@pytest.fixture
def asked(dana):
    """(browser, address, what is typed): a client without a password, and a plan that waits."""
    client = client_of(dana)
    plan = signable_plan(dana, client)
    version = sign_draft(plan, dana)
    user = reader_of(client, name="Marisol Vega")
    user.set_unusable_password()
    user.save()
    browser = Browser()
    browser.force_login(user)
    goal = version.plan.problems.get().goals.get()
    typed = {
        f"agrees-{goal.pk}": "yes",
        f"words-{goal.pk}": "The bus again",
        "name": "Marisol Vega",
    }
    return browser, reverse("plans:answer", args=[version.pk]), typed


def send(asked, **more):
    browser, url, typed = asked
    return browser.post(url, typed | more, secure=True)


def code() -> str:
    return re.search(r"^([A-Z0-9]{3,}(?:-[A-Z0-9]{3,})*)$", mail.outbox[-1].body, re.M)[1]


def test_the_code_is_mailed_what_was_typed_stays_and_the_signature_says_how(asked):
    page = send(asked, send_code="yes")
    assert page.status_code == 200
    said = page.content.decode()
    assert "The bus again" in said
    assert "on its way to your mailbox" in said
    assert not ClientAnswer.objects.exists()
    assert send(asked, code=code()).status_code == 302
    assert Signature.objects.get(role="client").method == "own sign-in, e-mailed code"


@pytest.mark.parametrize("typed", ["", "WRONG1"])
def test_without_the_right_code_nothing_is_signed(asked, typed):
    send(asked, send_code="yes")
    page = send(asked, code=typed)
    assert page.status_code == 422
    assert "This is not the code" in page.content.decode()
    assert not ClientAnswer.objects.exists()


def test_three_wrong_guesses_end_the_code_and_three_codes_are_enough_for_a_while(asked):
    send(asked, send_code="yes")
    first = code()
    for _ in range(3):
        send(asked, code="WRONG1")
    assert send(asked, code=first).status_code == 422
    for _ in range(3):
        page = send(asked, send_code="yes")
    assert "Too many codes were sent" in page.content.decode()
    assert len(mail.outbox) == 3
    assert not ClientAnswer.objects.exists()
