"""A clinician finds the code of a diagnosis, and is told when a code may not stand on a claim."""

import csv
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, ProgrammingError, connection
from hypothesis import given, settings
from hypothesis import strategies as st

from clients import icd10
from clients.icd10_files import SHIPPED, chosen_codes, read_shipped
from clients.icd10_text import abbreviations, is_code, normalise
from clients.models import IcdCode, IcdRelease
from config.tenancy import acting, as_staff

pytestmark = pytest.mark.django_db


def found(words: str, limit: int = 20) -> list[str]:
    return [code.code for code in IcdCode.objects.search(words, limit)]


def refusal(code: str) -> str:
    with pytest.raises(ValidationError) as refused:
        icd10.check_billable(code)
    return refused.value.messages[0]


# Search ------------------------------------------------------------------------------------------


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


# May it stand on a claim? ------------------------------------------------------------------------


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


# The codes that are shipped ----------------------------------------------------------------------


def test_the_shipped_codes_are_in_the_table_as_the_file_has_them():
    rows, release = read_shipped()
    table = {code.code: code for code in IcdCode.objects.select_related("release")}
    assert set(table) == {row.code for row in rows}
    assert all(table[row.code].title == row.title for row in rows)
    assert all(table[row.code].billable == row.billable for row in rows)
    assert {code.release.name for code in table.values()} == {release.name}


def test_every_shipped_code_is_written_as_it_is_normalised():
    for row in read_shipped()[0]:
        assert normalise(row.code) == row.code
        assert normalise(row.code.replace(".", "").lower()) == row.code
        assert is_code(row.code)


def test_every_shipped_heading_has_a_billable_code_below_it_and_no_billable_code_has_any():
    rows = {row.code: row for row in read_shipped()[0]}
    ends = {code for code, row in rows.items() if row.billable}
    for code, row in rows.items():
        below = {end for end in ends if end.startswith(code) and end != code}
        assert bool(below) is not row.billable, code


def test_the_whole_chapter_of_mental_disorders_is_shipped():
    codes = {row.code for row in read_shipped()[0]}
    assert {"F01", "F10.10", "F20.9", "F84.0", "F90.0", "F99"} <= codes
    assert len({code for code in codes if code.startswith("F")}) == 1113


def test_every_shipped_code_was_chosen_for_a_reason():
    chosen = chosen_codes()
    assert all(row.code.startswith(chosen) for row in read_shipped()[0])
    codes = [row.code for row in read_shipped()[0]]
    assert all(any(code.startswith(begin) for code in codes) for begin in chosen)


def test_the_shipped_file_lists_each_code_once_and_in_order():
    with (SHIPPED / "codes.csv").open(encoding="utf-8", newline="") as file:
        codes = [line["code"] for line in csv.DictReader(file)]
    assert codes == sorted(set(codes))


@given(st.text(max_size=12))
def test_normalising_twice_is_normalising_once(typed):
    assert normalise(normalise(typed)) == normalise(typed)


def test_the_database_refuses_a_code_without_its_dot():
    newest = IcdRelease.objects.get()
    with pytest.raises(IntegrityError, match="icd_code_is_written_with_its_dot"):
        IcdCode.objects.create(
            code="F4001", title="x", billable=True, valid_from=date(2026, 10, 1), release=newest
        )


def test_the_words_of_a_search_are_looked_up_in_an_index():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    plan = IcdCode.objects.search("panic").explain()
    assert "icd_all_english" in plan
    assert "icd_all_simple" in plan
