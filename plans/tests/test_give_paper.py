"""Giving a plan's paper to somebody, and writing down who received what."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from clients.models import Consent, Contributor
from clients.tests.factories import client_of, covered
from plans.actions.disclosing import disclose
from plans.models import Disclosure, Printout
from plans.tests.browsing import filled, said, signed_in
from plans.tests.factories import signed_plan
from trail.models import Event

GIVEN = {
    "preset": "payer",
    "recipient": "Example Mutual",
    "recipient_address": "PO Box 7, Springfield",
    "ground": "payment",
    "purpose": "review of treatment",
    "way": "fax",
}


@pytest.fixture(autouse=True)
def small_paper(monkeypatch):
    """Paper of one line: what stands on it is proved elsewhere."""
    made = []

    def press(page):
        made.append(page)
        return SimpleNamespace(pdf=f"%PDF {len(made)}".encode())

    monkeypatch.setattr("plans.paper.pressroom.press", press)
    monkeypatch.setattr("plans.paper.sealing.seal", lambda pdf, practice, by=None: pdf)
    return made


def door(name, version, **more):
    plan = version.plan
    where = {"client_id": plan.client_id, "number": plan.number, "version": version.number}
    return reverse(f"plans:{name}", kwargs=where | more)


def give(user, version, **typed):
    """Open the form, fill it in as it stands, and send it."""
    browser = signed_in(user)
    page = browser.get(door("give", version))
    return browser, browser.post(door("give", version), filled(page, **{**GIVEN, **typed}))


def consent(client, **fields):
    given = {
        "kind": Consent.Kind.PART2,
        "purpose": Consent.Purpose.PAYMENT,
        "recipients": "Example Mutual\nDr. Osei",
        "signed_by": "the client",
        "from_on": client.practice.today,
    }
    return Consent.objects.create(practice=client.practice, client=client, **{**given, **fields})


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


def test_it_refuses_a_day_in_the_future_and_a_legal_ground_without_its_law(dana):
    version = signed_plan(dana)
    _, late = give(dana, version, disclosed_on=dana.practice.today + timedelta(days=1))
    assert "The day of the disclosure is in the future." in said(late)
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


# 42 CFR Part 2 ------------------------------------------------------------------------------


@pytest.fixture
def protected(dana):
    """A version of a record that 42 CFR Part 2 protects."""
    return signed_plan(dana, client_of(dana, part2=True))


def refused(user, version, **typed):
    _, answer = give(user, version, **typed)
    assert answer.status_code == 422
    assert not Disclosure.objects.exists()
    return said(answer)


def test_a_part_2_record_is_not_given_without_consent(dana, protected, small_paper):
    words = refused(dana, protected)
    assert "Record the client’s consent to its disclosure to Example Mutual first." in words
    assert (small_paper, Printout.objects.count()) == ([], 0)


def test_it_is_given_to_whom_the_consent_names_and_the_entry_names_the_consent(dana, protected):
    held = consent(protected.plan.client)
    assert give(dana, protected, recipient="example  mutual")[1].status_code == 302
    assert Disclosure.objects.get().consent == held


@pytest.mark.parametrize("preset", ["payer", "chart"])
def test_the_paper_carries_the_notice_and_the_scope_of_the_consent(
    dana, protected, small_paper, preset
):
    consent(protected.plan.client, scope="the treatment plan")
    assert give(dana, protected, preset=preset)[1].status_code == 302
    page = " ".join(small_paper[0].split())
    assert "42 CFR part 2 prohibits unauthorized use or disclosure of these records." in page
    assert "disclosure to Example Mutual, Dr. Osei for payment: the treatment plan." in page


@pytest.mark.parametrize(
    ("fields", "typed", "sentence"),
    [
        ({}, {"recipient": "Other Health"}, "and not Other Health."),
        ({"purpose": "treatment"}, {}, "is for treatment."),
        ({"purpose": "other"}, {}, "is for another purpose"),
        ({"purpose": ""}, {}, "does not say for what purpose: complete it."),
        ({"recipients": ""}, {}, "names nobody, and not Example Mutual."),
    ],
)
def test_another_recipient_or_purpose_is_refused(dana, protected, fields, typed, sentence):
    consent(protected.plan.client, **fields)
    assert sentence in refused(dana, protected, **typed)


def test_a_revoked_an_expired_and_a_future_consent_are_refused(dana, protected):
    client, today = protected.plan.client, dana.practice.today
    early, day = today - timedelta(days=30), timedelta(days=1)
    consent(client, from_on=early, revoked_on=today)
    consent(client, from_on=early, to_on=today - day)
    consent(client, from_on=today + day)
    words = refused(dana, protected)
    for sentence in ("was revoked on", "ended on", "is not in force yet."):
        assert sentence in words


def test_a_consent_holds_on_its_last_day(dana, protected):
    consent(protected.plan.client, to_on=dana.practice.today)
    assert give(dana, protected)[1].status_code == 302


def test_one_consent_for_all_care_covers_payers_but_no_court(dana, protected):
    consent(protected.plan.client, purpose=Consent.Purpose.ALL_CARE, recipients="")
    assert give(dana, protected, recipient="Any Health Plan")[1].status_code == 302
    _, answer = give(dana, protected, ground="authorization", recipient="An employer")
    assert "is for all future treatment, payment" in said(answer)


def test_clients_get_their_own_record_without_a_consent(dana, protected):
    _, answer = give(dana, protected, ground="client", recipient="Marisol", preset="client")
    assert answer.status_code == 302


def test_a_consent_to_treatment_is_no_consent_to_disclosure(dana, protected):
    consent(protected.plan.client, kind=Consent.Kind.TREATMENT)
    assert "consent to its disclosure" in refused(dana, protected)


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
