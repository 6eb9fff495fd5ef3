"""How one chart fares: a mark for each rule, from what was computed of the plan. Plain functions.

A payer sees the version in effect and the record, never the draft, and knows of no waiver. Where no
version took effect, the draft is all that there is.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

from clients.payers import PayerProfile

from ..judging import Where
from ..kept import Computed
from ..rules import RULES
from ..said import Outcome


class Mark(StrEnum):
    """How a rule ends on a chart, in the words of audit tools."""

    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not met"
    NOT_APPLICABLE = "n/a"
    NOT_JUDGED = "not judged"


# House rule: "partly" is a defect at some of the places that are alike, and not at all of them.
PARTLY_MEANS = (
    "Partly: the defect stands at some places and not at others alike, such as 1 of 4 objectives. "
    "This is a rule of this software."
)
OF_OUTCOME = {
    Outcome.MET: Mark.MET,
    Outcome.NOT_JUDGED: Mark.NOT_JUDGED,
    Outcome.NOT_APPLICABLE: Mark.NOT_APPLICABLE,
    # A rule that failed said nothing; `why` tells it apart from a fact that is missing.
    Outcome.FAILED: Mark.NOT_JUDGED,
}
SEEN = (Where.IN_EFFECT, Where.MENDED, Where.RECORD)


def payer_order(profile: PayerProfile | None) -> list[str]:
    """The rules as the payer's audit tool has them, then those that its profile names, as it does.

    The others follow by number; what the payer does not ask for is left out.
    """
    named: list[str] = []
    if profile:
        named = [*(profile.audit_tool.rules if profile.audit_tool else []), *profile.rules]
    asks = profile.rules if profile else {}
    left_out = {key for key, one in asks.items() if not one.applies}
    known = (key for key in dict.fromkeys([*named, *RULES]) if key in RULES)
    return [key for key in known if key not in left_out]


def order_words(profile_name: str, tool: Mapping[str, Any]) -> str:
    """In whose order the rules of a mock audit stand, and on whose word that is said."""
    if not profile_name:
        return "The rules stand by number: each chart has a payer of its own."
    if not tool:
        return (
            "No audit tool of this payer was read, so this is not the payer’s order: the rules that"
            " the profile names come first, then the others by number."
        )
    if tool["read"] == "house rule":
        return (
            "The rules stand in the payer’s order as the practice wrote it down"
            f" ({tool['citation']}). The others follow by number."
        )
    return (
        "The rules stand in the order of the payer’s own audit tool"
        f" ({tool['citation']}; {tool['read']}). Which rule answers to which section is this"
        " software’s reading; the others follow."
    )


def marks(one: Computed, order: list[str]) -> list[dict[str, str]]:
    """{"rule", "mark", "why", "of"} for each rule of the order, as the payer sees the chart."""
    verdicts = one.columns["verdicts"]["in effect"] or one.columns["verdicts"]["draft"]
    found = _found(one)
    return [_mark(rule, verdicts.get(rule), found.get(rule, []), one.places) for rule in order]


def _found(one: Computed) -> dict[str, list[tuple[tuple[Any, ...], dict[str, Any]]]]:
    """The defects that a payer would see, by rule: (identity, columns)."""
    in_effect = bool(one.columns["verdicts"]["in effect"])
    seen = SEEN if in_effect else (Where.DRAFT, Where.RECORD)
    found: dict[str, list[tuple[tuple[Any, ...], dict[str, Any]]]] = {}
    for key, columns in one.findings.items():
        if columns["where"] in seen:
            found.setdefault(key[0], []).append((key, columns))
    return found


def _mark(
    rule: str,
    verdict: list[str] | None,
    found: list[tuple[tuple[Any, ...], dict[str, Any]]],
    places: Mapping[str, int],
) -> dict[str, str]:
    if verdict is None:
        why = "The payer of this chart does not ask for it."
        return {"rule": rule, "mark": str(Mark.NOT_APPLICABLE), "why": why, "of": ""}
    outcome, because = Outcome(verdict[0]), verdict[1]
    if outcome is not Outcome.NOT_MET:
        return {"rule": rule, "mark": str(OF_OUTCOME[outcome]), "why": because, "of": ""}
    shares = list(_shares([key for key, _ in found], places))
    partly = bool(shares) and all(number < whole for _, number, whole in shares)
    return {
        "rule": rule,
        "mark": str(Mark.PARTLY if partly else Mark.NOT_MET),
        "why": _why([columns["sentence"] for _, columns in found]),
        "of": ", ".join(_share(*share) for share in shares if share[2] > 1),
    }


def _shares(
    found: list[tuple[Any, ...]], places: Mapping[str, int]
) -> Iterator[tuple[str, int, int]]:
    """(kind, places with the defect, places of that kind); what is there once is one of one."""
    kinds = Counter(kind for kind, _ in {(key[1], key[2]) for key in found})
    for kind, number in sorted(kinds.items()):
        yield kind, number, max(number, places.get(kind, 1))


def _share(kind: str, number: int, whole: int) -> str:
    return f"{number} of {whole} {kind}s"


def _why(sentences: list[str]) -> str:
    more = len(sentences) - 1
    return f"{sentences[0]} And {more} more." if more > 0 else "".join(sentences)
