"""A note as it is frozen by a signature: pure data, in canonical JSON with its SHA-256."""

import json
from datetime import date, datetime
from typing import Any
from uuid import UUID

import rfc8785

from plans.document import digest as digest
from plans.document.nodes import Frozen

from .models import Note, Session
from .reading import afterwards_of, aim_of, sections_of

# Raised when a field is added or changes its meaning; notes/tests/documents/ keeps an example of
# each schema ever released, and each must load for ever.
SCHEMA = 1


class Client(Frozen):
    """Whose record the note belongs to."""

    id: UUID
    record_number: str
    legal_name: str
    born_on: date


class Held(Frozen):
    """The session: when, how long, where, by whom; times carry their offset."""

    kind: str
    starts_at: datetime
    ends_at: datetime
    minutes: int
    place: str
    telehealth: str
    people_present: str
    cpt: str
    clinician: str


class Cited(Frozen):
    """The version of the plan that was in effect on the session's day."""

    plan: int
    version: int
    digest: str


class Section(Frozen):
    """A heading and what was said under it."""

    heading: str
    text: str


class Written(Frozen):
    """The template that the note was written in."""

    key: str
    number: int
    title: str


class Node(Frozen):
    """A goal or an objective, as it read on that day."""

    id: UUID
    statement: str


class Delivered(Node):
    """An intervention: what was planned, and for how many minutes it was delivered."""

    planned: str
    minutes: int | None


class Homework(Frozen):
    """Homework as it was set, and whether it was done: yes, partly or no."""

    id: UUID
    homework: str
    done: str


class Score(Node):
    """A goal's score, 0 to 10, with what the ends meant."""

    rater: str
    value: int
    remark: str
    zero_means: str
    ten_means: str


class Count(Node):
    """An objective's count in one period."""

    value: int
    per: str
    aim: str


class NoteDocument(Frozen):
    """A whole note. `answers` are the template's raw answers, `sections` the same in words."""

    schema_number: int = SCHEMA
    practice: str
    client: Client
    session: Held
    author: str
    version: Cited | None
    template: Written
    sections: tuple[Section, ...]
    answers: dict[str, Any]
    goals: tuple[Node, ...]
    objectives: tuple[Node, ...]
    interventions: tuple[Delivered, ...]
    homework: tuple[Homework, ...]
    scores: tuple[Score, ...]
    counts: tuple[Count, ...]
    afterwards: tuple[Section, ...]

    @classmethod
    def of(cls, note: Note) -> "NoteDocument":
        """The note as its rows say it now, without what addenda added: ten queries at most."""
        client = note.attendance.client
        template = note.template
        return cls(
            practice=note.practice.name,
            client=Client(
                id=client.pk,
                record_number=client.record_number,
                legal_name=client.legal_name,
                born_on=client.born_on,
            ),
            session=_held(note.attendance.session),
            author=note.author.printed_name,
            version=_cited(note),
            template=Written(key=template.key, number=template.number, title=template.title),
            sections=_sections(sections_of(note)),
            answers=note.sections,
            afterwards=_sections(afterwards_of(note)),
            **_worked(note),
            **_numbers(note),
        )

    @classmethod
    def stored(cls, text: str) -> "NoteDocument":
        """The document of a signed text, read back from its canonical JSON."""
        return cls.model_validate_json(text)


def canonical(document: NoteDocument) -> str:
    """The document as canonical JSON (RFC 8785): one text for one meaning."""
    return rfc8785.dumps(json.loads(document.model_dump_json())).decode()


def _held(session: Session) -> Held:
    return Held(
        kind=session.get_kind_display(),
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        minutes=session.minutes,
        place=session.place,
        telehealth=session.get_telehealth_display(),
        people_present=session.people_present,
        cpt=session.cpt,
        clinician=session.clinician.printed_name,
    )


def _cited(note: Note) -> Cited | None:
    version = note.version
    if version is None:
        return None
    return Cited(plan=version.plan.number, version=version.number, digest=version.digest)


def _sections(rows: list[tuple[str, str]]) -> tuple[Section, ...]:
    return tuple(Section(heading=heading, text=text) for heading, text in rows)


def _worked(note: Note) -> dict[str, Any]:
    goals = note.goals_worked_on.select_related("goal").order_by("goal_id")
    objectives = note.objectives_worked_on.select_related("objective").order_by("objective_id")
    delivered = note.interventions_delivered.select_related("intervention")
    homework = note.homework_done.select_related("intervention").order_by("intervention_id")
    return {
        "goals": [Node(id=row.goal_id, statement=row.goal.statement) for row in goals],
        "objectives": [
            Node(id=row.objective_id, statement=row.objective.statement) for row in objectives
        ],
        "interventions": [
            Delivered(
                id=row.intervention_id,
                statement=row.intervention.statement,
                planned=row.intervention.frequency,
                minutes=row.minutes,
            )
            for row in delivered.order_by("intervention_id")
        ],
        "homework": [
            Homework(id=row.intervention_id, homework=row.intervention.homework, done=row.done)
            for row in homework
        ],
    }


def _numbers(note: Note) -> dict[str, Any]:
    scores = note.scores.filter(addendum=None).select_related("revision")
    counts = note.counts.filter(addendum=None).select_related("objective")
    return {
        "scores": [
            Score(
                id=row.goal_id,
                statement=row.revision.statement,
                rater=row.rater,
                value=row.value,
                remark=row.remark,
                zero_means=row.revision.zero_means,
                ten_means=row.revision.ten_means,
            )
            for row in scores.order_by("goal_id", "rater")
        ],
        "counts": [
            Count(
                id=row.objective_id,
                statement=row.objective.statement,
                value=row.value,
                per=row.per,
                aim=aim_of(row.objective),
            )
            for row in counts.order_by("objective_id")
        ],
    }
