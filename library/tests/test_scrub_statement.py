"""What a clinician typed for one client is kept without that client in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from library.scrubbing import scrub

NAMES = ["Maya Ortiz", "May", "José Núñez"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Maya will call her sister.", "[name] will call her sister."),
        ("Walk with maya's dog.", "Walk with [name]'s dog."),
        ("Visit José and Maya Ortiz.", "Visit [name]."),
        ("Ask Priscilla for help.", "Ask [name] for help."),
        ("Go out 3 times a week by March 31, 2027.", "Go out [number] times a week by [date]."),
        ("By 2027-03-31 or 3/31/2027.", "By [date] or [date]."),
        ("On the 5th of January 2027 at 14:30.", "On the [date] at [number]."),
        ("Lower worry from eight to twenty-one.", "Lower worry from [number] to [number]."),
        ("Ring 555-010-2345 or a@b.org.", "Ring [contact] or [contact]"),
        ("Rate it 0–10 each Monday.", "Rate it 0–10 each Monday."),
        ("Use CBT and DBT skills. Then rest.", "Use CBT and DBT skills. Then rest."),
        ("Do it [number] times by [date].", "Do it [number] times by [date]."),
        ("I feel I can.", "I feel I can."),
        ("He may try.", "He [name] try."),
    ],
)
def test_the_client_is_taken_out(typed, kept):
    assert scrub(typed, NAMES) == kept


@given(st.text(max_size=80))
def test_scrubbing_twice_is_scrubbing_once(text):
    once = scrub(text, NAMES)
    assert scrub(once, NAMES) == once


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_known_name_and_no_digit_is_left(before, after):
    text = scrub(f"{before} Ortiz 4711 {after}", NAMES)
    assert " Ortiz " not in text
    assert " 4711 " not in text
