"""A file that is too large, nested or hostile is refused: a sentence, two seconds, 100 MiB."""

import time
import tracemalloc

import pytest

from library.importing import Refused, read
from library.tests import hostile

SECONDS, MEMORY = 2, 100 * 2**20
HEADINGS = b"Problem,Goals\n"

FILES = {
    "larger than the limit": ("a.csv", HEADINGS + b"x,y\n" * 600_000, "too large"),
    "too many rows": ("a.csv", HEADINGS + b"a,b\n" * 6_000, "more than 5,000 rows"),
    "too many columns": ("a.csv", b"a," * 900_000, "more than 40 columns"),
    "one endless quoted cell": ("a.csv", b'a,b\n"' + b"x" * 1_900_000, "cannot be read"),
    "only headings": ("a.csv", HEADINGS, "nothing to import"),
    "empty": ("a.csv", b"  \n ", "is empty"),
    "NUL": ("a.csv", HEADINGS + b"Wor\x00ry,Live\n", "NUL"),
    "no text at all": ("a.csv", b"\x81\x8d\xff" * 20, "cannot be read as text"),
    "a picture called csv": ("a.csv", b"\x89PNG\r\n\x1a\n" + bytes(200), "Choose a CSV"),
    "a PDF called yaml": ("a.yaml", b"%PDF-1.7\n1 0 obj", "Choose a CSV"),
    "another ending": ("a.docm", b"hello", "Choose a CSV"),
    "an old workbook": ("a.xls", b"\xd0\xcf\x11\xe0" + bytes(500), "old format"),
    "a zip that is no workbook": ("a.xlsx", b"PK\x03\x04" + bytes(500), "not an Excel workbook"),
    "a workbook cut in half": ("a.xlsx", hostile.half_workbook, "not an Excel"),
    "a workbook without sheets": ("a.xlsx", hostile.no_sheets, "not an Excel"),
    "a workbook with broken insides": ("a.xlsx", hostile.broken_parts, "not an Excel"),
    "a document of another program": ("a.xlsx", hostile.other_zip, "not an Excel"),
    "a zip bomb": ("a.xlsx", hostile.zip_bomb, "unpacks to far more"),
    "a zip that lies about its size": ("a.xlsx", hostile.lying_zip, "damaged"),
    "a billion laughs": ("a.xlsx", hostile.billion_laughs, "defines entities"),
    "an entity from outside": ("a.xlsx", hostile.outside_entity, "defines entities"),
    "a cell at the end of the world": ("a.xlsx", hostile.far_cell, "more than 5,000 rows"),
    "millions of cells": ("a.xlsx", hostile.many_elements, "far more cells"),
    "one text in every cell": ("a.xlsx", hostile.shared_giant, "more text"),
    "XML nested without end": ("a.xlsx", hostile.deep_xml, "damaged"),
    "a text that is not there": (
        "a.xlsx",
        lambda: hostile.workbook("<worksheet><row><c t='s'><v>7</v></c></row></worksheet>"),
        "damaged",
    ),
    "nested lists": ("a.yaml", b"[" * 500_000, "nested too deeply"),
    "nested blocks": ("a.yaml", b"- " * 500_000, "nested too deeply"),
    "nested mappings": ("a.yaml", b"{a: " * 400_000, "nested too deeply"),
    "aliases": (
        "a.yaml",
        b"a: &a [x,x,x,x]\nb: &b [*a,*a,*a,*a]\nc: [*b,*b,*b,*b]\n",
        "by reference",
    ),
    "a tag that makes an object": (
        "a.yaml",
        b"!!python/object/apply:os.system ['echo hacked']",
        "tags",
    ),
    "too many parts": ("a.yaml", b"[" + b"x," * 900_000 + b"]", "too many parts"),
    "broken YAML": ("a.yaml", b"area: 'Worry\ngoals: [", "cannot be read: look at line"),
    "YAML that is a poem": ("a.yml", b"Roses are red", "neither rows nor planners"),
    "NUL written out": ("a.yaml", b'- {area: "Wor\\0ry", goal: x}', "NUL"),
    "a heading twice": ("a.yaml", b"{area: a, area: b}", "stands twice"),
    "a key that is a list": ("a.yaml", b"? [a, b]\n: c", "is no text"),
}  # fmt: skip


def made(wanted):
    """The file's name, its bytes, and the words by which it is refused."""
    name, data, sentence = FILES[wanted]
    return name, data() if callable(data) else data, sentence


@pytest.mark.parametrize("wanted", FILES)
def test_it_is_refused_with_a_sentence_in_two_seconds(wanted):
    name, data, sentence = made(wanted)
    started = time.process_time()
    with pytest.raises(Refused, match=sentence):
        read(name, data)
    assert time.process_time() - started < SECONDS


@pytest.mark.parametrize(
    "wanted",
    ["larger than the limit", "too many columns", "a zip bomb", "millions of cells",
     "one text in every cell", "XML nested without end", "nested lists", "too many parts",
     "a billion laughs"],
)  # fmt: skip
def test_it_is_refused_without_filling_the_memory(wanted):
    name, data, _ = made(wanted)
    tracemalloc.start()
    try:
        with pytest.raises(Refused):
            read(name, data)
        assert tracemalloc.get_traced_memory()[1] < MEMORY
    finally:
        tracemalloc.stop()


def test_the_largest_planner_that_is_let_in_takes_no_longer():
    row = ["Worry", "Goals", "Worry less and live more, one day after another. " * 4, "CBT"]
    data = hostile.workbook(
        hostile.sheet_of([["Area", "Section", "Statement", "Approach"], *[row] * 5_000])
    )
    started = time.process_time()
    assert len(read("a.xlsx", data).rows) == 5_000
    assert time.process_time() - started < SECONDS
