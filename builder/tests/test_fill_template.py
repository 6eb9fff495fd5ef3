"""A template is filled in: from its definition to a form, to answers, to words, without a loss."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from builder.asking import Asking
from builder.definition import WORDS, Definition, Question, read
from builder.saying import (
    kept,
    picked,
    raises_risk,
    risks,
    shared,
    shown,
    told,
    told_rows,
    unanswered,
)
from builder.shipping import shipped
from config.forms import PlainForm

VISIBLE = some.text(
    some.characters(
        exclude_categories=("Cc", "Cs"),
        exclude_characters="\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    ),
    max_size=80,
).map(str.strip)
HOSTILE = some.sampled_from(
    [
        "<script>alert(1)</script>",
        "{{ 7 }}{% now %}",
        "';DROP TABLE notes_note;--",
        "𝕳😀\u0301",
        "0",
    ]
)
KINDS = ["text", "long_text", "choice", "choices", "checklist", "scale", "number", "date"]
OPTIONS = some.lists(VISIBLE.filter(bool) | HOSTILE, min_size=1, max_size=5, unique=True)


@some.composite
def definitions(draw: Any) -> Definition:
    """Any template: some of each kind, conditions pointing backwards."""
    fields: list[dict[str, Any]] = []
    for number in range(draw(some.integers(1, 8))):
        kind = draw(some.sampled_from(KINDS))
        field: dict[str, Any] = {
            "type": kind, "key": f"q{number}", "label": draw(VISIBLE.filter(bool) | HOSTILE),
            "required": draw(some.booleans()),
        }  # fmt: skip
        if kind in ("choice", "choices", "checklist"):
            field["options"] = draw(OPTIONS)
        if kind in ("choice", "choices", "checklist", "scale"):
            field["words"] = draw(some.booleans())
        earlier = [held for held in fields if "options" in held]
        if earlier and draw(some.booleans()):
            asked = draw(some.sampled_from(earlier))
            answer = draw(some.sampled_from(asked["options"]))
            field["show_if"] = {"field": asked["key"], "one_of": [answer]}
        fields.append(field)
    return read({"schema": 2, "fields": fields})


def typed(draw: Any, question: Question, name: str) -> dict[str, Any]:
    """What a browser would post for one question."""
    kind = question.type  # type: ignore[attr-defined]
    if kind in ("text", "long_text"):
        value: Any = VISIBLE | HOSTILE
    elif kind == "number":
        value = some.integers(0, 1000).map(str)
    elif kind == "date":
        value = some.dates(date(1900, 1, 1), date(2100, 1, 1)).map(str)
    elif kind in ("choice", "scale"):
        value = some.sampled_from(["", *question.answers])
    else:
        value = some.lists(some.sampled_from(question.answers), unique=True)
    found = {name: draw(value)}
    if len(question.fields) > 1:
        found[name + WORDS] = draw(VISIBLE | HOSTILE)
    return found


def filled(asks: Definition, data: dict[str, Any]) -> PlainForm:
    form = PlainForm(data)
    Asking(asks).add_to(form, {})
    return form


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(some.data())
def test_no_answer_is_lost_between_the_form_and_its_words(data):
    asks = data.draw(definitions())
    posted: dict[str, Any] = {}
    for question in asks.questions():
        posted |= typed(data.draw, question, f"section_{question.key}")
    form = filled(asks, posted)
    assert form.is_valid(), form.errors
    answers = json.loads(json.dumps(Asking(asks).answers(form.cleaned_data)))
    here = {placed.key for placed in shown(asks, answers)}
    aloud = " ".join(text for _, text in told_rows(asks, answers))
    for question in asks.questions():
        if question.key not in here:
            assert not set(question.fields) & set(answers)
            continue
        for key in question.fields:
            was = posted[f"section_{key}"]
            now = answers.get(key, [] if isinstance(was, list) else "")
            assert picked(now) == picked(was)
            if question.type != "date":
                assert all(word in aloud for word in picked(was))
    # Storing it once more changes nothing.
    assert kept(asks, answers) == answers


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(some.data())
def test_what_is_required_is_asked_for_only_where_it_is_shown(data):
    asks = data.draw(definitions())
    missing = unanswered(asks, {})
    assert {question.key for question in missing} == {
        placed.key for placed in asks.questions() if placed.required and placed.show_if is None
    }


SLEEP = read({"schema": 2, "fields": [
    {"type": "choice", "key": "slept", "label": "Slept", "options": ["well", "badly"]},
    {"type": "choice", "key": "why", "label": "Why", "options": ["worry", "noise"],
     "required": True, "show_if": {"field": "slept", "is": "badly"}},
    {"type": "text", "key": "noise", "label": "Which noise", "required": True,
     "show_if": {"field": "why", "is": "noise"}},
]})  # fmt: skip


def test_what_is_not_shown_is_neither_stored_nor_needed():
    form = filled(SLEEP, {"section_slept": "well", "section_why": "noise", "section_noise": "Dogs"})
    assert form.is_valid()
    assert Asking(SLEEP).answers(form.cleaned_data) == {"slept": "well"}
    assert unanswered(SLEEP, {"slept": "well"}) == []
    assert [item.key for item in unanswered(SLEEP, {"slept": "badly"})] == ["why"]


def test_a_question_behind_a_hidden_one_is_hidden_too():
    answers = {"slept": "well", "why": "noise", "noise": "Dogs"}
    assert [placed.key for placed in shown(SLEEP, answers)] == ["slept"]


@pytest.mark.parametrize("number", ["-1", "301", "x", "1.234", "NaN", "Infinity", "1e9"])
def test_a_number_out_of_its_range_is_refused_in_a_sentence(number):
    dose = {"type": "number", "key": "mg", "label": "Dose", "max": 300, "places": 2, "unit": "mg"}
    asks = read({"schema": 2, "fields": [dose]})
    form = filled(asks, {"section_mg": number})
    assert form.errors["section_mg"] == [
        "Write a number from 0 to 300, with at most 2 after the point."
    ]


def test_zero_is_an_answer_and_is_read():
    asks = read({"schema": 2, "fields": [
        {"type": "number", "key": "drinks", "label": "Drinks", "required": True},
        {"type": "scale", "key": "pain", "label": "Pain", "required": True, "low": "none"},
    ]})  # fmt: skip
    form = filled(asks, {"section_drinks": "0", "section_pain": "0"})
    assert form.is_valid()
    answers = Asking(asks).answers(form.cleaned_data)
    assert answers == {"drinks": 0, "pain": 0}
    assert unanswered(asks, answers) == []
    assert told_rows(asks, answers) == [("Drinks", "0"), ("Pain", "0 of 10 (0 = none)")]


def test_a_checklist_is_read_whole_and_headings_without_questions_are_not():
    asks = read({"schema": 2, "fields": [
        {"type": "heading", "key": "empty", "label": "Nothing under this"},
        {"type": "heading", "key": "done", "label": "Done"},
        {"type": "checklist", "key": "steps", "label": "Steps", "options": ["called", "wrote"]},
    ]})  # fmt: skip
    (group,) = told(asks, {"steps": ["wrote"]})
    assert (group.heading, group.rows) == ("Done", (("Steps", "called (no); wrote (yes)"),))


def test_an_answer_that_means_risk_raises_the_prompt_and_a_hidden_one_does_not():
    asks = shipped()["risk"].asks
    assert not raises_risk(asks, {"ideation": "none voiced", "plan": "yes"})
    answers = {"ideation": "wish to be dead", "ideation__words": "“Not to wake up”", "means": "yes"}
    assert raises_risk(asks, answers)
    assert risks(asks, answers)[0] == ("Thoughts of suicide", "wish to be dead: “Not to wake up”")


def test_what_is_shared_is_the_whole_groups_and_nothing_else():
    asks = shipped()["group"].asks
    answers = {"topic": "Asking for help", "members": 6, "own_work": "Spoke twice."}
    assert shared(asks, answers) == {"topic": "Asking for help", "members": 6}
