"""The accounting of disclosures that a client may ask for."""

import csv
from datetime import date, timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from clients.law import law
from clients.models import Client, Consent
from clients.tests.factories import client_of
from config.spreadsheets import STARTERS, cell, csv_text
from plans.accounting import accounting, years_before
from plans.models import Disclosure
from plans.tests.browsing import said, signed_in
from trail.models import Event

ASKED = date(2026, 6, 15)


def row(**fields):
    base = {
        "client": Client(), "what": "letter", "recipient": "County court", "ground": "law",
        "provision": "Order 12/26", "purpose": "hearing", "way": "mail",
        "disclosed_on": date(2026, 1, 5),
    }  # fmt: skip
    return Disclosure(**{**base, **fields})


def stored(client, by, **fields):
    told = row(client=client, practice=client.practice, recorded_by=by, **fields)
    told.save(force_insert=True)
    return told


@pytest.mark.parametrize(
    ("ground", "told"),
    [
        ("client", False), ("treatment", False), ("payment", False), ("operations", False),
        ("authorization", False), ("law", True), ("mistake", True),
    ],
)  # fmt: skip
def test_it_leaves_out_what_the_regulation_exempts_and_says_how_many(ground, told):
    found = accounting([row(ground=ground)], asked_on=ASKED)
    assert (len(found.told), found.left_out) == ((1, 0) if told else (0, 1))
    assert len(accounting([row(ground=ground)], asked_on=ASKED, everything=True).told) == 1


@pytest.mark.parametrize(
    ("ground", "disclosed_on", "told"),
    [
        ("payment", date(2026, 1, 5), True),
        ("treatment", date(2023, 6, 15), True),
        ("authorization", date(2023, 6, 15), True),
        ("payment", date(2023, 6, 14), False),
        ("client", date(2026, 1, 5), False),
        ("law", date(2020, 6, 15), True),
    ],
)
def test_clients_of_a_part_2_programme_are_told_what_they_consented_to_for_three_years(
    ground, disclosed_on, told
):
    held = row(ground=ground, disclosed_on=disclosed_on, consent_id=uuid4())
    found = accounting([held], asked_on=ASKED, part2=True)
    assert len(found.told) == told


def test_what_no_consent_covers_is_told_for_all_six_years():
    held = row(ground="payment", disclosed_on=date(2020, 6, 15))
    assert accounting([held], asked_on=ASKED, part2=True).told == (held,)
    assert accounting([held], asked_on=ASKED).told == ()


def test_the_page_of_a_part_2_record_tells_the_payer_and_what_is_not_verified(dana):
    client = client_of(dana, part2=True)
    held = Consent.objects.create(
        practice=client.practice, client=client, kind="part2", purpose="payment",
        recipients="Example Mutual", signed_by="the client", from_on=date(2026, 1, 1),
    )  # fmt: skip
    stored(client, dana, ground="payment", provision="", recipient="Example Mutual", consent=held)
    page = said(signed_in(dana).get(reverse("plans:accounting", args=[client.pk])))
    for words in ("Example Mutual", "in the last 3 years", "42 CFR 2.25(a), (b)", "not verified"):
        assert words in page


def test_every_ground_of_the_form_has_its_source():
    assert set(law().grounds) == set(Disclosure.Ground.values)
    assert all("CFR" in ground.citation for ground in law().grounds.values())


def test_it_reaches_six_years_back_and_no_further():
    first = years_before(ASKED, 6)
    assert first == date(2020, 6, 15)
    within = [row(disclosed_on=first), row(disclosed_on=ASKED)]
    outside = [row(disclosed_on=first - timedelta(days=1)), row(disclosed_on=date(2026, 6, 16))]
    assert accounting([*within, *outside], asked_on=ASKED).told == (within[1], within[0])


def test_a_leap_day_has_a_day_six_years_before():
    assert years_before(date(2028, 2, 29), 6) == date(2022, 2, 28)


def test_the_page_tells_date_recipient_address_what_and_purpose(dana):
    client = client_of(dana)
    stored(client, dana, recipient_address="1 Court Square")
    stored(client, dana, ground="payment", provision="", recipient="Example Mutual")
    browser = signed_in(dana)
    page = said(browser.get(reverse("plans:accounting", args=[client.pk])))
    for words in ("5 January 2026", "County court", "1 Court Square", "letter", "hearing",
                  "Order 12/26", "45 CFR 164.528(a)(1)", "1 disclosure for treatment"):  # fmt: skip
        assert words in page
    assert "Example Mutual" not in page
    whole = browser.get(reverse("plans:accounting", args=[client.pk]), {"everything": "on"})
    assert "Example Mutual" in said(whole)
    assert Event.objects.filter(verb="disclosures.accounted", clients=[client.pk]).count() == 2


def test_it_says_so_when_there_is_nothing_to_tell(dana):
    client = client_of(dana)
    page = said(signed_in(dana).get(reverse("plans:accounting", args=[client.pk])))
    assert "There was no disclosure of which the client must be told." in page


def test_another_clients_disclosures_are_not_told(dana, stranger):
    client, other = client_of(dana), client_of(dana)
    stored(other, dana, recipient="Somebody else’s court")
    where = reverse("plans:accounting", args=[client.pk])
    assert "Somebody else" not in said(signed_in(dana).get(where))
    assert signed_in(stranger).get(where).status_code == 404


def test_the_file_has_a_line_for_each_and_no_cell_that_calculates(dana):
    client = client_of(dana)
    stored(client, dana, recipient="=HYPERLINK(A1)", purpose="@SUM(1)", what="+1", provision="-2")
    answer = signed_in(dana).get(reverse("plans:accounting-csv", args=[client.pk]))
    assert answer["Content-Type"].startswith("text/csv")
    assert client.family_name not in answer["Content-Disposition"]
    assert f"{client.record_number}-disclosures.csv" in answer["Content-Disposition"]
    heading, told = csv.reader(StringIO(answer.content.decode("utf-8-sig")))
    assert heading[:2] == ["Date", "Who received it"]
    assert told[1] == "'=HYPERLINK(A1)"
    assert not any(one.startswith(STARTERS) for one in told)


@given(st.lists(st.lists(st.text(), min_size=1, max_size=4), min_size=1, max_size=4))
def test_no_text_whatever_makes_a_cell_that_calculates(rows):
    read = csv.reader(StringIO(csv_text(["x"], rows).removeprefix("\ufeff"), newline=""))
    for cells in list(read)[1:]:
        assert not any(one.lstrip(" ").startswith(STARTERS) for one in cells)


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs", "Cc"])))
def test_a_guarded_cell_keeps_its_text(text):
    assert cell(text) in (text, f"'{text}")
