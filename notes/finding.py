"""How pages find what they show: the client, the session, the note, with what hangs on them."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet
from django.shortcuts import get_object_or_404

from accounts.models import User
from clients.actions.permits import require_author
from clients.models import CareTeam, Client

from .models import Attendance, Note, NoteText

TEXT = [
    f"note__{name}" for name in ("sections", "response", "risk", "next_time", "signed_credentials")
]
TEXT.append("note__template__definition")


def history_of(client: Client, user: User) -> QuerySet[Attendance]:
    """The client's sessions with the state of their notes, newest first; one query."""
    return (
        Attendance.objects.visible_to(user)
        .filter(client=client)
        .select_related(
            "session",
            "session__practice",
            "session__clinician",
            "note",
            "note__author",
            "note__template",
        )
        .defer(*TEXT)
        .annotate(waits=Exists(NoteText.objects.not_returned().filter(note=OuterRef("note"))))
        .order_by("-session__starts_at", "-session_id")
    )


def attendance_at(client_id: UUID, session_id: UUID, user: User) -> Attendance:
    """The client's part in a session. A stranger gets 404, a reader who may not write 403."""
    found = get_object_or_404(
        Attendance.objects.visible_to(user).select_related(
            "client", "session", "session__practice", "note"
        ),
        client=client_id,
        session=session_id,
    )
    require_author(found.client, user)
    return found


def note_of(client_id: UUID, pk: UUID, user: User) -> Note:
    """A note that the user may read."""
    return get_object_or_404(
        Note.objects.visible_to(user).select_related(
            "practice", "author", "template", "attendance__client", "attendance__session__practice",
            "attendance__session__clinician", "version__plan",
        ).defer("version__document"),
        pk=pk,
        attendance__client=client_id,
    )  # fmt: skip


def note_to_write(client_id: UUID, pk: UUID, user: User) -> Note:
    """A note that the user began. A reader gets 403, and so does a colleague on the care team."""
    note = note_of(client_id, pk, user)
    require_author(note.attendance.client, user)
    if note.author_id != user.pk:
        raise PermissionDenied("A note is written by the clinician who began it.")
    return note


def text_under_review(pk: UUID, user: User) -> NoteText:
    """A signed text, with its note, among those that the user may see."""
    texts = NoteText.objects.visible_to(user).select_related(
        "note__practice", "note__author", "note__template", "note__version__plan",
        "note__attendance__client", "note__attendance__session__practice",
        "note__attendance__session__clinician",
    ).defer("note__version__document")  # fmt: skip
    return get_object_or_404(texts, pk=pk)


def client_to_write(client_id: UUID, user: User) -> Client:
    """A client in whose record the user writes."""
    client = get_object_or_404(Client.objects.visible_to(user), pk=client_id)
    require_author(client, user)
    return client


def own_clients(user: User) -> QuerySet[Client]:
    """The clients in treatment in whose records the user writes."""
    mine = CareTeam.objects.standing().filter(member=user).values("client")
    return Client.objects.visible_to(user).active().filter(pk__in=mine)
