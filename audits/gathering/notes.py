"""Sessions and notes of many clients as facts, in a number of queries that does not grow."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from uuid import UUID
from zoneinfo import ZoneInfo

from accounts.models import Supervision, User
from audits.facts import Clinician, NoteFact, Part, SessionFact
from builder.definition import LongText, Picked, Placed, Question, Text
from builder.models import Template
from builder.saying import picked, said, shown
from notes.actions.risk import risk_in
from notes.missing import FIELDS, unchanged
from notes.models import Attendance, Note

from .note_parts import parts_of
from .present import Present

AFTERWARDS = {**FIELDS, "variance": "why it differed from the plan"}
NOT_ASSESSED = "not assessed"


def notes_of(client_ids: Collection[UUID], zone: ZoneInfo) -> dict[UUID, tuple[SessionFact, ...]]:
    """Every session of these clients with its note, in order of time, days in the zone given.

    Clients without a session have an empty tuple. Seventeen queries at most, for any number.
    """
    rows = list(
        Attendance.objects.filter(client__in=client_ids)
        .select_related("session")
        .order_by("session__starts_at", "session_id")
    )
    gathered = _Gathered(rows, zone, client_ids)
    found: dict[UUID, list[SessionFact]] = defaultdict(list)
    for row in rows:
        found[row.client_id].append(gathered.session(row))
    return {pk: tuple(found[pk]) for pk in client_ids}


class _Gathered:
    """What stands around these attendances, each kind of it fetched once."""

    def __init__(
        self, rows: list[Attendance], zone: ZoneInfo, client_ids: Collection[UUID]
    ) -> None:
        self.zone = zone
        of_rows = {row.pk: row for row in rows}
        self.notes: dict[UUID, Note] = {}
        for note in Note.objects.filter(attendance__client__in=client_ids).order_by():
            # An hour that was entered since is left to the next judgement.
            if row := of_rows.get(note.attendance_id):
                note.attendance = row
                self.notes[row.pk] = note
        self._share_templates()
        self.parts = parts_of(self.notes.values(), client_ids, zone)
        self.present = Present(rows, client_ids)
        self.clinicians = _clinicians(rows, self.notes.values())

    def _share_templates(self) -> None:
        """One template for all notes written in it: reading its definition is what costs."""
        held = Template.objects.in_bulk({note.template_id for note in self.notes.values()})
        for note in self.notes.values():
            note.template = held[note.template_id]

    def session(self, row: Attendance) -> SessionFact:
        """One attendance, with its session and its note."""
        session = row.session
        starts_at = session.starts_at.astimezone(self.zone)
        note = self.notes.get(row.pk)
        return SessionFact(
            id=session.pk,
            attendance=row.pk,
            on=starts_at.date(),
            starts_at=starts_at,
            ends_at=session.ends_at.astimezone(self.zone),
            minutes=session.minutes,
            status=row.status,
            kind=session.kind,
            place=session.place,
            telehealth=session.telehealth,
            people_present=session.people_present,
            cpt=session.cpt,
            clinician=self.clinicians[session.practice_id, session.clinician_id],
            attendees=self.present.came(row),
            identified=row.identified,
            has_identified=self.present.has_identified(row),
            note=self._note(note, row) if note else None,
            named=self.present.named_in_session(row),
        )

    def _note(self, note: Note, row: Attendance) -> NoteFact:
        asked = shown(note.template.asks, note.sections)
        text = tuple(_text(note, asked))
        return NoteFact(
            id=note.pk,
            author=self.clinicians[note.practice_id, note.author_id],
            template=note.template.key,
            kind=note.template.kind,
            text=text,
            response=note.response,
            risks=tuple(risk_in(note)),
            risk_asked=bool(note.risk_found) or _asked_risk(note, asked),
            risk_text=note.risk,
            safety_plan=note.safety_plan,
            next_time=note.next_time,
            variance=note.variance,
            signed_on=note.signed_at and note.signed_at.astimezone(self.zone).date(),
            copied=frozenset(field for field, _ in unchanged(note)),
            named=self.present.named_in_note(row, text),
            **self.parts[note.pk],
        )


def _text(note: Note, asked: Iterable[Placed]) -> Iterator[Part]:
    """What the template asks, in its order, then what every note asks."""
    for question in asked:
        if isinstance(question, Question):
            words = said(question, note.sections).strip()
            typed = isinstance(question, Text | LongText)
            yield Part(f"section_{question.key}", question.label, words, typed)
    for field, label in AFTERWARDS.items():
        yield Part(field, label, getattr(note, field).strip())


def _asked_risk(note: Note, asked: Iterable[Placed]) -> bool:
    """Whether one of the template's questions about risk was answered, if with "none"."""
    answers = (
        set(picked(note.sections.get(question.key)))
        for question in asked
        if isinstance(question, Picked) and question.risk_answers
    )
    return any(answer - {NOT_ASSESSED} for answer in answers)


def _clinicians(
    rows: Iterable[Attendance], notes: Iterable[Note]
) -> dict[tuple[UUID, UUID], Clinician]:
    """Who held these sessions and wrote these notes, by practice and user: two queries.

    A trainee is whoever stands under a supervisor who co-signs, today.
    """
    pairs = {(row.session.practice_id, row.session.clinician_id) for row in rows}
    pairs |= {(note.practice_id, note.author_id) for note in notes}
    ids = {user for _, user in pairs}
    users = User.objects.in_bulk(ids)
    standing = Supervision.objects.standing().filter(supervisee__in=ids, cosigns=True)
    trainees = set(standing.values_list("practice_id", "supervisee_id"))
    return {pair: _clinician(users[pair[1]], pair in trainees) for pair in pairs}


def _clinician(user: User, is_trainee: bool) -> Clinician:
    return Clinician(
        id=user.pk,
        name=user.name,
        credentials=user.credentials,
        license_number=user.license_number,
        license_state=user.license_state,
        npi=user.npi,
        is_trainee=is_trainee,
    )
