"""What is left of each authorization, and until when it lasts. Pure; the arithmetic is the house's.

The visits left, divided by the sessions a week that the plan orders, are so many weeks from today.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import floor
from uuid import UUID

from audits.case import Case
from audits.facts import CoverageFact
from audits.frequency import sessions_per_week
from plans.drafting import in_words

from .cover import authorizations, is_ahead, named, window
from .spending import spent


@dataclass(frozen=True, slots=True)
class Units:
    """One authorization: `used` by sessions that were held, `planned` by those to come.

    `runs_out_on` is the day of its last visit at the frequency that the plan orders, where that
    comes before its end; `words` say it, or why it cannot be said.
    """

    coverage: UUID
    name: str
    window: str
    visits: int | None
    used: int
    planned: int
    runs_out_on: date | None
    words: str

    @property
    def left(self) -> int | None:
        """The visits that are left; None where their number is not known."""
        return None if self.visits is None else max(self.visits - self.used, 0)


def units_of(case: Case) -> list[Units]:
    """Each authorization, in the order of billing."""
    known = authorizations(case)
    ahead = {one.id for one in case.record.sessions if is_ahead(case, one)}
    counted = [one for one in case.record.sessions if one.was_held or one.id in ahead]
    taken = spent(known, counted)
    found = []
    for coverage in known:
        mine = [one for one, other in taken.items() if other == coverage.id]
        planned = sum(one in ahead for one in mine)
        used = len(mine) - planned
        on, words = _lasts(case, coverage, used)
        found.append(
            Units(
                coverage.id,
                named(coverage),
                window(coverage),
                coverage.authorized_visits,
                used,
                planned,
                on,
                words,
            )  # fmt: skip
        )
    return found


def weekly(case: Case) -> Fraction | None:
    """The sessions a week that the plan orders in all; None where one is not understood."""
    said = [sessions_per_week(service.frequency) for service in case.document.services]
    known = [one for one in said if one is not None]
    return sum(known, Fraction(0)) if known and len(known) == len(said) else None


def _lasts(case: Case, coverage: CoverageFact, used: int) -> tuple[date | None, str]:
    """The day on which it runs out, if it does before its end, and the sentence."""
    visits, ends = coverage.authorized_visits, coverage.authorized_to
    if ends and ends < case.today:
        return None, f"It ended on {in_words(ends)}."
    if visits is None:
        return None, "How many visits are authorized is not written down."
    if used >= visits:
        return None, "No visit is left."
    often = weekly(case)
    if not often:
        return None, "The plan does not say how often in words that can be counted."
    begins = max(case.today, coverage.authorized_from or case.today)
    last = begins + timedelta(days=floor((visits - used) / often * 7))
    if ends and last > ends:
        over = visits - used - floor(Fraction((ends - begins).days, 7) * often)
        return None, f"It lasts until its end on {in_words(ends)}; {_many(over)} may stay unused."
    return last, f"At the frequency ordered it runs out on {in_words(last)}."


def _many(visits: int) -> str:
    return f"{visits} visit{'' if visits == 1 else 's'}"
