"""The golden thread in the record: each session leads back to the plan that held on its day."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from audits.case import Case
from audits.facts import SessionFact
from audits.frequency import service_type, sessions_per_week
from audits.rule import Basis, Figure, figure, rule
from audits.said import DoesNotApply, Found, NotJudged, Said, Severity
from plans.document.frame import Service
from plans.drafting import in_words

from .noted import none_signed, of_note
from .session import found, none_held

WEEKS = 4


@rule(
    47,
    "Each progress note names a goal or an objective of the plan that was in effect on that day.",
    severity=Severity.ERROR,
    sources=("COaud", "OK44"),
    satisfied_by="Tick the goal or the objective that the session worked on.",
    reads=(
        "record.sessions.note.goals",
        "record.sessions.note.objectives",
        "record.sessions.note.delivered",
        "record.sessions.note.scores",
        "record.versions.goals",
        "record.versions.objectives",
    ),
    points_at="note:goals",
    basis=Basis.RECORD,
)
def each_note_names_a_goal_of_the_plan(case: Case) -> Iterator[Said]:
    """A session before the first version has nothing to name; R56 asks about its day."""
    yield from none_signed(case)
    under_a_plan = False
    for session, note in case.record.progress_notes:
        versions = case.record.versions_on(session.on)
        under_a_plan = under_a_plan or bool(versions)
        named = note.named_nodes
        if versions and all(
            named.isdisjoint(one.goals) and named.isdisjoint(one.objectives) for one in versions
        ):
            says = "names only what that plan did not hold" if named else "names none"
            sentence = "Name the goal or the objective of the plan that the session worked on."
            yield of_note(session, note, "goals", sentence, says)
    if not under_a_plan:
        yield DoesNotApply("No progress note was written under a plan in effect.")


@rule(
    55,
    "What was delivered is what the plan orders, in type and frequency; a variance is explained.",
    severity=Severity.WARNING,
    sources=("COaud",),
    satisfied_by="Say in the note why the session differs from the plan, or change the plan.",
    reads=(
        "document.services.type",
        "document.services.frequency",
        "record.sessions.kind",
        "record.sessions.note.variance",
        "record.versions.from_on",
    ),
    points_at="note:variance",
    basis=Basis.RECORD,
    figures={
        "of_planned": Figure(50, "of 100 planned sessions in four weeks; 0: not counted", "house")
    },
)
def what_is_delivered_is_what_is_ordered(case: Case) -> Iterator[Said]:
    """Judged from the day on which the version in effect began: only its orders are known.

    A couple's or family's session that stands on another client's plan is ordered there.
    """
    since = case.current and case.current.from_on
    if not since:
        yield DoesNotApply("No version is in effect yet.")
        return
    sessions = [one for one in case.record.sessions if one.on >= since and not one.is_of_another]
    yield from _types(case, [one for one in sessions if one.was_held])
    for kind in dict.fromkeys(service.type for service in case.document.services):
        ordered = [one for one in case.document.services if one.type == kind]
        yield from _frequency(case, ordered, sessions, since)


@rule(
    56,
    "Each billed date falls inside a signed plan.",
    severity=Severity.ERROR,
    sources=("NGSplan", "house"),
    satisfied_by="Sign the plan before its deadline; a day that passed without a plan stays"
    " uncovered.",
    reads=("record.sessions.cpt", "record.coverages", "record.versions.from_on"),
    points_at="session:held_on",
    basis=Basis.RECORD,
)
def each_billed_date_is_inside_a_plan(case: Case) -> Iterator[Said]:
    """Held with a CPT code and insured counts as billed; until the first plan's deadline (R01)

    sessions need none. House rules.
    """
    yield from none_held(case)
    if not case.is_insured:
        yield DoesNotApply("Nobody is billed but the client.")
        return
    for nth, session in enumerate(case.record.held, start=1):
        if (
            session.cpt
            and not case.record.versions_on(session.on)
            and not _too_early(case, session, nth)
        ):
            yield found(session, "held_on", "No signed plan was in effect on this day.")


def _too_early(case: Case, session: SessionFact, nth: int) -> bool:
    """Whether the first plan was not due yet, by the figures of R01."""
    first = next(iter(case.record.effective), None)
    if first and first.from_on and first.from_on <= session.on:
        return False
    days, most = figure(case, "R01", "days"), figure(case, "R01", "sessions")
    in_days = session.on <= case.document.plan.opened_on + timedelta(days=days)
    return (in_days if days else bool(most)) and (nth <= most if most else True)


def _types(case: Case, held: list[SessionFact]) -> Iterator[Said]:
    """A type that nothing orders, and of which the note does not say why."""
    ordered = {service.type for service in case.document.services}
    for session in held:
        if ordered and service_type(session) not in ordered and not _explained(session):
            evidence = f"{session.kind}; the plan orders {', '.join(sorted(ordered))}"
            sentence = "Say why the session was of another type than the plan orders."
            if session.note:
                yield of_note(session, session.note, "variance", sentence, evidence)
            else:
                yield found(session, "kind", sentence, evidence)


def _frequency(
    case: Case, ordered: list[Service], sessions: list[SessionFact], since: date
) -> Iterator[Said]:
    """House rule: four whole weeks in which fewer than half of the planned sessions of a type, or

    more than twice as many, were held. Missed and cancelled ones explain a gap.
    """
    weekly = [sessions_per_week(service.frequency) for service in ordered]
    if None in weekly:
        words = "”, “".join(service.frequency for service in ordered)
        yield NotJudged(f"“{words}” is not understood as so many sessions a week.")
        return
    planned = sum((one for one in weekly if one), Fraction(0)) * WEEKS
    share = Fraction(figure(case, "R55", "of_planned"), 100)
    if not share:
        return
    mine = [one for one in sessions if service_type(one) == ordered[0].type]
    for begins, ends in _blocks(since, min(case.today, _end(ordered, since))):
        block = [one for one in mine if begins <= one.on < ends]
        held = sum(one.was_held for one in block)
        differs = len(block) < planned * share or held > planned / share
        if differs and planned >= 1 and not any(_explained(one) for one in block):
            evidence = f"{held} held in four weeks from {in_words(begins)}; {ordered[0].frequency}"
            sentence = "Sessions were held less or more often than the plan orders."
            yield Found(sentence, "service", ordered[0].id, "frequency", evidence)
            return


def _end(ordered: list[Service], since: date) -> date:
    """When the service of theirs that ends first is over."""
    return since + timedelta(weeks=min(service.duration_weeks for service in ordered))


def _blocks(begins: date, last: date) -> Iterator[tuple[date, date]]:
    """Whole times of four weeks until the last day."""
    while (ends := begins + timedelta(weeks=WEEKS)) <= last:
        yield begins, ends
        begins = ends


def _explained(session: SessionFact) -> bool:
    return bool(session.note and session.note.variance.strip())
