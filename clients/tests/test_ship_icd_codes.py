"""The codes that come with the product: complete, in order, each as it is looked for."""

import csv
from datetime import date

import pytest
from django.db import IntegrityError
from hypothesis import given
from hypothesis import strategies as st

from clients.icd10_files import SHIPPED, chosen_codes, read_shipped
from clients.icd10_text import is_code, normalise
from clients.models import IcdCode, IcdRelease

pytestmark = pytest.mark.django_db


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
