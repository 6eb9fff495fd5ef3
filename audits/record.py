"""What happened around a plan: the facts together, in order of time, with what is asked of them."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from goals.scored import Scored

from .facts import (
    Attested,
    ConsentFact,
    ContributorFact,
    Copy,
    CoverageFact,
    Echo,
    MeasureFact,
    NoteFact,
    ReviewFact,
    SessionFact,
    VersionFact,
)


@dataclass(frozen=True)
class Record:
    """What happened around the plan. `sessions` are the client's while the plan was open.

    `safety_looked_on` are the days on which somebody looked at the safety plan, or said why none is
    needed. `compared`: the texts were held against others, so that no echo means none was found.
    `scored` are the numbers by which every page judges a goal's change.
    `assessed_on` are the days of the intake's last change and of signed assessments.
    """

    closed_on: date | None = None
    versions: tuple[VersionFact, ...] = ()
    sessions: tuple[SessionFact, ...] = ()
    reviews: tuple[ReviewFact, ...] = ()
    measures: tuple[MeasureFact, ...] = ()
    scored: Scored = Scored()
    safety_plans_on: tuple[date, ...] = ()
    safety_looked_on: tuple[date, ...] = ()
    coverages: tuple[CoverageFact, ...] = ()
    consents: tuple[ConsentFact, ...] = ()
    contributors: tuple[ContributorFact, ...] = ()
    copies: tuple[Copy, ...] = ()
    echoes: tuple[Echo, ...] = ()
    compared: bool = False
    attested: tuple[Attested, ...] = ()
    assessed_on: tuple[date, ...] = ()
    next_review_on: date | None = None
    note_late_after_hours: int = 72

    @cached_property
    def held(self) -> tuple[SessionFact, ...]:
        """The sessions to which the client came."""
        return tuple(session for session in self.sessions if session.was_held)

    @cached_property
    def notes(self) -> tuple[tuple[SessionFact, NoteFact], ...]:
        """Every note that is signed, with its session."""
        return tuple(
            (session, session.note)
            for session in self.sessions
            if session.note and session.note.signed_on
        )

    @cached_property
    def progress_notes(self) -> tuple[tuple[SessionFact, NoteFact], ...]:
        """The signed notes of sessions that were held; an assessment is no progress note."""
        return tuple(
            (session, note)
            for session, note in self.notes
            if session.was_held and note.kind == "note"
        )

    @cached_property
    def effective(self) -> tuple[VersionFact, ...]:
        """The versions that took effect, in order."""
        return tuple(version for version in self.versions if version.from_on)

    def version_on(self, day: date) -> VersionFact | None:
        """The version in effect on a day; of two on one day the later."""
        held = [one for one in self.effective if one.from_on and one.from_on <= day]
        return held[-1] if held else None

    def versions_on(self, day: date) -> list[VersionFact]:
        """Those in effect at any hour of the day: two, when one took over from the other."""
        return [
            one
            for one in self.effective
            if one.from_on and one.from_on <= day and (one.until_on is None or day <= one.until_on)
        ]
