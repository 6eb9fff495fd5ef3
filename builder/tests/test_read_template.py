"""A template is read: of any schema ever released, and refused where it does not hold together."""

import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from builder.definition import MOST_FIELDS, LongText, read
from builder.faults import faults_of
from builder.models import Template
from builder.shipping import ORDER, shipped

# As notes.Template stored it before templates had kinds of questions.
FIRST = Path(__file__).parent / "documents" / "schema-1.json"


def text(key: str, **said: object) -> dict[str, object]:
    return {"type": "text", "key": key, "label": key.capitalize()} | said


def choice(key: str, *options: str, **said: object) -> dict[str, object]:
    return text(key, type="choice", options=list(options) or ["yes", "no"]) | said


def sentences(*fields: object) -> str:
    return " ".join(fault.sentence for fault in faults_of(list(fields)))


def test_a_list_of_headings_reads_as_long_texts_for_ever():
    asks = read(json.loads(FIRST.read_text()))
    assert [(field.type, field.key, field.label) for field in asks.fields] == [
        ("long_text", "data", "Data"),
        ("long_text", "assessment", "Assessment"),
        ("long_text", "plan", "Plan"),
    ]
    assert asks.fields[0].help == "What the client reported and what you observed."
    assert all(isinstance(field, LongText) for field in asks.fields)


@pytest.mark.parametrize("key", ORDER)
def test_every_template_that_is_shipped_is_read_and_stored_without_a_loss(key):
    item = shipped()[key]
    assert read(json.loads(json.dumps(item.asks.stored()))) == item.asks
    assert item.kind in Template.Kind.values
    assert "house composition" in item.asks.about.lower()


def test_nothing_else_is_shipped_than_what_has_its_place():
    assert set(shipped()) == set(ORDER)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ([], "Add a question first."),
        ([{"type": "heading", "key": "a", "label": "A"}], "Add a question first."),
        ([text("a"), text("a")], "Two fields have the key “a”."),
        ([{"type": "score", "key": key, "label": "S"} for key in "ab"] + [text("c")], "once"),
        ([text("a", type="choice")], "Write the answers to “A”"),
        ([choice("a", "x", "x")], "Each answer stands in the list once."),
        ([text("a", show_if={"field": "b", "is": "yes"}), choice("b")], "does not stand before"),
        ([choice("a", show_if={"field": "a", "is": "yes"})], "does not stand before"),
        ([choice("a"), text("b", show_if={"field": "a", "is": "maybe"})], "which is no answer"),
        ([text("a"), text("b", show_if={"field": "a", "is": "x"})], "which is no answer"),
        ([choice("a", risk_answers=["perhaps"])], "is not an answer"),
        ([text("a", type="poem")], "of a kind that this program does not know"),
        ([{"key": "a", "label": "A"}], "does not say what kind"),
        ([text("a", color="red")], "does not know"),
        ([text("A b")], "cannot be so"),
        ([text("a__words")], "cannot be so"),
        ([text("a", label="x" * 301)], "too long"),
        ([text("a", type="number", min=5, max=5)], "must be below the largest"),
        ([text("a", type="scale", max=11)], "cannot be so"),
    ],
)
def test_it_says_in_a_sentence_what_does_not_hold_together(fields, said):
    assert said in sentences(*fields)


def test_it_holds_two_hundred_fields_and_not_one_more():
    assert faults_of([text(f"q{n}") for n in range(MOST_FIELDS)]) == []
    assert faults_of([text(f"q{n}") for n in range(MOST_FIELDS + 1)]) != []


def test_a_template_of_a_later_schema_is_refused():
    with pytest.raises(ValidationError):
        read({"schema": 3, "fields": [text("a")]})
