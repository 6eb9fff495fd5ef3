"""What stands on paper, whatever was typed: nothing blank, nothing lost, nothing fetched."""

import re
import subprocess
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.bench.invented_plan import invented_document, invented_facts
from plans.paper import glyphs, payer_html, payer_pdf, press
from plans.paper.cleaning import LONGEST_RUN, printable


def text_of(pages: bytes) -> str:
    """What a reader of the PDF finds in it, on one line."""
    told = subprocess.run(["pdftotext", "-", "-"], input=pages, capture_output=True, check=True)
    return re.sub(r"\s+", " ", told.stdout.decode())


# The paper itself: no database --------------------------------------------------------------


def test_what_is_absent_is_said_and_no_cell_is_blank():
    document = invented_document()
    bare = document.model_copy(
        update={"coverage": (), "services": (), "diagnoses": (), "problems": (), "consents": ()}
    )
    for one in (document, bare):
        html = payer_html(one, invented_facts(one, sessions=0))
        assert re.search(r"<(td|th|p|li)[^>]*>\s*</\1>", html) is None
        assert "None recorded" in html
        assert "Not applicable: the client is an adult" in html


def test_zero_is_printed_and_not_scored_is_a_dash():
    document = invented_document(goals=2, objectives=1)
    facts = invented_facts(document, sessions=3)
    first, second = document.goals
    day = date(2026, 1, 5)
    facts.goals[first.id].scores["client"] = ((day, 0),)
    facts.goals[second.id].scores["client"] = ((day + timedelta(weeks=1), 7),)
    html = payer_html(document, facts)
    cells = re.findall(r"<td>([^<]*)</td>", html[html.index("Scores (0 to 10)") :])
    assert cells[:4] == ["0", "0", "–", "0"]
    assert "0 on 5 January 2026" in html


def test_raters_stand_side_by_side_and_are_never_pooled():
    document = invented_document(goals=1, objectives=1)
    facts = invented_facts(document, sessions=1)
    facts.goals[document.goals[0].id].scores["clinician"] = ((date(2026, 1, 5), 4),)
    html = payer_html(document, facts)
    assert "1.1 score by client" in html
    assert "1.1 score by clinician" in html
    assert ">8 on 5 January 2026<" in html


def test_times_are_told_in_the_practices_zone():
    document = invented_document()
    facts = invented_facts(document, sessions=1)
    assert facts.signatures[0].signed_at == datetime(2026, 1, 5, 16, 4, tzinfo=UTC)
    assert "5 January 2026, 10:04 AM CST" in payer_html(document, facts)


def test_typed_markup_is_printed_as_it_was_typed():
    document = invented_document()
    typed = "<script>alert(1)</script> <img src='file:///etc/passwd'> {{ 7 }} $\\frac$"
    plan = document.plan.model_copy(update={"why_now": typed})
    document = document.model_copy(update={"plan": plan})
    said = text_of(payer_pdf(document, invented_facts(document, sessions=1)))
    assert typed in said


def test_it_prints_names_of_other_scripts_with_its_own_fonts():
    document = invented_document(goals=1, objectives=1)
    name = "王小明 यशोदा Ωμέγα יעל"
    client = document.client.model_copy(update={"legal_name": name})
    document = document.model_copy(update={"client": client})
    pages = payer_pdf(document, invented_facts(document, sessions=1))
    listed = subprocess.run(["pdffonts", "-"], input=pages, capture_output=True, check=True)
    fonts = listed.stdout.decode()
    assert "Noto-Sans-SC" in fonts
    assert "Noto-Sans-Hebrew" in fonts
    assert glyphs.missing(name) == ()
    for word in name.split():
        assert word in text_of(pages), word


def test_what_was_printed_before_does_not_choose_the_letters_of_a_paper():
    document = invented_document(goals=1, objectives=1)
    drawn = []
    for name in ("王小明", "김민준", "王小明", "김민준"):
        client = document.client.model_copy(update={"legal_name": name})
        named = document.model_copy(update={"client": client})
        drawn.append(_scripts_of(payer_pdf(named, invented_facts(named, sessions=1))))
    assert drawn == [{"Noto-Sans-SC"}, {"Noto-Sans-KR"}] * 2


def _scripts_of(pages: bytes) -> set[str]:
    """The fonts beside our Latin ones in which something is drawn."""
    listed = subprocess.run(["pdffonts", "-"], input=pages, capture_output=True, check=True)
    return set(re.findall(r"\+(Noto-Sans-[A-Z]{2})\b", listed.stdout.decode()))


@pytest.mark.parametrize(
    "where",
    [
        "http://127.0.0.1:9/x",
        "https://example.org/font.ttf",
        "file:///etc/passwd",
        "ftp://example.org/x",
        "data:text/html;base64,PGI+",
        "paper-font:../../config/settings",
        "paper-font:Unknown",
    ],
)
def test_the_press_fetches_nothing(where):
    with pytest.raises(ValueError, match="fetches nothing"):
        press._fetcher().fetch(where)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=400))
def test_cleaning_keeps_every_printable_character_and_leaves_no_long_run(text):
    clean = printable(text)
    assert all(len(run) <= LONGEST_RUN + 10 for run in re.split("[ \n\u200b]", clean))
    assert "\n\n\n" not in clean
    words = [word for word in re.findall(r"[a-zA-Z0-9]+", text) if len(word) <= LONGEST_RUN]
    bare = clean.replace("\u200b", "")
    assert [word for word in words if word not in bare] == []
