"""A diagnosis names a code that a payer accepts, or is refused in a sentence that helps."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from clients import icd10
from clients.icd10_text import normalise
from clients.models import IcdCode, IcdRelease

pytestmark = pytest.mark.django_db


def refusal(code: str) -> str:
    with pytest.raises(ValidationError) as refused:
        icd10.check_billable(code)
    return refused.value.messages[0]


@pytest.mark.parametrize(
    ("code", "title"),
    [
        ("F40.01", "Agoraphobia with panic disorder"),
        ("F33.1", "Major depressive disorder, recurrent, moderate"),
        ("Z63.4", "Disappearance and death of family member"),
        ("F63.81", "Intermittent explosive disorder"),
        ("F11.20", "Opioid dependence, uncomplicated"),
        ("f11.20", "Opioid dependence, uncomplicated"),
        ("F6381", "Intermittent explosive disorder"),
        ("F63.81\x00\n", "Intermittent explosive disorder"),
        ("F64.A", "Gender identity disorder, in remission"),
    ],
)
def test_it_accepts_a_billable_code(code, title, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert icd10.check_billable(code).title == title


@pytest.mark.parametrize("code", ["F99.99", "F40.010", "Q99.0", "F4", "panic", "", "F40.01\u202e"])
def test_it_refuses_a_code_that_is_not_there(code):
    assert refusal(code) == (
        f"There is no ICD-10-CM code {normalise(code)} in the release loaded (FY 2027)."
    )


def test_it_refuses_a_heading_and_says_what_to_choose():
    assert refusal("F40.0") == (
        "F40.0 is a heading, not billable; choose one of: F40.00 Agoraphobia, unspecified;"
        " F40.01 Agoraphobia with panic disorder; F40.02 Agoraphobia without panic disorder."
    )


def test_it_names_at_most_eight_codes_of_a_heading():
    said = refusal("F32")
    assert said.startswith(
        "F32 is a heading, not billable; choose one of: F32.0 Major depressive disorder, single"
    )
    assert said.count("; F32.") == 7
    assert said.endswith("; and 2 more.")


def test_it_refuses_a_heading_that_was_billable_last_year():
    assert "Z87.890 is a heading" in refusal("Z87.890")


def test_it_refuses_a_code_that_has_ended_and_says_when():
    IcdCode.objects.filter(code="F63.81").update(valid_to=date(2026, 9, 30))
    assert refusal("F63.81") == (
        "ICD-10-CM code F63.81 ended on September 30, 2026; it is not in the release loaded"
        " (FY 2027)."
    )


def test_it_says_so_when_no_release_is_loaded():
    IcdCode.objects.all().delete()
    IcdRelease.objects.all().delete()
    assert refusal("F40.01").endswith("in the release loaded (none is loaded).")
    assert icd10.release_in_use(date(2026, 11, 21)).sentence == (
        "No release of ICD-10-CM is loaded."
    )


# Which release is it? ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "in_force", "sentence"),
    [
        (
            date(2026, 9, 30),
            False,
            "ICD-10-CM FY 2027, not the one in force: it begins on October 1, 2026.",
        ),
        (
            date(2026, 10, 1),
            True,
            "ICD-10-CM FY 2027, in force from October 1, 2026 through September 30, 2027.",
        ),
        (
            date(2027, 9, 30),
            True,
            "ICD-10-CM FY 2027, in force from October 1, 2026 through September 30, 2027.",
        ),
        (
            date(2027, 10, 1),
            False,
            "ICD-10-CM FY 2027, not the one in force: it ended on September 30, 2027."
            " Ask your administrator for the newer one.",
        ),
    ],
)
def test_it_says_which_release_it_is_and_whether_it_is_in_force(today, in_force, sentence):
    statement = icd10.release_in_use(today)
    assert (statement.name, statement.in_force) == ("FY 2027", in_force)
    assert statement.sentence == sentence
