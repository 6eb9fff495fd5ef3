"""Sessions with several clients: who takes part, and what all of them did, written once."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from accounts import editing
from accounts.models import User
from builder.definition import Definition, LongText
from builder.saying import shared
from clients.actions.permits import require_author
from clients.models import Client
from trail.recording import record

from ..models import Attendance, Note, Session
from ..times import has_begun
from .sessions import require_time
from .writing import start_note


def require_clinician(session: Session, by: User) -> None:
    """A session with several clients is arranged by the clinician who holds it."""
    if session.clinician_id != by.pk or session.practice_id != by.practice_id:
        raise PermissionDenied("A group is arranged by the clinician who holds it.")


@transaction.atomic
def join_session(
    session: Session, client: Client, *, following: bool = False, by: User
) -> list[Attendance]:
    """A client takes part, also in the planned sessions that follow if asked for. Twice is once."""
    require_clinician(session, by)
    require_author(client, by)
    stored = editing.lock(session, by=by)
    if stored.kind == Session.Kind.INDIVIDUAL:
        raise ValidationError("An individual session is with one client.")
    sessions = [stored, *(_later(stored) if following else ())]
    return [_joined(row, client, by) for row in sessions]


def _later(session: Session) -> list[Session]:
    if session.series is None:
        return []
    rows = Session.objects.filter(practice=session.practice_id, series=session.series)
    return list(rows.filter(starts_at__gt=session.starts_at))


def _joined(session: Session, client: Client, by: User) -> Attendance:
    if held := session.attendances.filter(client=client).first():
        return held
    row = Attendance(session=session, client=client, status=Attendance.Status.PLANNED)
    return editing.add(row, by=by, verb="session.joined", clients=[client.pk])


@transaction.atomic
def leave_session(attendance: Attendance, *, expected: int, by: User) -> None:
    """Take a client out of a session that was only planned: it was put down by mistake."""
    require_clinician(attendance.session, by)
    require_author(attendance.client, by)
    stored = editing.lock(attendance, by=by)
    if stored.row_version != expected:
        raise editing.Stale(stored)
    if stored.status != Attendance.Status.PLANNED or hasattr(stored, "note"):
        raise ValidationError(
            "A client who came, missed or cancelled stays in the record of the session."
        )
    if stored.identified or stored.session.attendances.count() == 1:
        raise ValidationError("The session stands on this client. Cancel it instead.")
    # The others' records tell of one fewer; afterwards nothing says that they were together.
    known = stored.session.attendances.values_list("client_id", flat=True)
    record("session.left", stored, by=by, clients=known)
    stored.delete()


@transaction.atomic
def identify_client(attendance: Attendance, *, expected: int, by: User) -> Attendance:
    """Say on whose plan a couple's or family's work stands. It is one client of the session."""
    require_clinician(attendance.session, by)
    require_author(attendance.client, by)
    session = editing.lock(attendance.session, by=by)
    if session.kind not in (Session.Kind.COUPLE, Session.Kind.FAMILY):
        raise ValidationError("Only a couple's or a family's session has an identified client.")
    for row in [*session.attendances.filter(identified=True).exclude(pk=attendance.pk), attendance]:
        is_it = row.pk == attendance.pk
        if is_it and row.row_version != expected:
            raise editing.Stale(editing.lock(row, by=by))
        row.identified = is_it
        editing.change(
            row,
            expected=row.row_version,
            by=by,
            verb="session.identified",
            clients=[row.client_id],
        )
    return attendance


@transaction.atomic
def write_group_text(session: Session, *, expected: int, by: User) -> Session:
    """Write what all of them did. It is in nobody's record until it is copied into a note."""
    require_clinician(session, by)
    known = list(session.attendances.values_list("client_id", flat=True))
    return editing.change(session, expected=expected, by=by, verb="session.changed", clients=known)


@transaction.atomic
def take_group_part(note: Note, *, by: User) -> Note:
    """Copy the group's part into a draft, where nothing stands yet. It may be edited there.

    The text of the session goes into the template's part for the group; what else is the same for
    all (the topic, how many there were) is taken from a note that the author wrote already.
    """
    stored = editing.lock(note, by=by)
    require_author(stored.attendance.client, by)
    if stored.is_signed or stored.texts.filter(returns=None).exists() or stored.author_id != by.pk:
        raise ValidationError("Only the author's own draft takes the group's part.")
    said = dict(stored.sections)
    for key, answer in _group_part(stored).items():
        if said.get(key) in (None, "", []):
            said[key] = answer
    stored.sections = said
    of_client = [stored.attendance.client_id]
    return editing.change(
        stored, expected=stored.row_version, by=by, verb="note.changed", clients=of_client
    )


def _group_part(note: Note) -> dict[str, Any]:
    asks, session = note.template.asks, note.attendance.session
    found: dict[str, Any] = {}
    others = Note.objects.filter(
        attendance__session=session, author=note.author_id, template__key=note.template.key
    ).exclude(pk=note.pk)
    for other in others.select_related("template").order_by("changed_at"):
        said = shared(other.template.asks, other.sections)
        found |= {key: answer for key, answer in said.items() if answer not in (None, "", [])}
    if session.group_text.strip() and (key := group_field(asks)):
        found[key] = session.group_text
    return found


def group_field(asks: Definition) -> str:
    """Where the group's text goes: the long text that all share, or else the first long text."""
    texts = [question for question in asks.questions() if isinstance(question, LongText)]
    ranked = sorted(texts, key=lambda question: not question.shared)
    return ranked[0].key if ranked else ""


@transaction.atomic
def give_group_part(session: Session, template_key: str, *, by: User) -> int:
    """Begin the note of each participant who was there, with the group's part in it.

    A draft of one's own takes what it lacks; what is signed, and a colleague's draft, stays.
    Says in how many notes the part stands now.
    """
    require_clinician(session, by)
    stored = editing.lock(session, by=by)
    require_time(stored, [Attendance.Status.ATTENDED])
    count = 0
    for row in _who_came(stored):
        note = start_note(row, template_key, by=by)
        if note.author_id != by.pk or note.is_signed or note.texts.filter(returns=None).exists():
            continue
        take_group_part(note, by=by)
        count += 1
    return count


def _who_came(session: Session) -> list[Attendance]:
    """Those who were there; once it has begun, those of whom nothing else was said."""
    assert has_begun(session.starts_at)
    rows = session.attendances.exclude(status__in=Attendance.NOT_HELD)
    return list(rows.select_related("client", "session__practice"))
