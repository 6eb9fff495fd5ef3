"""Answers made readable: the same lines for the page, for paper and for two people's difference."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from .definition import (
    WORDS,
    Checklist,
    Choices,
    Day,
    Definition,
    Heading,
    LongText,
    Number,
    Picked,
    Placed,
    Question,
    Scale,
    Text,
)

Answers = Mapping[str, Any]


@dataclass(frozen=True)
class Told:
    """What was asked under one heading (or before the first): (question, answer in words)."""

    heading: str
    rows: tuple[tuple[str, str], ...]


def shown(asks: Definition, answers: Answers) -> list[Placed]:
    """What is asked, given what was answered so far: a question waits for its condition."""
    asked: dict[str, Placed] = {}
    for placed in asks.fields:
        rule = placed.show_if
        if rule is None or (
            rule.field in asked and set(picked(answers.get(rule.field))) & set(rule.one_of)
        ):
            asked[placed.key] = placed
    return list(asked.values())


def picked(answer: Any) -> list[str]:
    """An answer as the list of what was picked; a number as its digits."""
    if isinstance(answer, list | tuple):
        return [str(item) for item in answer]
    return [] if answer is None or answer == "" else [str(answer)]


def is_answered(question: Question, answers: Answers) -> bool:
    """Whether anything was said; zero is an answer."""
    return bool(said(question, answers).strip())


def kept(asks: Definition, given: Answers) -> dict[str, Any]:
    """What is stored of these answers: no more than was asked.

    A text that was asked is kept, if empty, as notes always did; anything else is left out.
    """
    held: dict[str, Any] = {}
    for placed in shown(asks, given):
        if isinstance(placed, Text | LongText):
            held[placed.key] = given.get(placed.key) or ""
        elif isinstance(placed, Question):
            answers = {key: given.get(key) for key in placed.fields}
            held |= {key: answer for key, answer in answers.items() if answer not in (None, "", [])}
    return held


def blank(asks: Definition) -> dict[str, Any]:
    """Nothing answered yet."""
    return kept(asks, {})


def unanswered(asks: Definition, answers: Answers) -> list[Question]:
    """The required questions that are shown and have no answer."""
    return [
        placed
        for placed in shown(asks, answers)
        if isinstance(placed, Question) and placed.required and not is_answered(placed, answers)
    ]


def told(asks: Definition, answers: Answers) -> list[Told]:
    """Every question that was asked, with its answer in words, under its heading.

    A heading under which nothing was asked is not read.
    """
    groups = [("", [])]  # type: list[tuple[str, list[tuple[str, str]]]]
    for placed in shown(asks, answers):
        if isinstance(placed, Heading):
            groups.append((placed.label, []))
        elif isinstance(placed, Question):
            groups[-1][1].append((placed.label, said(placed, answers)))
    return [Told(heading, tuple(rows)) for heading, rows in groups if rows]


def told_rows(asks: Definition, answers: Answers) -> list[tuple[str, str]]:
    """(question, answer in words) of everything that was asked, without the headings."""
    return [row for group in told(asks, answers) for row in group.rows]


def shared(asks: Definition, answers: Answers) -> dict[str, Any]:
    """The answers that are a whole group's: they may be copied to another participant's note."""
    return {
        key: answers[key]
        for question in asks.questions()
        if question.shared
        for key in question.fields
        if key in answers
    }


def has_answers(asks: Definition, answers: Answers) -> bool:
    """Whether any question was answered."""
    return any(text.strip() for group in told(asks, answers) for _, text in group.rows)


def raises_risk(asks: Definition, answers: Answers) -> bool:
    """Whether an answer that is shown is one of those that raise the risk prompt."""
    return bool(risks(asks, answers))


def risks(asks: Definition, answers: Answers) -> list[tuple[str, str]]:
    """The questions whose answers raise the risk prompt, and those answers in words."""
    return [
        (placed.label, said(placed, answers))
        for placed in shown(asks, answers)
        if isinstance(placed, Picked)
        and set(picked(answers.get(placed.key))) & set(placed.risk_answers)
    ]


def said(question: Question, answers: Answers) -> str:
    """One answer in words, with the words beside it; empty when there is none."""
    answer = answers.get(question.key)
    words = str(answers.get(question.key + WORDS) or "").strip()
    return ": ".join(filter(None, (_in_words(question, answer), words)))


def _in_words(question: Question, answer: Any) -> str:
    if answer is None or answer == "" or answer == []:
        return ""
    if isinstance(question, Checklist):
        ticked = set(picked(answer))
        return "; ".join(
            f"{item} (yes)" if item in ticked else f"{item} (no)" for item in question.options
        )
    if isinstance(question, Choices):
        return "; ".join(picked(answer))
    if isinstance(question, Number):
        return f"{answer} {question.unit}".strip()
    if isinstance(question, Day):
        day = date.fromisoformat(str(answer))
        return f"{day.day} {day:%B %Y}"
    if isinstance(question, Scale):
        return _scaled(question, answer)
    return str(answer)


def _scaled(scale: Scale, answer: Any) -> str:
    """ "3 of 10 (0 = calm, 10 = as bad as it gets)"."""
    ends = ((scale.min, scale.low), (scale.max, scale.high))
    meant = ", ".join(f"{number} = {words}" for number, words in ends if words)
    return f"{answer} of {scale.max} ({meant})" if meant else f"{answer} of {scale.max}"
