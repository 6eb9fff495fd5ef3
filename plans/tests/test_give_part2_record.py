"""Giving a record that 42 CFR Part 2 protects: what permits it, and the notice with it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from clients.law import law
from clients.models import Consent
from clients.tests.factories import client_of, covered
from plans.actions.disclosing import disclose
from plans.models import Disclosure, Printout
from plans.tests.browsing import filled, said, signed_in
from plans.tests.factories import signed_plan
from plans.tests.giving import GIVEN, consent, door, give, pressed_small


@pytest.fixture(autouse=True)
def small_paper(monkeypatch):
    """Paper of one line: what stands on it is proved elsewhere."""
    return pressed_small(monkeypatch)


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
    client = protected.plan.client
    consent(client, purpose=Consent.Purpose.ALL_CARE, recipients="")
    covered(client)
    assert give(dana, protected)[1].status_code == 302
    _, answer = give(dana, protected, ground="authorization", recipient="An employer")
    assert "is for all future treatment, payment" in said(answer)


def test_an_unnamed_consent_reaches_the_care_team_and_payers_of_the_record_only(dana, protected):
    consent(protected.plan.client, purpose=Consent.Purpose.ALL_CARE, recipients="")
    words = refused(dana, protected, ground="operations", recipient="An employer")
    assert "covers the care team and the payers of the record, and not An employer." in words
    _, answer = give(dana, protected, ground="treatment", recipient=dana.printed_name)
    assert answer.status_code == 302


def test_clients_get_their_own_record_without_a_consent(dana, protected):
    named = protected.plan.client.legal_name
    _, answer = give(dana, protected, ground="client", recipient=named, preset="client")
    assert answer.status_code == 302


def test_a_consent_to_treatment_is_no_consent_to_disclosure(dana, protected):
    consent(protected.plan.client, kind=Consent.Kind.TREATMENT)
    assert "consent to its disclosure" in refused(dana, protected)


@pytest.mark.parametrize("preset", ["payer", "client", "chart"])
def test_a_subpoena_alone_opens_nothing(dana, protected, small_paper, preset):
    words = refused(dana, protected, preset=preset, ground="law", provision="a subpoena")
    assert "A subpoena alone does not permit it" in words
    assert "42 CFR 2.61(b)(1)" in words
    assert (small_paper, Printout.objects.count()) == ([], 0)


def test_a_court_that_authorizes_it_is_named_and_stands_in_the_log(dana, protected):
    typed = {"ground": "law", "provision": "Order 12/26 with its subpoena", "without": "order"}
    browser, answer = give(dana, protected, recipient="County court", **typed)
    assert answer.status_code == 302
    row = Disclosure.objects.get()
    assert (row.without, row.consent) == ("order", None)
    assert "42 CFR Part 2: an authorizing court order" in said(browser.get(answer.url))


def test_what_part_2_permits_stands_with_a_legal_ground_only(dana, protected):
    consent(protected.plan.client)
    assert "goes with the ground" in refused(dana, protected, without="emergency")


def test_it_asks_what_permits_it_for_such_records_only(dana, protected):
    assert "authorizing court order" in said(signed_in(dana).get(door("give", protected)))
    other = signed_plan(dana, client_of(dana))
    assert "authorizing court order" not in said(signed_in(dana).get(door("give", other)))


@pytest.mark.parametrize(
    ("recipient", "ground"), [("Acme Insurance", "client"), ("Example Mutual", "mistake")]
)
def test_no_other_ground_stands_in_for_the_consent(dana, protected, small_paper, recipient, ground):
    refused(dana, protected, recipient=recipient, ground=ground)
    assert small_paper == []


NOTICE = "42 CFR part 2 prohibits unauthorized use or disclosure of these records."


@pytest.mark.parametrize("preset", ["payer", "client", "chart"])
def test_a_record_that_was_marked_after_the_signing_leaves_with_the_notice(
    dana, small_paper, preset
):
    version = signed_plan(dana)
    client = version.plan.client
    type(client).objects.filter(pk=client.pk).update(part2=True)
    consent(client, scope="the treatment plan")
    assert give(dana, version, preset=preset)[1].status_code == 302
    page = " ".join(small_paper[0].split())
    assert NOTICE in page
    assert "to Example Mutual, Dr. Osei for payment: the treatment plan." in page


def test_paper_from_before_the_mark_is_not_given_again(dana, small_paper):
    version = signed_plan(dana)
    give(dana, version)
    client = version.plan.client
    type(client).objects.filter(pk=client.pk).update(part2=True)
    consent(client)
    give(dana, version)
    assert [NOTICE in " ".join(page.split()) for page in small_paper] == [False, True]
    assert Printout.objects.count() == Disclosure.objects.count() == 2


def test_another_consent_makes_another_paper_and_the_same_one_the_same(dana, protected):
    first = consent(protected.plan.client, scope="the treatment plan")
    give(dana, protected)
    give(dana, protected)
    assert Printout.objects.count() == 1
    Consent.objects.filter(pk=first.pk).update(scope="the diagnosis only")
    give(dana, protected)
    assert Printout.objects.count() == 2


def test_what_was_signed_as_such_a_record_keeps_the_notice_when_the_mark_goes(
    dana, protected, small_paper
):
    client = protected.plan.client
    type(client).objects.filter(pk=client.pk).update(part2=False)
    assert give(dana, protected)[1].status_code == 302
    assert NOTICE in " ".join(small_paper[0].split())


# What happened before ------------------------------------------------------------------------


def late_entry(user, client, **typed):
    browser = signed_in(user)
    where = reverse("plans:add-disclosure", args=[client.pk])
    given = {"what": "Dates of the sessions", **GIVEN, **typed}
    del given["preset"]
    answer = browser.post(where, filled(browser.get(where), **given))
    assert answer.status_code == 302
    return Disclosure.objects.get(), said(browser.get(answer.url))


def test_a_late_entry_rests_on_the_consent_of_its_day(dana):
    client, today = client_of(dana, part2=True), dana.practice.today
    held = consent(
        client, from_on=today - timedelta(days=90), revoked_on=today - timedelta(days=10)
    )
    row, page = late_entry(dana, client, disclosed_on=today - timedelta(days=30))
    assert row.consent == held
    assert "No recorded consent" not in page


def test_a_late_entry_that_no_consent_covers_is_kept_and_says_so(dana):
    client, today = client_of(dana, part2=True), dana.practice.today
    consent(client)
    row, page = late_entry(dana, client, disclosed_on=today - timedelta(days=300))
    assert row.consent is None
    assert "No recorded consent of the client covers this disclosure" in page


def test_a_late_entry_of_a_subpoena_is_kept_and_says_what_it_lacks(dana):
    client = client_of(dana, part2=True)
    row, page = late_entry(
        dana, client, ground="law", provision="a subpoena", recipient="County court"
    )
    assert row.without == ""
    assert "A subpoena alone does not permit it" in page


def test_what_is_disclosed_now_needs_its_permission(dana, act_as):
    row = Disclosure(
        client=client_of(dana, part2=True), what="Notes", recipient="Example Mutual",
        ground="authorization", purpose="x", way="mail", disclosed_on=dana.practice.today,
    )  # fmt: skip
    with act_as(dana), pytest.raises(ValidationError, match="Record the client’s consent"):
        disclose(row, by=dana)
    assert not Disclosure.objects.exists()


def test_everything_that_permits_a_disclosure_without_consent_has_its_source():
    permitted = law().part2.without_consent
    assert set(permitted) == set(Disclosure.Without.values)
    assert all("42 CFR 2." in one.citation and one.read for one in permitted.values())
