"""Paper for machines: tagged, archival, and read in the order of its sections.

What is checked here is what the file declares and how it is built, by pikepdf and poppler. No
checker of PDF/A or PDF/UA was at hand: declared, not certified.
"""

import io
import re
import subprocess
from dataclasses import replace

import pikepdf
import pytest

from config.bench.invented_plan import invented_document, invented_facts
from plans.paper import glyphs, pressroom, sealing
from plans.paper.presets import PRESETS
from plans.tests.test_check_seal import NAME, new_seal

SECTIONS = [
    "1. This paper",
    "2. Client, payer and dates",
    "3. Who developed this plan",
    "4. Diagnoses and medications",
    "5. Reason for service",
    "6. Strengths, needs and preferences",
    "7. Problems, goals, objectives and interventions",
    "8. Services ordered",
    "9. Coordination of care and family",
    "10. Discharge and aftercare",
    "11. Progress and measures",
    "12. Participation, understanding and consents",
    "13. Signatures",
]
ADDRESS = "https://plans.example.org/verify/"


def pages(preset, document=None, sessions=6):
    document = document or invented_document(problems=2, goals=4, objectives=1, interventions=1)
    facts = replace(
        invented_facts(document, sessions=sessions), code="7K3M9QXTA0BC5DEF", verify_at=ADDRESS
    )
    html = PRESETS[preset].write(document, facts)
    made = pressroom.press(html).pdf
    return sealing.sealed_with(made, new_seal(), NAME, facts.as_of)


@pytest.fixture(scope="module")
def papers():
    """One sealed paper of each preset, of a plan with eight goals."""
    return {preset: pages(preset) for preset in PRESETS}


def read(pdf, *options):
    told = subprocess.run(
        ["pdftotext", *options, "-", "-"], input=pdf, capture_output=True, check=True
    )
    return re.sub(r"\s+", " ", told.stdout.decode())


def tree(node):
    """Every element of the structure tree: (its kind, its attributes, the element)."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from tree(child)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield str(node.S), node
        yield from tree(node.get("/K"))


def test_a_plan_of_eight_goals_is_read_back_section_by_section_in_order(papers):
    said = read(papers["payer"])
    places = [said.index(section) for section in SECTIONS]
    assert places == sorted(places)
    document = invented_document(problems=2, goals=4, objectives=1, interventions=1)
    tree_part = said[places[6] : places[7]]
    headings = [f"Goal {goal.number}:" for goal in document.goals]
    assert len(headings) == 8
    found = [tree_part.index(heading) for heading in headings]
    assert found == sorted(found)


def test_the_charts_paper_goes_on_with_the_record(papers):
    said = read(papers["chart"])
    more = [
        "14. What the client said at intake",
        "15. Versions of this plan",
        "16. Versions that were sent back",
        "17. Signed progress notes",
    ]
    places = [said.index(section) for section in SECTIONS + more]
    assert places == sorted(places)


@pytest.mark.parametrize("preset", PRESETS)
def test_every_paper_declares_archive_and_tags_with_language_and_title(preset, papers):
    with pikepdf.open(io.BytesIO(papers[preset])) as paper:
        root = paper.Root
        assert str(root.Lang) == "en"
        assert root.MarkInfo.Marked
        assert root.ViewerPreferences.DisplayDocTitle
        assert str(paper.docinfo.Title).startswith(("Treatment plan", "Your plan"))
        assert str(root.OutputIntents[0].S) == "/GTS_PDFA1"
        assert "/Outlines" in root
        said = paper.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False)
        assert (said["pdfaid:part"], said["pdfaid:conformance"]) == ("3", "A")
        assert said["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
        assert b"pdfaExtension:schemas" in root.Metadata.read_bytes()
        assert "/Filter" not in root.Metadata
        assert not paper.is_encrypted


@pytest.mark.parametrize("preset", PRESETS)
def test_every_table_has_headers_with_a_scope_and_every_picture_says_what_it_shows(preset, papers):
    with pikepdf.open(io.BytesIO(papers[preset])) as paper:
        elements = list(tree(paper.Root.StructTreeRoot.K))
    kinds = [kind for kind, _ in elements]
    assert {"/Document", "/H1", "/H2", "/Table", "/TH", "/TD", "/Figure"} <= set(kinds)
    scopes = [str(element.A.Scope) for kind, element in elements if kind == "/TH"]
    assert set(scopes) == {"/Column", "/Row"}
    pictures = [element for kind, element in elements if kind == "/Figure"]
    assert len(pictures) == 9  # eight goals, and the code
    assert all(str(picture.Alt).strip() for picture in pictures)


@pytest.mark.parametrize("preset", PRESETS)
def test_every_font_is_embedded_and_every_letter_is_known(preset, papers):
    told = subprocess.run(
        ["pdffonts", "-"], input=papers[preset], capture_output=True, check=True, text=False
    )
    rows = told.stdout.decode().splitlines()[2:]
    assert rows
    for row in rows:
        embedded, _subset, known = row.split()[-5:-2]
        assert (embedded, known) == ("yes", "yes"), row


@pytest.mark.parametrize("preset", PRESETS)
def test_nothing_in_a_paper_runs_or_leads_away(preset, papers):
    with pikepdf.open(io.BytesIO(papers[preset])) as paper:
        assert paper.check_pdf_syntax() == []
        objects = [one.unparse(resolved=True) for one in paper.objects]
    bad = rb"/(JS|JavaScript|Launch|EmbeddedFiles?|URI|OpenAction|RichMedia|SubmitForm)\b"
    assert [one for one in objects if re.search(bad, one)] == []


def test_the_bookmarks_name_the_sections(papers):
    with pikepdf.open(io.BytesIO(papers["payer"])) as paper, paper.open_outline() as outline:
        titles = [item.title for top in outline.root for item in [top, *top.children]]
    assert [title for title in titles if title in SECTIONS] == SECTIONS


def test_digest_version_head_of_the_trail_and_code_stand_on_every_paper(papers):
    for preset, paper in papers.items():
        said = read(paper)
        assert "0123456789abcdef" * 4 in said, preset
        assert "version 1" in said
        assert "1: 0123456789abcdef" in said
        assert "7K3M-9QXT-A0BC-5DEF" in said
        assert ADDRESS in said
        assert "it is not the clinician's signature" in said


def test_the_clients_paper_is_in_plain_words_without_codes(papers):
    said = read(papers["client"])
    assert said.index("I am sure I will pass out.") < said.index("Panic attacks with avoidance")
    assert said.index("I want to be less afraid") < said.index("Reduce panic attacks and return")
    for word in ("F40.01", "EM-4410-88", "A-20931", "NPI", "CPT", "90837", "Intervention", "ICD"):
        assert word not in said, word


# Letters --------------------------------------------------------------------------------------


def right_to_left(said, before, after):
    """What is read between two words, whose runs the extractor gives from left to right."""
    between = said[said.index(before) + len(before) : said.index(after)]
    runs = between.translate({0x202B: None, 0x202C: None}).split()
    return "".join(reversed(runs))


def test_names_of_six_scripts_are_drawn_with_our_own_fonts():
    name = "Zoë Żółć Ωμέγα Привет יעל مرحبا 王小明 ひかり 한국"
    document = invented_document(goals=1, objectives=1, interventions=1)
    client = document.client.model_copy(update={"legal_name": name})
    document = document.model_copy(update={"client": client})
    assert glyphs.missing(name) == ()
    paper = pages("payer", document, sessions=1)
    said = read(paper, "-raw")
    for word in ("Zoë", "Żółć", "Ωμέγα", "Привет", "王小明", "ひかり", "한국"):
        assert word in said, word
    assert right_to_left(said, "Привет", "王小明") == "יעלمرحبا"
    told = subprocess.run(["pdffonts", "-"], input=paper, capture_output=True, check=True)
    fonts = told.stdout.decode()
    # Where there is Korean, its font draws the Chinese and Japanese too.
    for font in ("Noto-Sans", "Noto-Sans-Hebrew", "Noto-Sans-Arabic", "Noto-Sans-KR"):
        assert font in fonts


def test_what_the_fonts_draw_is_written_down_truly():
    assert glyphs.of_fonts() == glyphs.COVERAGE.read_text()


def test_what_no_font_draws_is_named_and_never_a_box():
    assert glyphs.missing("Anna 𓀀 and ሰ, Anna 𓀀") == ("𓀀", "ሰ")
    assert glyphs.missing("a\u200bb\u200d\ufe0f\u00ad e\u0301 “–” ☑ €") == ()
    assert glyphs.missing_in_page("<p title='ሰ'>a &#x13000; b</p>") == ("𓀀",)
    assert glyphs.with_codes("<p>𓀀 &#77824;</p>", "𓀀") == "<p>[U+13000] [U+13000]</p>"
