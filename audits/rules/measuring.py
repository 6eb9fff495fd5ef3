"""Standardized tools beside the goals."""

from collections.abc import Iterator
from datetime import date
from itertools import chain

from audits.attesting import attested
from audits.case import Case
from audits.rule import ATTESTED, Basis, Figure, figure, rule
from audits.said import DoesNotApply, Found, Said, Severity


@rule(
    38,
    "A standardized tool tracks the goals, and its results are used.",
    severity=Severity.WARNING,
    sources=("TJC09",),
    satisfied_by="Give a measure again and again, and say in a note or review what it tells.",
    reads=("record.measures", "record.sessions.note.text", "record.reviews.summary", ATTESTED),
    points_at="client:measures",
    basis=Basis.RECORD,
    figures={"days": Figure(90, "days from one result to the next", "house")},
)
def tool_tracks_goals(case: Case) -> Iterator[Said]:
    place = ("client", case.document.client.id, "measures")
    days = figure(case, "R38", "days")
    scored = [one for one in case.record.measures if one.total is not None]
    since = scored[-1].on if scored else case.document.plan.opened_on
    if (case.today - since).days > days:
        sentence = f"Give a measure: the last {days} days have none."
        yield Found(sentence, *place)
    elif not scored:
        yield DoesNotApply(f"The plan was opened less than {days} days ago.")
    elif not _told(case, {one.instrument for one in scored}, scored[0].on):
        yield from attested(case, "R38", "are the results of the measures used?", place)


def _told(case: Case, names: set[str], since: date) -> bool:
    """Whether a signed note or a review since then names the tool."""
    small = {name.lower() for name in names}
    noted = (note.words for session, note in case.record.notes if session.on >= since)
    reviewed = (one.summary for one in case.record.reviews if one.held_on >= since)
    texts = (text.lower() for text in chain(reviewed, noted))
    return any(name in text for text in texts for name in small)
