"""Which sessions were held without a plan, a consent or an authorization, and why. Pure.

A session that is planned for a day to come is held to the same, so that it can be mended before.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from audits.case import Case
from audits.facts import ConsentFact, CoverageFact, SessionFact
from plans.drafting import in_words

from .spending import is_inside, spent


class Kind(StrEnum):
    """What a session needs."""

    PLAN = "plan"
    CONSENT = "consent"
    AUTHORIZATION = "authorization"


@dataclass(frozen=True, slots=True)
class Reason:
    """What was not there on the day of a session, in words."""

    kind: Kind
    words: str


@dataclass(frozen=True, slots=True)
class Uncovered:
    """A session that something does not cover; `is_ahead`: planned, on this day or later."""

    session: UUID
    on: date
    is_ahead: bool
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A time in which something held, both days counted; None: open at that end."""

    kind: Kind
    id: UUID
    name: str
    from_on: date | None
    until_on: date | None


def counted(case: Case) -> tuple[SessionFact, ...]:
    """The sessions that are held to it: those that were held, and those that are planned."""
    return tuple(one for one in case.record.sessions if one.was_held or is_ahead(case, one))


def is_ahead(case: Case, session: SessionFact) -> bool:
    """Whether it is still to come."""
    return session.status == "planned" and session.on >= case.today


def uncovered(case: Case) -> list[Uncovered]:
    """Every such session that lacks something, in order of time."""
    used = spent(authorizations(case), counted(case))
    found = []
    for session in counted(case):
        reasons = (
            *_plan(case, session.on),
            *_consent(case, session.on),
            *_authorization(case, session.on, used.get(session.id)),
        )
        if reasons:
            found.append(Uncovered(session.id, session.on, is_ahead(case, session), reasons))
    return found


def spans_of(case: Case) -> list[Span]:
    """What there was to cover them: versions, consents to treatment and authorizations."""
    record = case.record
    return [
        *(
            Span(Kind.PLAN, one.id, f"version {one.number}", one.from_on, one.until_on)
            for one in record.effective
        ),
        *(
            Span(Kind.CONSENT, one.id, f"signed by {one.signed_by}", one.from_on, last_day(one))
            for one in consents(case)
        ),
        *(
            Span(Kind.AUTHORIZATION, one.id, named(one), one.authorized_from, one.authorized_to)
            for one in authorizations(case)
        ),
    ]


def consents(case: Case) -> list[ConsentFact]:
    """The consents to treatment, the earliest first."""
    found = [one for one in case.record.consents if one.kind == "treatment"]
    return sorted(found, key=lambda one: one.from_on)


def authorizations(case: Case) -> list[CoverageFact]:
    """The coverages of which an authorization is known, in the order in which they are billed."""
    found = [one for one in case.record.coverages if one.is_authorized]
    return sorted(found, key=lambda one: one.rank)


def named(coverage: CoverageFact) -> str:
    """ "Example Mutual, A-7"."""
    return ", ".join(part for part in (coverage.payer, coverage.authorization_number) if part)


def last_day(consent: ConsentFact) -> date | None:
    """The last day on which it held; None while it has no end."""
    return min((end for end in (consent.to_on, consent.revoked_on) if end), default=None)


def _plan(case: Case, day: date) -> Iterator[Reason]:
    if not case.record.versions_on(day):
        first = min((one.from_on for one in case.record.effective if one.from_on), default=None)
        since = f"; the first took effect on {in_words(first)}" if first else ""
        yield Reason(Kind.PLAN, f"no version of the plan in effect{since}")


def _consent(case: Case, day: date) -> Iterator[Reason]:
    """A refusal that somebody attests (R63) is asked no consent."""
    given, refused = consents(case), case.attested("R63")
    if (refused and refused.holds) or any(one.covers(day) for one in given):
        return
    yield Reason(Kind.CONSENT, _why_not(given, day))


def _why_not(given: Iterable[ConsentFact], day: date) -> str:
    before = [one for one in given if one.from_on <= day]
    ends = [(end, one) for one in before if (end := last_day(one))]
    if ends:
        end, one = max(ends, key=lambda pair: pair[0])
        verb = "was revoked" if one.revoked_on == end else "ended"
        return f"consent to treatment {verb} on {in_words(end)}"
    if later := min((one.from_on for one in given), default=None):
        return f"consent to treatment was signed on {in_words(later)}"
    return "no consent to treatment is recorded"


def _authorization(case: Case, day: date, used: UUID | None) -> Iterator[Reason]:
    """Nobody is asked for an authorization where none is known."""
    known = authorizations(case)
    if not known or used:
        return
    inside = [one for one in known if is_inside(one, day)]
    if inside:
        most = sum(one.authorized_visits or 0 for one in inside)
        yield Reason(Kind.AUTHORIZATION, f"beyond the {most} authorized visits")
    else:
        yield Reason(Kind.AUTHORIZATION, f"outside the authorization ({_windows(known)})")


def _windows(known: Iterable[CoverageFact]) -> str:
    return "; ".join(window(one) for one in known)


def window(coverage: CoverageFact) -> str:
    """ "from 1 January 2026 to 31 March 2026"."""
    begins, ends = coverage.authorized_from, coverage.authorized_to
    said = [f"from {in_words(begins)}"] if begins else []
    said += [f"to {in_words(ends)}"] if ends else []
    return " ".join(said)
