"""Handing the device over: one answer, nothing else, and back only with the password."""

import pytest
import time_machine
from django.urls import reverse

from accounts.tests.factories import PASSWORD
from clients.models import Client
from clients.tests.factories import client_of
from config import clock
from plans.actions.answering import CLIENT_STATES, GUARDIAN_STATES
from plans.answers import answers_of
from plans.document import PlanDocument
from plans.models import ClientAnswer, Signature, UnsignedReason
from plans.tests.browsing import filled, said, signed_in
from plans.tests.factories import signed_plan
from trail.models import Event

HERE, LEAVE = "/hand-over/", "/hand-over/leave/"


@pytest.fixture
def version(dana):
    return signed_plan(dana, client_of(dana))


@pytest.fixture
def browser(dana, version):
    """Dana's browser, in the client's hands."""
    browser = signed_in(dana)
    assert browser.post(address(version), {"role": "client"}).url == HERE
    return browser


def address(version, name="hand-over") -> str:
    return reverse(f"plans:{name}", args=[version.plan.client_id, 1, version.number])


def typed(page, **more) -> dict[str, str]:
    goals = page.context["form"].goals
    form = {"name": "Marisol Vega"} | {f"agrees-{goal.id}": "yes" for goal in goals}
    return form | {f"words-{goals[0].id}": "Riding to work without fear."} | more


def test_every_other_address_answers_with_one_plain_page(browser, version):
    client = version.plan.client
    addresses = [
        "/",
        "/clients/",
        f"/clients/{client.pk}/",
        "/accounts/logout/",
        "/me/",
        "/nowhere/",
    ]
    addresses += [address(version), address(version, "version"), "/accounts/password/change/"]
    for url in addresses:
        for ask in (browser.get, browser.post):
            page = ask(url)
            assert page.status_code == 403, url
            assert "This device was handed over" in said(page)
            assert client.family_name not in said(page)


def test_the_page_shows_the_plan_and_no_way_out(browser):
    page = browser.get(HERE)
    assert "Reduce panic attacks and return to ordinary travel" in said(page)
    assert 'href="/clients/' not in said(page)
    assert "/accounts/" not in said(page)
    assert "<nav" not in said(page)
    assert browser.get(HERE).status_code == 200


def test_the_client_answers_and_the_device_still_waits_for_its_owner(browser, version, dana):
    answer = browser.post(HERE, typed(browser.get(HERE)), follow=True)
    assert "Thank you. Your answer is kept" in said(answer)
    kept = answers_of(version).given[0]
    assert kept.goals[0].words == "Riding to work without fear."
    signature = Signature.objects.get(version=version, role="client")
    assert (signature.signer, signature.name, signature.credentials) == (dana, "Marisol Vega", "")
    assert signature.method == "handed over on the device of Dana Whitfield, LCSW"
    assert browser.get("/clients/").status_code == 403
    assert "Thank you" in said(browser.post(HERE, {"name": "Somebody else"}))
    assert ClientAnswer.objects.count() == 1
    assert browser.post(LEAVE, {"password": PASSWORD}).url == address(version, "version")
    page = said(browser.get(address(version, "version")))
    assert "Agrees with the goal." in page
    assert "handed over on the device of Dana Whitfield, LCSW" in page


def test_leaving_needs_the_password(browser, version):
    refused = browser.post(LEAVE, {"password": "a guess"})
    assert refused.status_code == 422
    assert "This is not the password." in said(refused)
    assert browser.get("/clients/").status_code == 403
    for _ in range(10):
        browser.post(LEAVE, {"password": "a guess"})
    assert "Too many tries." in said(browser.post(LEAVE, {"password": PASSWORD}))
    assert browser.get("/clients/").status_code == 403


def test_the_device_offers_no_sign_in_to_fill_for_whoever_holds_it(browser, dana):
    page = said(browser.get(LEAVE))
    assert dana.email not in page
    assert "username" not in page
    assert "current-password" not in page
    assert 'autocomplete="one-time-code"' in page
    assert 'name="passkey"' not in page


def test_ten_guesses_shut_the_way_back_for_a_quarter_of_an_hour(dana, version):
    with time_machine.travel(clock.now(), tick=False) as hands:
        browser = signed_in(dana)
        browser.post(address(version), {"role": "client"})
        for _ in range(10):
            browser.post(LEAVE, {"password": "a guess"})
        for minutes in (2, 12):
            hands.shift(minutes * 60)
            assert browser.post(LEAVE, {"password": PASSWORD}).status_code == 422
        hands.shift(61)
        assert browser.post(LEAVE, {"password": PASSWORD}).status_code == 302


def test_the_right_password_forgives_the_guesses_before_it(browser, version):
    for _ in range(2):
        for _ in range(9):
            assert browser.post(LEAVE, {"password": "a guess"}).status_code == 422
        assert browser.post(LEAVE, {"password": PASSWORD}).status_code == 302
        browser.post(address(version), {"role": "client"})


def test_the_clinician_takes_it_back_without_an_answer(browser, version, dana):
    assert "There is no answer yet." in said(browser.get(LEAVE))
    assert browser.post(LEAVE, {"password": PASSWORD}).status_code == 302
    assert browser.get("/clients/").status_code == 200
    assert browser.get(HERE).status_code == 404
    assert browser.get(LEAVE).status_code == 404
    assert not ClientAnswer.objects.exists()
    verbs = Event.objects.filter(verb__startswith="handover.").order_by("id")
    assert [(event.verb, event.actor_id) for event in verbs] == [
        ("handover.began", dana.pk), ("handover.ended", dana.pk),
    ]  # fmt: skip
    assert verbs[1].changed == {"role": "client", "answered": False}


def test_it_is_single_use(browser, version):
    browser.post(HERE, typed(browser.get(HERE)))
    browser.post(LEAVE, {"password": PASSWORD})
    refused = browser.post(address(version), {"role": "client"})
    assert refused.status_code == 422
    assert "This version was answered already." in said(refused)


def test_a_guardian_answers_for_a_minor(dana):
    client = client_of(dana, born_on="2014-03-01", guardian_name="Teresa Vega")
    Client.objects.filter(pk=client.pk).update(guardian_relation="mother")
    version = signed_plan(dana, client)
    browser = signed_in(dana)
    begin = browser.get(address(version))
    assert "a guardian answers" in said(begin)
    assert begin.context["form"]["role"].value() == "guardian"
    browser.post(address(version), {"role": "guardian"})
    page = browser.get(HERE)
    assert page.context["form"]["name"].value() == "Teresa Vega"
    assert "Does Marisol agree with this plan?" in said(page)
    form = typed(page, name="Teresa Vega", relation="mother", assent="given")
    assert browser.post(HERE, form).status_code == 302
    kept = answers_of(version).given[0]
    assert (kept.role, kept.assent) == ("guardian", "the minor agrees")


def test_why_there_is_no_signature_is_kept_and_an_answer_may_still_follow(dana, version):
    browser = signed_in(dana)
    url = address(version, "unsigned")
    page = browser.get(url)
    refused = browser.post(url, filled(page, because="declined"))
    assert refused.status_code == 422
    assert "Fill in: In words." in said(refused) or "Fill in: in words." in said(refused)
    form = filled(page, because="declined", words="Wants to read it at home first.")
    for _ in range(2):
        assert browser.post(url, form).status_code == 302
    assert UnsignedReason.objects.count() == 1
    shown = said(browser.get(address(version, "version")))
    assert "No signature of the client: declined to sign." in shown
    assert "Wants to read it at home first." in shown
    assert Event.objects.filter(verb="signature.absent").count() == 1
    assert browser.post(address(version), {"role": "client"}).url == HERE


def test_others_neither_hand_over_nor_say_why(version, avery, priya, stranger):
    for name in ("hand-over", "unsigned"):
        assert signed_in(avery).get(address(version, name)).status_code == 403
        assert signed_in(stranger).get(address(version, name)).status_code == 404
    assert "Hand over this device" not in said(signed_in(avery).get(address(version, "version")))


def test_what_the_client_signs_to_have_read_stands_on_the_page(browser, version):
    page = browser.get(HERE)
    document = PlanDocument.stored(version.document)
    for problem in document.problems:
        assert problem.statement in said(page)
        for goal in problem.goals:
            assert goal.statement in said(page)
            assert all(step.statement in said(page) for step in goal.objectives)
    assert document.plan.discharge_criteria in said(page)
    assert "45 minutes, weekly" in said(page)
    assert CLIENT_STATES in said(page)
    assert browser.post(HERE, typed(page)).status_code == 302
    assert version.signatures.get(role="client").statement == CLIENT_STATES
    # What is not shown is not claimed to have been read.
    assert document.diagnoses[0].code not in said(page)
    assert document.plan.severity not in said(page)
    assert "the diagnosis and the reasons written for a payer, can be asked for" in CLIENT_STATES


def test_no_statement_outgrows_its_column():
    room = Signature._meta.get_field("statement").max_length
    assert max(len(text) for text in (CLIENT_STATES, GUARDIAN_STATES)) <= room
