"""Giving a plan's paper to somebody, and writing down who received what."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from clients.models import Contributor
from clients.tests.factories import client_of, covered
from plans.actions.disclosing import disclose
from plans.models import Disclosure, Printout
from plans.tests.browsing import filled, said, signed_in
from plans.tests.factories import signed_plan
from plans.tests.giving import GIVEN, door, give, pressed_small
from trail.models import Event


@pytest.fixture(autouse=True)
def small_paper(monkeypatch):
    """Paper of one line: what stands on it is proved elsewhere."""
    return pressed_small(monkeypatch)


def test_it_makes_the_paper_and_writes_down_who_received_it(dana, small_paper):
    version = signed_plan(dana)
    browser, answer = give(dana, version)
    assert answer.status_code == 302
    row = Disclosure.objects.get()
    assert row.printout == Printout.objects.get()
    assert (row.recipient, row.way, row.ground) == ("Example Mutual", "fax", "payment")
    assert row.what == "Plan 1, version 1, for the payer"
    assert (row.disclosed_on, row.recorded_by) == (dana.practice.today, dana)
    assert "Example Mutual" in small_paper[0]
    listed = said(browser.get(answer.url))
    for words in ("Example Mutual", "PO Box 7, Springfield", "fax", "Plan 1, version 1"):
        assert words in listed
    event = Event.objects.get(verb="paper.given")
    assert event.clients == [version.plan.client_id]
    assert event.changed["digest"] == row.printout.digest


def test_the_paper_in_the_list_is_the_paper_that_was_given(dana):
    version = signed_plan(dana)
    browser, _ = give(dana, version)
    row = Disclosure.objects.get()
    where = [version.plan.client_id, row.printout_id]
    paper = browser.get(reverse("plans:printout", args=where))
    assert paper.content == bytes(row.printout.bytes) == b"%PDF 1"
    assert paper["Content-Type"] == "application/pdf"
    assert Event.objects.filter(verb="paper.opened", clients=[version.plan.client_id]).exists()


def test_a_form_sent_twice_gives_once(dana):
    version = signed_plan(dana)
    browser = signed_in(dana)
    form = filled(browser.get(door("give", version)), **GIVEN)
    assert [browser.post(door("give", version), form).status_code for _ in range(2)] == [302, 302]
    assert (Disclosure.objects.count(), Printout.objects.count()) == (1, 1)


def test_the_front_desk_gives_paper_too(dana, avery):
    version = signed_plan(dana)
    assert give(avery, version)[1].status_code == 302
    assert Disclosure.objects.get().recorded_by == avery


def test_it_refuses_whoever_only_reads(dana, priya, stranger, outsider, act_as):
    client = client_of(dana)
    row = Disclosure(client=client, what="letter", recipient="School", ground="law", purpose="x")
    for somebody in (stranger, outsider):
        with pytest.raises(Exception, match="matching query"), act_as(somebody):
            disclose(row, by=somebody)
    from config.tests.house import supervises

    supervises(priya, dana)
    with pytest.raises(PermissionDenied), act_as(priya):
        disclose(row, by=priya)
    version = signed_plan(dana, client)
    assert signed_in(priya).get(door("give", version)).status_code == 403
    assert "Give this version" not in said(signed_in(priya).get(door("version", version)))
    assert "Give this version" in said(signed_in(dana).get(door("version", version)))


def test_it_refuses_a_version_that_never_took_effect(sam, small_paper):
    version = signed_plan(sam)
    _, answer = give(sam, version)
    assert answer.status_code == 422
    assert "still waits for a signature" in said(answer)
    assert (small_paper, Disclosure.objects.count()) == ([], 0)


def test_it_refuses_a_legal_ground_without_its_law(dana):
    version = signed_plan(dana)
    _, bare = give(dana, version, ground="law")
    assert "Name the law or the order on which this was disclosed." in said(bare)
    assert not Disclosure.objects.exists()
    _, named = give(dana, version, ground="law", provision="Subpoena of 3 March 2026")
    assert named.status_code == 302


def test_another_disclosure_is_written_down_without_paper(dana):
    client = client_of(dana)
    browser = signed_in(dana)
    where = reverse("plans:add-disclosure", args=[client.pk])
    typed = {"what": "Telephone: dates seen", "recipient": "County court", "ground": "law",
             "provision": "Order 12/26", "purpose": "hearing", "way": "spoken"}  # fmt: skip
    answer = browser.post(where, filled(browser.get(where), **typed))
    assert answer.status_code == 302
    row = Disclosure.objects.get()
    assert (row.printout, row.what) == (None, "Telephone: dates seen")
    assert Event.objects.filter(verb="disclosure.recorded", clients=[client.pk]).exists()
    assert "Telephone: dates seen" in said(browser.get(answer.url))


def test_paper_is_given_on_the_day_on_which_it_is_made(dana):
    version = signed_plan(dana)
    page = said(signed_in(dana).get(door("give", version)))
    assert "disclosed_on" not in page
    give(dana, version, disclosed_on="2020-01-05")
    assert Disclosure.objects.get().disclosed_on == dana.practice.today


def test_a_disclosure_cannot_have_happened_tomorrow(dana):
    browser = signed_in(dana)
    where = reverse("plans:add-disclosure", args=[client_of(dana).pk])
    typed = {"what": "Dates", "recipient": "Example Mutual", "ground": "payment",
             "purpose": "bill", "way": "mail",
             "disclosed_on": dana.practice.today + timedelta(days=1)}  # fmt: skip
    answer = browser.post(where, filled(browser.get(where), **typed))
    assert "The day of the disclosure is in the future." in said(answer)


def test_nobody_is_given_paper_by_mistake(dana, small_paper):
    version = signed_plan(dana)
    page = said(signed_in(dana).get(door("give", version)))
    assert 'value="payment"' in page
    assert 'value="mistake"' not in page
    assert give(dana, version, ground="mistake")[1].status_code == 422
    assert (small_paper, Disclosure.objects.count()) == ([], 0)


@pytest.mark.parametrize("recipient", ["Acme Insurance", "the client’s employer"])
def test_what_is_given_to_the_client_goes_to_nobody_else(dana, small_paper, recipient):
    version = signed_plan(dana, client_of(dana, family_name="Vega", guardian_name="Luis Vega"))
    _, answer = give(dana, version, ground="client", recipient=recipient)
    assert answer.status_code == 422
    assert "On this ground it goes to Marisol Vega or Luis Vega." in said(answer)
    assert (small_paper, Disclosure.objects.count()) == ([], 0)


@pytest.mark.parametrize("recipient", ["marisol  Vega", "Mari Vega", "Luis Vega"])
def test_it_is_given_to_the_client_and_to_who_acts_for_them(dana, recipient):
    client = client_of(dana, family_name="Vega", preferred_name="Mari", guardian_name="Luis Vega")
    _, answer = give(dana, signed_plan(dana, client), ground="client", recipient=recipient)
    assert answer.status_code == 302


def test_the_form_says_what_the_accounting_leaves_out(dana):
    page = said(signed_in(dana).get(door("give", signed_plan(dana))))
    assert "leaves out: to the client, or who acts for the client; treatment; payment;" in page
    assert "(45 CFR 164.528(a)(1))" in page


def test_the_form_offers_the_names_that_stand_in_the_record(dana):
    version = signed_plan(dana)
    client = version.plan.client
    covered(client)
    Contributor.objects.create(
        practice=client.practice, client=client, name="Dr. Lena Ortiz", role="physician"
    )
    page = said(signed_in(dana).get(door("give", version)))
    for name in ("Example Mutual", "Dr. Lena Ortiz", client.legal_name):
        assert f'<option value="{name}">' in page


def test_what_was_disclosed_cannot_be_written_over(dana):
    from django.db import DatabaseError, transaction

    give(dana, signed_plan(dana))
    with pytest.raises(DatabaseError, match="stays written"), transaction.atomic():
        Disclosure.objects.update(recipient="Somebody else")


def test_the_action_refuses_a_disclosure_that_says_nothing(dana, act_as):
    client = client_of(dana)
    row = Disclosure(
        client=client, what=" ", recipient="School", ground="treatment", purpose="x",
        way="mail", disclosed_on=dana.practice.today,
    )  # fmt: skip
    with act_as(dana), pytest.raises(ValidationError, match="Say what was disclosed"):
        disclose(row, by=dana)


# Characters that our fonts cannot draw --------------------------------------------------------


def test_codes_are_printed_in_place_of_what_no_font_draws_once_somebody_agrees(dana, small_paper):
    version = signed_plan(dana)
    page = signed_in(dana).get(door("give", version))
    assert 'name="anyway"' not in said(page)
    browser, asked = give(dana, version, recipient="Anna 𓀀")
    assert asked.status_code == 422
    assert "egyptian hieroglyph a001) as [U+13000]" in said(asked)
    assert "Nothing was printed or written down yet." in said(asked)
    assert 'type="checkbox" name="anyway"' in said(asked)
    assert (small_paper, Disclosure.objects.count(), Printout.objects.count()) == ([], 0, 0)
    answer = browser.post(door("give", version), filled(asked, anyway="on"))
    assert answer.status_code == 302
    assert "Anna [U+13000]" in small_paper[0]
    assert "𓀀" not in small_paper[0]
    assert Disclosure.objects.get().recipient == "Anna 𓀀"
