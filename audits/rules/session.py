"""The session itself: date, place, who was there, code, minutes, telehealth, size of a group."""

from collections.abc import Iterator

from audits.case import Case
from audits.facts import SessionFact
from audits.rule import Basis, Figure, figure, rule
from audits.said import DoesNotApply, Found, Said, Severity
from audits.words import note_words, speaks_of
from notes.planned import bands, code_warning
from plans.drafting import in_words

NONE_HELD = DoesNotApply("No session was held yet.")
FIELDS = (
    ("place", "Say where the session was held."),
    ("people_present", "Say who was present, by role."),
    ("cpt", "Give the CPT code of the session."),
)


@rule(
    42,
    "Each session says its date, its place, who was present and its CPT code.",
    severity=Severity.ERROR,
    sources=("COaud",),
    satisfied_by="Fill in place, people present and CPT code of the session.",
    reads=("record.sessions.place", "record.sessions.people_present", "record.sessions.cpt"),
    points_at="session:place",
    basis=Basis.RECORD,
)
def each_session_says_where_with_whom_and_what(case: Case) -> Iterator[Said]:
    yield from none_held(case)
    for session in case.record.held:
        for field, sentence in FIELDS:
            if not getattr(session, field).strip():
                yield found(session, field, sentence)


@rule(
    44,
    "Each session says when it began and ended, to the minute.",
    severity=Severity.ERROR,
    sources=("OK44", "Cent", "FCSO"),
    satisfied_by="Give start and stop of the session; what was delivered fits between them.",
    reads=("record.sessions.minutes", "record.sessions.note.delivered.minutes"),
    points_at="session:ends_at",
    basis=Basis.RECORD,
)
def each_session_says_how_long_it_was(case: Case) -> Iterator[Said]:
    yield from none_held(case)
    for session in case.record.held:
        delivered = sum(one.minutes or 0 for one in session.note.delivered) if session.note else 0
        if session.minutes < 1:
            yield found(session, "ends_at", "Give the time at which the session stopped.")
        elif delivered > session.minutes:
            evidence = f"{delivered} minutes delivered in {session.minutes}"
            sentence = "The minutes delivered are more than the session had."
            yield found(session, "ends_at", sentence, evidence)


@rule(
    45,
    "The CPT code fits the minutes of the session.",
    severity=Severity.ERROR,
    sources=("RevCyc",),
    satisfied_by="Choose the code for the minutes: 90832 for 16 to 37, 90834 for 38 to 52, 90837 "
    "from 53 on.",
    reads=("record.sessions.cpt", "record.sessions.minutes"),
    points_at="session:cpt",
    basis=Basis.RECORD,
)
def each_code_fits_its_minutes(case: Case) -> Iterator[Said]:
    """A code for which no minutes are published is not held to any."""
    yield from none_held(case)
    known = {band.code for band in bands().bands}
    if not any(session.cpt in known for session in case.record.held):
        yield DoesNotApply(f"No session has a code that asks for minutes: {', '.join(known)}.")
    for session in case.record.held:
        if warning := code_warning(session.cpt, session.minutes):
            yield found(session, "cpt", "The CPT code does not fit the minutes.", warning)


@rule(
    46,
    "A telehealth session says whether it was by audio and video, or by audio alone.",
    severity=Severity.ERROR,
    sources=("FCSO",),
    satisfied_by="Choose the telehealth method of the session.",
    reads=("record.sessions.telehealth", "record.sessions.place"),
    points_at="session:telehealth",
    basis=Basis.RECORD,
)
def each_telehealth_session_says_how(case: Case) -> Iterator[Said]:
    held = [one for one in case.record.held if one.telehealth or _seems_remote(one)]
    if not held:
        yield DoesNotApply("No session was held by telehealth.")
    for session in held:
        if not session.telehealth:
            sentence = "Say whether it was by audio and video, or by audio alone."
            yield found(session, "telehealth", sentence, f"Place: {session.place}")


@rule(
    60,
    "Of each session in the past it is written whether the client came.",
    severity=Severity.INFO,
    sources=("OK44",),
    satisfied_by="Mark the session as attended, missed or cancelled.",
    reads=("record.sessions.status",),
    points_at="session:status",
    basis=Basis.RECORD,
)
def each_missed_session_is_written_down(case: Case) -> Iterator[Said]:
    past = [one for one in case.record.sessions if one.on < case.today]
    if not past:
        yield DoesNotApply("No session is in the past.")
    for session in past:
        if session.status == "planned":
            yield found(session, "status", "Say whether the client came.")


@rule(
    61,
    "A group has at most twelve participants.",
    severity=Severity.WARNING,
    sources=("NGSpps",),
    satisfied_by="Hold the group with fewer participants.",
    reads=("record.sessions.kind", "record.sessions.attendees"),
    points_at="session:participants",
    basis=Basis.RECORD,
    figures={"people": Figure(12, "participants", "NGSpps")},
)
def each_group_is_small_enough(case: Case) -> Iterator[Said]:
    groups = [one for one in case.record.held if one.kind == "group"]
    if not groups:
        yield DoesNotApply("No group session was held.")
    most = figure(case, "R61", "people")
    for session in groups:
        if session.attendees > most:
            evidence = f"{session.attendees} came; {most} are the most"
            yield found(session, "participants", "The group was too large.", evidence)


def none_held(case: Case) -> Iterator[Said]:
    """Nothing is asked of a plan under which no session was held."""
    if not case.record.held:
        yield NONE_HELD


def found(session: SessionFact, field: str, sentence: str, evidence: str = "") -> Found:
    """A defect of a session, with its day."""
    day = in_words(session.on)
    said = f"{day}: {evidence}" if evidence else day
    return Found(sentence, "session", session.id, field, said)


def _seems_remote(session: SessionFact) -> bool:
    return speaks_of(session.place, note_words().remote)
