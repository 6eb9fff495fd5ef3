"""Which session uses a visit of which authorization. Pure.

House rule: each session that was held, or is planned, is one visit. It is taken from the first
coverage, in the order of billing, whose authorization holds on that day and has a visit left. An
authorization without a number of visits never runs out; one without a date does not end there.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from audits.facts import CoverageFact, SessionFact


def spent(known: Sequence[CoverageFact], sessions: Iterable[SessionFact]) -> dict[UUID, UUID]:
    """By session the coverage that it is taken from; a session that none covers is not there."""
    left = {one.id: one.authorized_visits for one in known}
    found: dict[UUID, UUID] = {}
    for session in sorted(sessions, key=lambda one: one.starts_at):
        for coverage in known:
            visits = left[coverage.id]
            if is_inside(coverage, session.on) and visits != 0:
                left[coverage.id] = None if visits is None else visits - 1
                found[session.id] = coverage.id
                break
    return found


def is_inside(coverage: CoverageFact, day: date) -> bool:
    """Whether a day lies in the authorization's time, both ends counted."""
    begins, ends = coverage.authorized_from, coverage.authorized_to
    return (begins is None or begins <= day) and (ends is None or day <= ends)
