"""An administrator loads a newer release of ICD-10-CM from the publisher's order file."""

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from clients import icd10, icd10_files
from clients.icd10_files import read_shipped
from clients.models import IcdCode, IcdRelease

pytestmark = pytest.mark.django_db

TABULAR = """<?xml version="1.0" encoding="utf-8"?>
<ICD10CM.tabular><chapter><section id="F40-F48">
  <diag><name>F40</name><desc>Phobic anxiety disorders</desc>
    <diag><name>F40.1</name><desc>Social phobias</desc>
      <inclusionTerm><note>Social anxiety disorder</note></inclusionTerm>
      <diag><name>F40.10</name><desc>Social phobia, unspecified</desc>
        <inclusionTerm><note>Shyness beyond bearing</note></inclusionTerm></diag>
    </diag>
  </diag>
</section></chapter></ICD10CM.tabular>
"""


def order_file(folder: Path, *lines: tuple[str, int, str], encoding: str = "utf-8") -> Path:
    path = folder / "icd10cm-order-2028.txt"
    text = "".join(
        f"{number:05d} {code:<7} {flag} {title[:60]:<60} {title}\r\n"
        for number, (code, flag, title) in enumerate(lines, start=1)
    )
    path.write_bytes(text.encode(encoding))
    return path


def shipped_lines() -> list[tuple[str, int, str]]:
    return [(r.code.replace(".", ""), int(r.billable), r.title) for r in read_shipped()[0]]


def bring(path: Path, *options: str, year: int = 2028) -> str:
    said = StringIO()
    call_command(
        "import_icd10cm",
        str(path),
        "--fiscal-year",
        str(year),
        "--database",
        "default",
        *options,
        stdout=said,
    )
    return said.getvalue().strip()


def test_it_loads_a_newer_release_and_says_what_changed(tmp_path):
    lines = [line for line in shipped_lines() if line[0] != "F6381"]
    lines = [
        (code, flag, "Panic disorder" if code == "F410" else title) for code, flag, title in lines
    ]
    path = order_file(tmp_path, *lines, ("F6382", 1, "A code of next year"))
    assert bring(path) == ("FY 2028: 3,142 codes and headings listed; 1 new, 1 changed, 1 ended.")
    assert icd10.check_billable("F63.82").valid_from == date(2027, 10, 1)
    assert icd10.check_billable("F41.0").title == "Panic disorder"
    assert icd10.check_billable("F41.0").valid_from == date(2024, 10, 1)
    with pytest.raises(ValidationError, match="F63.81 ended on September 30, 2027"):
        icd10.check_billable("F63.81")
    assert icd10.release_in_use(date(2027, 10, 1)).in_force


def test_it_keeps_the_other_names_that_the_order_file_lacks(tmp_path):
    bring(order_file(tmp_path, *shipped_lines()))
    assert "Bereavement" in IcdCode.objects.get(code="Z63.4").inclusion_terms


def test_it_takes_other_names_from_the_tabular_list_and_the_heading_above(tmp_path):
    tabular = tmp_path / "icd10cm-tabular-2028.xml"
    tabular.write_text(TABULAR, "utf-8")
    bring(order_file(tmp_path, *shipped_lines()), "--tabular", str(tabular))
    assert IcdCode.objects.get(code="F40.10").inclusion_terms == (
        "Shyness beyond bearing\nSocial anxiety disorder"
    )
    assert [code.code for code in IcdCode.objects.search("shyness")] == ["F40.10"]


def test_loading_the_same_release_again_changes_nothing(tmp_path):
    path = order_file(tmp_path, *shipped_lines())
    bring(path)
    assert bring(path).endswith("0 new, 0 changed, 0 ended.")
    assert IcdRelease.objects.count() == 2


def test_a_code_that_comes_back_is_listed_again(tmp_path):
    bring(order_file(tmp_path, *(line for line in shipped_lines() if line[0] != "F6381")))
    bring(order_file(tmp_path, *shipped_lines()), year=2029)
    assert icd10.check_billable("F63.81").valid_to is None


def test_it_loads_a_mid_year_update(tmp_path):
    path = order_file(tmp_path, *shipped_lines())
    bring(path, "--valid-from", "2027-04-01", year=2027)
    statement = icd10.release_in_use(date(2027, 4, 1))
    assert statement.sentence == (
        "ICD-10-CM FY 2027 (April 2027 update), in force from April 1, 2027 through"
        " September 30, 2027."
    )


def test_it_brings_only_the_chosen_codes_unless_all_are_asked_for(tmp_path):
    path = order_file(tmp_path, *shipped_lines(), ("A000", 1, "Cholera"))
    bring(path)
    assert not IcdCode.objects.filter(code="A00.0").exists()
    bring(path, "--all")
    assert icd10.check_billable("A00.0").title == "Cholera"
    bring(path, year=2029)
    assert icd10.check_billable("A00.0").release.name == "FY 2029"


def test_it_reads_the_older_encoding_of_the_publisher(tmp_path):
    path = order_file(tmp_path, ("F999", 1, "Guillain-Barré"), encoding="cp1252")
    bring(path)
    assert IcdCode.objects.get(code="F99.9").title == "Guillain-Barré"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "FY 2028 brings no codes."),
        ("00001 F40.0.1 1 short   long\n", "Line 1 of codes.txt is not a line of an ICD-10-CM"),
        ("\n00002 F40     2 Phobic\n", "Line 2 of codes.txt is not a line of an ICD-10-CM"),
        ("code,title\nF40,Phobic anxiety disorders\n", "Line 1 of codes.txt is not a line"),
    ],
)
def test_it_refuses_a_file_that_is_not_an_order_file_and_changes_nothing(text, sentence, tmp_path):
    path = tmp_path / "codes.txt"
    path.write_text(text, "utf-8")
    with pytest.raises(CommandError, match=sentence):
        bring(path)
    assert IcdRelease.objects.get().name == "FY 2027"
    assert icd10.check_billable("F40.01")


def test_it_refuses_an_older_release(tmp_path):
    with pytest.raises(CommandError, match="FY 2027 is loaded already; FY 2026 is older."):
        bring(order_file(tmp_path, *shipped_lines()), year=2026)


def test_it_refuses_a_file_that_is_not_there(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        bring(tmp_path / "nothing.txt")


def test_it_refuses_a_tabular_list_that_is_not_xml(tmp_path):
    tabular = tmp_path / "tabular.xml"
    tabular.write_text("not XML", "utf-8")
    with pytest.raises(CommandError, match="syntax error"):
        bring(order_file(tmp_path, *shipped_lines()), "--tabular", str(tabular))


def test_it_refuses_a_first_day_outside_the_fiscal_year(tmp_path):
    with pytest.raises(CommandError, match="2029-04-01 is not in fiscal year 2028."):
        bring(order_file(tmp_path, *shipped_lines()), "--valid-from", "2029-04-01")


def test_it_writes_the_shipped_files_and_reads_them_back(tmp_path, monkeypatch):
    before, release = read_shipped()
    for name in ("codes.csv", "inclusion_terms.csv", "release.yaml", "chosen.yaml"):
        (tmp_path / name).write_bytes((icd10_files.SHIPPED / name).read_bytes())
    monkeypatch.setattr(icd10_files, "SHIPPED", tmp_path)
    path = order_file(tmp_path, *(line for line in shipped_lines() if line[0] != "F6381"))
    assert bring(path, "--write-fixture", "--source", "A test.").startswith("FY 2028: 3,142")
    after, newer = read_shipped()
    assert (newer.name, newer.valid_from, newer.source) == ("FY 2028", date(2027, 10, 1), "A test.")
    ended = [row for row in after if row.valid_to]
    assert [(row.code, row.valid_to) for row in ended] == [("F63.81", date(2027, 9, 30))]
    assert [row for row in after if not row.valid_to] == [
        row for row in before if row.code != "F63.81"
    ]
    assert IcdRelease.objects.get().name == release.name
