"""Signing on the page: read it, say why, show with the password that it is you."""

import pytest
from django.urls import reverse

from accounts.tests.factories import PASSWORD
from plans.models import Plan, Version
from plans.tests.browsing import said, signed_in
from plans.tests.factories import draft_plan, signable_plan


@pytest.fixture
def plan(dana):
    return signable_plan(dana)


def address(plan) -> str:
    return reverse("plans:sign", args=[plan.client_id, plan.number])


def typed(page, **more) -> dict[str, str]:
    return {"seen": page.context["seen"], "reason": "First plan", "password": PASSWORD, **more}


def test_it_shows_the_text_and_signs_it(dana, plan):
    browser = signed_in(dana)
    page = browser.get(address(plan))
    assert "Reduce panic attacks and return to ordinary travel" in said(page)
    answer = browser.post(address(plan), typed(page))
    assert answer.url == reverse("plans:read", args=[plan.client_id, 1])
    version = Version.objects.get(plan=plan)
    assert (version.number, version.reason) == (1, "First plan")
    assert version.signatures.get().printed_name == "Dana Whitfield, LCSW"
    assert version.digest == page.context["seen"]


def test_pressing_twice_signs_once(dana, plan):
    browser = signed_in(dana)
    form = typed(browser.get(address(plan)))
    for _ in range(2):
        assert browser.post(address(plan), form).status_code == 302
    assert Version.objects.get(plan=plan).signatures.count() == 1


def test_a_wrong_password_signs_nothing(dana, plan):
    browser = signed_in(dana)
    page = browser.get(address(plan))
    answer = browser.post(address(plan), typed(page, password="a guess", reason="Typed before"))
    assert answer.status_code == 422
    assert "This is not your password. Nothing was signed." in said(answer)
    assert "Typed before" in said(answer)
    assert "a guess" not in said(answer)
    assert not Version.objects.exists()


def test_guessing_the_password_is_stopped(dana, plan):
    browser = signed_in(dana)
    page = browser.get(address(plan))
    for _ in range(10):
        browser.post(address(plan), typed(page, password="a guess"))
    answer = browser.post(address(plan), typed(page))
    assert answer.status_code == 422
    assert "Too many tries." in said(answer)
    assert not Version.objects.exists()


def test_a_draft_that_changed_is_looked_at_again(dana, plan):
    browser = signed_in(dana)
    form = typed(browser.get(address(plan)))
    Plan.objects.filter(pk=plan.pk).update(why_now="Something else happened.")
    answer = browser.post(address(plan), form)
    assert answer.status_code == 422
    assert "The draft changed after you opened this page. Look at it again" in said(answer)
    assert "Something else happened." in said(answer)
    assert not Version.objects.exists()
    assert browser.post(address(plan), typed(answer)).status_code == 302


def test_what_is_missing_is_listed_and_keeps_it_from_being_signed(dana):
    plan = draft_plan(dana)
    browser = signed_in(dana)
    page = browser.get(address(plan))
    assert "Add a diagnosis." in said(page)
    assert 'name="password"' not in said(page)
    answer = browser.post(address(plan), typed(page))
    assert answer.status_code == 422
    assert "Add a problem." in said(answer)
    assert not Version.objects.exists()


def test_a_reason_is_asked_for(dana, plan):
    browser = signed_in(dana)
    answer = browser.post(address(plan), typed(browser.get(address(plan)), reason=""))
    assert "Fill in: Reason for this version." in said(answer)


def test_a_trainee_is_told_who_must_cosign(sam):
    page = said(signed_in(sam).get(address(signable_plan(sam))))
    assert "Priya Raman, LCSW" in page
    assert "The author is a trainee" in page


def test_others_do_not_sign(avery, stranger, plan):
    assert signed_in(avery).get(address(plan)).status_code == 403
    assert signed_in(stranger).post(address(plan), {}).status_code == 404
