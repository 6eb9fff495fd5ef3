"""One line that says it all: a statement, and after semicolons what belongs to it.

    Build a support system; 0 is nobody to call; 10 is several people; 1 to 7 in 20 weeks
    Contact friends or family; contacts 0 to 3 per week in 8 weeks
    Plan and rehearse two calls; MI, every session; homework: contact log

Read from the end: what is understood becomes a field, and the first part that is not understood
stays in the statement with everything in front of it. So no text is lost or guessed at; the page
shows how a line is read while it is typed. Plain functions, no query; the grammar is a house rule.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError

from ..models import Goal
from ..sentences import in_words

Fields = dict[str, Any]
Reader = Callable[[str, date], Fields | None]

A_SCORE = "A score is a whole number from 0 to 10."
PAST = "The target date is in the past."
DAYS_OF = {"day": 1, "week": 7, "month": 30}

_TO = r"\s*(?:to|→|->|–|-)\s*"
_WHEN = r"(?:,?\s*(?P<when>(?:in|within|by)\s+\S.*))?"
_END = re.compile(r"(?P<end>0|10)\s*(?:is|means|=|:)\s*(?P<means>\S.*)", re.I)
_SCALE = re.compile(rf"(?:(?:now|from|at)\s+)?(?P<a>\d{{1,9}}){_TO}(?P<b>\d{{1,9}}){_WHEN}", re.I)
_COUNT = re.compile(
    rf"(?P<what>[^\d\s].*?)[,:]?\s+(?:from\s+)?(?P<a>\d{{1,9}}){_TO}(?P<b>\d{{1,9}})"
    rf"(?:\s+(?:(?:per|a|an|each|every)\s+(?P<per>\S.*?)|(?P<all>in all)))?{_WHEN}",
    re.I,
)
_SPAN = re.compile(r"(?:in|within)\s+(?P<n>\d{1,3})\s+(?P<unit>day|week|month)s?", re.I)
_DAY = re.compile(r"by\s+(?P<day>\S.*)", re.I)
_DAYS = ("%Y-%m-%d", "%m/%d/%Y", "%d %B %Y", "%B %d, %Y", "%B %d %Y")
_HOMEWORK = re.compile(r"homework\s*:\s*(?P<homework>\S.*)", re.I)
_OFTEN = re.compile(
    r"(?:(?P<modality>\S.*?),\s*)?(?P<frequency>"
    r"(?:once|twice|(?:\d+|three|four|five) times)(?: (?:a|per|each|every|in)(?: \w+){1,3})?"
    r"|(?:every|each)(?: \w+){1,3}|daily|weekly|biweekly|fortnightly|monthly|quarterly|as needed)",
    re.I,
)


def goal_line(text: str, today: date) -> Fields:
    """A goal with its scale: statement and, where said, zero_means … target_on, focus, aim.

    Raises ValidationError for a score above 10 and for a date in the past.
    """
    found = _read(text, today, _goal_part)
    start, to = found.get("baseline"), found.get("target")
    if start is not None and to is not None:
        found["baseline_on"] = today
        found["lower_is_better"] = to < start
        found["aim"] = Goal.Aim.REDUCE if to < start else Goal.Aim.BUILD
    return found


def objective_line(text: str, today: date) -> Fields:
    """An objective with its count: statement and, where said, measure … measure_per, target_on."""
    return _read(text, today, _objective_part)


def intervention_line(text: str, today: date) -> Fields:
    """An intervention: statement and, where said, modality, frequency and homework."""
    return _read(text, today, _intervention_part)


READERS = {"goals": goal_line, "objectives": objective_line, "interventions": intervention_line}


def understood(fields: Fields) -> str:
    """What was read besides the statement, in words; empty when there is nothing."""
    said = []
    if "zero_means" in fields:
        said.append(f"0 means “{fields['zero_means']}”")
    if "ten_means" in fields:
        said.append(f"10 means “{fields['ten_means']}”")
    if "baseline" in fields:
        said.append(f"now {fields['baseline']}, wanted {fields['target']}")
    if "measure" in fields:
        said.append(_counted(fields))
    said += [str(fields[name]) for name in ("focus", "modality", "frequency") if name in fields]
    if "homework" in fields:
        said.append("homework: " + ", ".join(fields["homework"].splitlines()))
    if "target_on" in fields:
        said.append(f"by {in_words(fields['target_on'])}")
    return "; ".join(said)


def _counted(fields: Fields) -> str:
    per = fields.get("measure_per", "")
    per = f" {per}" if per == "in all" else f" per {per}" if per else ""
    return f"{fields['measure']}: from {fields['measure_from']} to {fields['measure_to']}{per}"


def _read(text: str, today: date, part: Reader) -> Fields:
    """The statement, and what the parts after it say: from the last one backwards."""
    statement = text.strip()
    found: Fields = {}
    while ";" in statement:
        front, _, last = statement.rpartition(";")
        said = part(last.strip().rstrip("."), today)
        # What is said twice was not meant as a field.
        if said is None or set(said) & set(found) or not front.strip():
            break
        statement, found = front.strip(), said | found
    return {"statement": statement} | found


def _goal_part(text: str, today: date) -> Fields | None:
    if end := _END.fullmatch(text):
        return {"zero_means" if end["end"] == "0" else "ten_means": end["means"]}
    if scale := _SCALE.fullmatch(text):
        when = _when(scale["when"], today)
        if when is None:
            return None
        start, to = int(scale["a"]), int(scale["b"])
        if max(start, to) > 10:
            raise ValidationError(A_SCORE)
        return {"baseline": start, "target": to} | when
    if text.lower() in Goal.Focus.values:
        return {"focus": text.lower()}
    return _when(text, today) or None


def _objective_part(text: str, today: date) -> Fields | None:
    if count := _COUNT.fullmatch(text):
        when = _when(count["when"], today)
        if when is None:
            return None
        found = {"measure": count["what"], "measure_from": int(count["a"])}
        per = "in all" if count["all"] else count["per"] or ""
        return found | {"measure_to": int(count["b"]), "measure_per": per} | when
    return _when(text, today) or None


def _intervention_part(text: str, today: date) -> Fields | None:
    if homework := _HOMEWORK.fullmatch(text):
        return {"homework": homework["homework"]}
    if often := _OFTEN.fullmatch(text):
        return {name: said for name, said in often.groupdict().items() if said}
    return None


def _when(text: str | None, today: date) -> Fields | None:
    """The target date; nothing when none was said, None when it is no date."""
    if not text:
        return {}
    day = None
    if span := _SPAN.fullmatch(text):
        day = today + timedelta(days=int(span["n"]) * DAYS_OF[span["unit"].lower()])
    elif named := _DAY.fullmatch(text):
        day = _day(named["day"])
    if day is None:
        return None
    if day < today:
        raise ValidationError(PAST)
    return {"target_on": day}


def _day(text: str) -> date | None:
    for pattern in _DAYS:
        try:
            return datetime.strptime(text.strip(), pattern).date()  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            continue
    return None
