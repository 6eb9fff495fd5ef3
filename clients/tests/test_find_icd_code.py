"""A clinician finds the code of a diagnosis, and is told when a code may not stand on a claim."""

from datetime import date

import pytest
from django.db import ProgrammingError, connection
from hypothesis import given, settings
from hypothesis import strategies as st

from clients.icd10_text import abbreviations
from clients.models import IcdCode
from config.tenancy import acting, as_staff

pytestmark = pytest.mark.django_db


def found(words: str, limit: int = 20) -> list[str]:
    return [code.code for code in IcdCode.objects.search(words, limit)]


@pytest.mark.parametrize("typed", ["F40.01", "f40.01", "F4001", "f4001", "  F40.01 ", "F40.01."])
def test_it_finds_a_code_however_it_is_typed(typed):
    assert found(typed) == ["F40.01"]


def test_it_finds_a_heading_before_the_codes_that_begin_so():
    codes = list(IcdCode.objects.search("f33"))
    assert codes[0].code == "F33"
    assert not codes[0].billable
    assert {"F33.0", "F33.1", "F33.2", "F33.40"} <= {code.code for code in codes}
    assert all(code.code.startswith("F33") for code in codes)


def test_it_finds_a_code_by_one_letter_and_digit():
    assert {code[:2] for code in found("f4")} == {"F4"}


def test_it_finds_a_code_as_it_was_copied_from_a_page():
    assert found("F40.01 Agoraphobia with panic disorder") == ["F40.01"]


def test_it_narrows_a_heading_by_words():
    assert found("F33 moderate") == ["F33.1"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("panic", "F41.0"),
        ("panic", "F40.01"),
        ("generalized anxiety", "F41.1"),
        ("anxiety generalized", "F41.1"),
        ("generalized anx", "F41.1"),
        ("schizoaff", "F25.0"),
        ("intermittent explosive", "F63.81"),
        ("opioid dependence uncomplicated", "F11.20"),
        ("recurrent depressive moderate", "F33.1"),
        ("depression", "F32.A"),
        ("phobia", "F40.10"),
        ("suicidal", "R45.851"),
        ("homeless", "Z59.00"),
    ],
)
def test_it_finds_a_code_by_words_or_their_beginnings(words, code):
    assert code in found(words)


def test_it_puts_a_title_that_begins_with_the_words_first():
    assert found("panic")[0] == "F41.0"
    assert found("depression")[0] == "F32.A"


def test_it_puts_mental_disorders_before_injuries():
    assert found("alcohol", limit=5) == [code for code in found("alcohol", 5) if code[0] == "F"]


@pytest.mark.parametrize(
    ("words", "code"),
    [("bereavement", "Z63.4"), ("social anxiety", "F40.10"), ("fear of spiders", "F40.210")],
)
def test_it_finds_a_code_by_another_name_of_the_tabular_list(words, code):
    assert code in found(words)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("generalised anxity", "F41.1"),
        ("agorafobia", "F40.00"),
        ("depresive", "F32.89"),
        ("alcahol", "F10.10"),
        ("bulemia nervosa", "F50.20"),
        ("posttraumatic stress", "F43.10"),
        ("berevement", "Z63.4"),
    ],
)
def test_it_forgives_misspelling(words, code):
    assert code in found(words)


def test_it_does_not_guess_at_misspelling_when_the_words_are_there():
    assert all("anic" in code.title for code in IcdCode.objects.search("panic"))


@pytest.mark.parametrize(
    ("letters", "code"),
    [("PTSD", "F43.10"), ("gad", "F41.1"), ("ocd", "F42.9"), ("ADHD", "F90.2"), ("odd", "F91.3")],
)
def test_it_knows_the_letters_that_clinicians_type(letters, code):
    assert code in found(letters)


def test_each_abbreviation_stands_for_words_that_titles_hold():
    for letters in abbreviations():
        assert any(code.rank < 2 for code in IcdCode.objects.search(letters)), letters


@pytest.mark.parametrize("typed", ["", "   ", "%", "_", "$", "'; --", "\x00", "\u202e", "…"])
def test_it_finds_nothing_for_nothing(typed):
    assert found(typed) == []


def test_it_finds_nothing_for_words_that_no_title_resembles():
    assert found("quxzzy wibblefrotz") == []


@settings(deadline=None, max_examples=50)
@given(st.text(max_size=60))
def test_it_never_fails_whatever_is_typed(typed):
    assert len(found(typed)) <= 20


def test_it_bears_a_hundred_thousand_letters():
    assert found("panic " + "x" * 100_000) == []
    assert found("y" * 100_000) == []


def test_it_asks_the_database_once(django_assert_num_queries):
    for words in ("panic", "f40", "generalised anxity", "F33 moderate"):
        with django_assert_num_queries(1):
            list(IcdCode.objects.search(words))


def test_it_gives_no_more_than_was_asked_for():
    assert len(found("disorder", limit=3)) == 3


def test_it_does_not_offer_a_code_that_has_ended():
    IcdCode.objects.filter(code="F41.0").update(valid_to=date(2026, 9, 30))
    assert "F41.0" not in found("panic")
    assert found("F41.0") == []


def test_staff_may_read_the_codes_and_not_change_them():
    with acting(as_staff(None)):
        assert IcdCode.objects.get(code="F40.01").billable
    with pytest.raises(ProgrammingError, match="permission denied"), acting(as_staff(None)):
        IcdCode.objects.update(title="Changed")


def test_the_words_of_a_search_are_looked_up_in_an_index():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    plan = IcdCode.objects.search("panic").explain()
    assert "icd_all_english" in plan
    assert "icd_all_simple" in plan
