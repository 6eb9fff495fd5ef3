"""The case of each plan: its text in effect, its draft, and what happened around it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import islice
from uuid import UUID
from zoneinfo import ZoneInfo

from audits.case import Case, Stands
from audits.facts import Echo, SessionFact
from audits.profiles import Profiles
from audits.record import Record
from goals.models import Goal
from goals.scored import Scored, scored
from plans.document import PlanDocument
from plans.drafting import draft_documents
from plans.models import Plan

from .around import Around, around, consents_of, contributors_of, coverages_of
from .notes import notes_of
from .paths import Path, paths_of
from .whose import is_elsewhere

# Large enough that the queries weigh little, small enough that the texts fit in memory.
CHUNK = 200

Texts = Sequence[tuple[Plan, Stands, PlanDocument]]
Compare = Callable[[Texts], Mapping[tuple[UUID, Stands], tuple[Echo, ...]]]


def cases(
    plans: Iterable[Plan], today: date, *, compare: Compare | None = None
) -> Iterator[tuple[Plan, Case | None, Case]]:
    """Each plan with its case in effect (None before a first version was) and its draft's.

    The plans are of one practice, and today is the day there; a closed plan is judged as on its
    last day. A fixed number of queries for each `CHUNK` of plans, whatever their size. `compare`
    holds the texts of a chunk against others, and gives the echoes of each that it compared;
    without it no text counts as compared.
    """
    waiting = iter(plans)
    while chunk := list(islice(waiting, CHUNK)):
        yield from _cases(chunk, today, compare)


def case_to_read(plan: Plan) -> Case:
    """One plan's case: of the version in effect, or of the draft before there is one."""
    [(_, in_effect, draft)] = cases([plan], plan.practice.today)
    return in_effect or draft


def _cases(
    plans: Sequence[Plan], today: date, compare: Compare | None
) -> Iterator[tuple[Plan, Case | None, Case]]:
    drafts = draft_documents(plans)
    zone = ZoneInfo(plans[0].practice.time_zone)
    clients = {plan.client_id for plan in plans}
    sessions = notes_of(clients, zone)
    paths = paths_of(plans, zone)
    near = around(clients)
    numbers = scored(_goals(plans))
    profiles = Profiles(plans[0].practice)
    echoes = compare(list(_texts(plans, drafts, paths))) if compare else {}
    for plan, draft in zip(plans, drafts, strict=True):
        path = paths[plan.pk]
        record = _record(plan, path, near, sessions[plan.client_id], numbers)
        judged = _asked(plan, profiles, last_day(plan, today))
        heard = {stands: _with(record, echoes.get((plan.pk, stands))) for stands in Stands}
        current = (
            judged(path.document, Stands.IN_EFFECT, heard[Stands.IN_EFFECT])
            if path.document
            else None
        )
        yield plan, current, judged(draft, Stands.DRAFT, heard[Stands.DRAFT])


def _asked(plan: Plan, profiles: Profiles, day: date) -> Callable[..., Case]:
    """A case of the plan as on this day, with the figures and signers of whoever pays then."""
    asked = profiles.of(plan.client.coverages.all(), day)
    return partial(
        Case,
        today=day,
        figures=asked.figures,
        signers=asked.signers,
        signers_when=asked.signers_when,
    )


def last_day(plan: Plan, today: date) -> date:
    """The day as on which a plan is judged: today, or the day on which it was closed."""
    return min(today, plan.closed_on or today)


def _texts(
    plans: Iterable[Plan], drafts: Iterable[PlanDocument], paths: Mapping[UUID, Path]
) -> Iterator[tuple[Plan, Stands, PlanDocument]]:
    for plan, draft in zip(plans, drafts, strict=True):
        yield plan, Stands.DRAFT, draft
        if current := paths[plan.pk].document:
            yield plan, Stands.IN_EFFECT, current


def _with(record: Record, echoes: tuple[Echo, ...] | None) -> Record:
    """The record with what was heard of one of the plan's texts; None where nobody compared it."""
    return record if echoes is None else replace(record, echoes=echoes, compared=True)


def _goals(plans: Sequence[Plan]) -> Iterator[Goal]:
    """Of the drafts, which hold every goal that a version does. No query: drafting fetched them."""
    for plan in plans:
        for problem in plan.problems.all():
            yield from problem.goals.all()


def _record(
    plan: Plan, path: Path, near: Around, sessions: tuple[SessionFact, ...], numbers: Scored
) -> Record:
    """What is the client's, narrowed to the days on which the plan was open."""
    theirs = near.episodes.get(plan.client_id, ())
    held = tuple(
        one for one in sessions if _within(plan, one.on) and not is_elsewhere(one, plan.pk, theirs)
    )
    return Record(
        closed_on=plan.closed_on,
        versions=path.versions,
        sessions=held,
        reviews=path.reviews,
        copies=path.copies,
        attested=path.attested,
        scored=numbers,
        next_review_on=plan.next_review_on,
        note_late_after_hours=plan.practice.note_late_after_hours,
        measures=tuple(one for one in near.measures[plan.client_id] if _within(plan, one.on)),
        safety_plans_on=near.safety_plans[plan.client_id],
        safety_looked_on=near.safety_looks[plan.client_id],
        coverages=coverages_of(plan.client),
        consents=consents_of(plan.client),
        contributors=contributors_of(plan.client),
        assessed_on=_assessed(plan, held),
    )


def _within(plan: Plan, day: date) -> bool:
    return plan.opened_on <= day and (plan.closed_on is None or day <= plan.closed_on)


def _assessed(plan: Plan, sessions: Iterable[SessionFact]) -> tuple[date, ...]:
    """The intake's last change, and the sessions whose signed note was an assessment."""
    noted = [
        one.on
        for one in sessions
        if one.note and one.note.signed_on and one.note.kind == "assessment"
    ]
    intake = getattr(plan.client, "intake", None)
    if intake:
        noted.append(intake.changed_at.astimezone(ZoneInfo(plan.practice.time_zone)).date())
    return tuple(sorted(noted))
