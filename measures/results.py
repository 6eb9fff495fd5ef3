"""A finished measure as it is read: the result, the answers, and the change since others."""

from typing import Any

from accounts.models import User

from .finding import AllGiven, all_of
from .models import Administration
from .reading import lines_of
from .scoring import Judged, judge


def told(given: Administration, user: User) -> dict[str, Any]:
    """What the page of one result says; one query for the others of its kind."""
    others = all_of(given.client, user, key=given.instrument.key)
    says = given.instrument.says
    lines = lines_of(others.standing)
    return {
        "given": given,
        "client": given.client,
        "says": says,
        "result": given.scored,
        "answered": [
            (number, item.says or f"Item {number}", given.answers.get(item.id),
             says.answer_words(item, given.answers.get(item.id)))
            for number, item in says.numbered()
        ],
        "changes": _changes(given, others),
        "right": others.corrected.get(given.pk),
        "wrong": given.supersedes_id,
        "line": lines[0] if lines and lines[0].is_charted else None,
    }  # fmt: skip


def outcome(given: Administration) -> str:
    """A finished result in a few words: "14 of 27 (moderate)"."""
    result = given.scored
    if result.total is None:
        return f"not scored: {result.why_not}"
    band = f" ({result.band.words})" if result.band else ""
    return f"{result.total} of {result.maximum}{band}"


def _changes(given: Administration, others: AllGiven) -> list[tuple[str, tuple[Judged, ...]]]:
    """(since when, what may be said), since the first and since the last one before this."""
    latest = given.total
    if latest is None:
        return []
    before = [
        (one, one.total)
        for one in others.standing
        if one.total is not None
        and one.instrument_id == given.instrument_id
        and one.pk != given.pk
        and one.pk != given.supersedes_id
        and (one.on, one.completed_at) < (given.on, given.completed_at)
    ]
    if not before:
        return []
    says = given.instrument.says
    first, last = before[0], before[-1]
    held = [(f"Since the first, {_said(first[0])}", judge(says, first[1], latest))]
    if len(before) > 1:
        held.append((f"Since the last, {_said(last[0])}", judge(says, last[1], latest)))
    return held


def _said(one: Administration) -> str:
    return f"{one.total} on {one.on.day} {one.on:%B %Y}"
