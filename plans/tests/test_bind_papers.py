"""Several papers bound as one file are still read aloud in order, each under its own name.

What is checked is how the file is built, by pikepdf, and what poppler reads of its tags. No
checker of PDF/UA was at hand.
"""

import io
import re
import subprocess

import pikepdf
import pytest

from config import clock
from plans.paper import pressroom, sealing
from plans.paper.seal_check import check
from plans.tests.test_check_seal import NAME, new_seal

PAPERS = {"Index": "Two charts", "1. Ana Bell": "Sleep", "2. Ben Cole": "Worry"}
PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{0}</title>
<meta name="author" content="Riverside"><meta name="dcterms.created" content="2026-01-05T09:00:00Z">
</head><body data-left="Riverside" data-right="{0}" data-foot="{0}"><h1>{0}</h1>
<table class="grid"><thead><tr><th scope="col">Goal</th><th scope="col">Score</th></tr></thead>
<tbody><tr><th scope="row">{0} goal</th><td>{1}</td></tr></tbody></table>
<p style="break-before: page">{0} on the second page</p></body></html>"""


@pytest.fixture(scope="module")
def bound():
    named = [
        (title, pressroom.press(PAGE.format(words, place)).pdf)
        for place, (title, words) in enumerate(PAPERS.items(), start=3)
    ]
    made = [pressroom.bind(named, title="Packet", author="Riverside") for _ in range(2)]
    assert made[0] == made[1]
    return made[0]


def elements(node):
    """Every element below, with the one above it."""
    for child in node.K if isinstance(node.get("/K"), pikepdf.Array) else []:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield child, node
            yield from elements(child)


def test_a_reader_hears_each_paper_under_its_name_and_in_order(bound):
    told = subprocess.run(
        ["pdfinfo", "-struct-text", "-"], input=bound, capture_output=True, check=True
    )
    heard = re.sub(r"\s+", " ", told.stdout.decode())
    places = [
        heard.index(words)
        for title in PAPERS
        for words in (
            f'Part "{title}"',
            f'"{PAPERS[title]}"',
            f"{PAPERS[title]} goal",
            f"{PAPERS[title]} on the second page",
        )
    ]
    assert places == sorted(places)
    assert told.stderr == b""


def test_every_page_leads_to_its_own_tags_and_every_tag_to_its_page(bound):
    with pikepdf.open(io.BytesIO(bound)) as whole:
        assert whole.check_pdf_syntax() == []
        root = whole.Root.StructTreeRoot
        numbers = root.ParentTree.Nums
        held = {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}
        assert len(held) == len(numbers) // 2 == len(whole.pages) == 6
        assert sorted(int(page.StructParents) for page in whole.pages) == sorted(held)
        assert int(root.ParentTreeNextKey) == 1 + max(held)
        for page in whole.pages:
            marked = set(re.findall(rb"/MCID (\d+)", page.Contents.read_bytes()))
            tags = held[int(page.StructParents)]
            assert {int(number) for number in marked} == set(range(len(tags)))
            assert {tag.Pg.objgen for tag in tags} == {page.obj.objgen}


def test_one_document_holds_the_papers_and_no_two_headers_have_one_name(bound):
    with pikepdf.open(io.BytesIO(bound)) as whole:
        root = whole.Root.StructTreeRoot
        assert whole.Root.MarkInfo.Marked
        assert str(whole.Root.Lang) == "en"
        (document,) = root.K
        assert str(document.S) == "/Document"
        assert [(str(part.S), str(part.T)) for part in document.K] == [
            ("/Part", title) for title in PAPERS
        ]
        every = list(elements(root))
        assert all(child.P.objgen == above.objgen for child, above in every)
        names = [str(one.ID) for one, _ in every if "/ID" in one]
        assert len(names) == len(set(names)) == 3 * len(PAPERS)
        cells = [one for one, _ in every if str(one.S) == "/TD" and "/A" in one]
        led = [str(name) for cell in cells for name in cell.A.get("/Headers", [])]
        assert len(led) == 2 * len(PAPERS)
        assert set(led) <= set(names)


def test_the_practices_seal_holds_over_the_whole_and_its_tags_stay(bound):
    held = new_seal()
    sealed = sealing.sealed_with(bound, held, NAME, clock.now())
    assert check(sealed, [held.certificate]).holds
    told = subprocess.run(["pdfinfo", "-"], input=sealed, capture_output=True, check=True)
    assert re.search(r"Tagged: +yes", told.stdout.decode())


def test_an_old_paper_without_tags_is_bound_beside_tagged_ones(bound):
    bare = pikepdf.new()
    bare.add_blank_page()
    written = io.BytesIO()
    bare.save(written)
    both = [("Bare", written.getvalue()), ("Bound", bound)]
    with pikepdf.open(io.BytesIO(pressroom.bind(both, title="P", author="R"))) as whole:
        assert len(whole.pages) == 7
        (document,) = whole.Root.StructTreeRoot.K
        assert [str(part.T) for part in document.K] == ["Bound"]
