"""How the pages of private notes find what they show, and the file in which they leave.

Whoever is not the author gets 404, as a stranger would: the pages do not tell that there is one.
"""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import User
from clients.models import Client

from .models import Attendance, PrivateNote, PrivateNoteAuthorization


def own_notes(user: User) -> QuerySet[PrivateNote]:
    """The user's private notes without their text, the newest session first."""
    return (
        PrivateNote.objects.visible_to(user)
        .select_related("attendance__client", "attendance__session")
        .defer("text")
        .order_by("-attendance__session__starts_at", "pk")
    )


def private_note_at(client_id: UUID, session_id: UUID, user: User) -> PrivateNote:
    """The user's own notes about a session, or a row to begin them in, not stored yet.

    What is written stays its author's to read after they left the care team; only somebody on it
    begins any. Everybody else gets 404.
    """
    session = {"attendance__client": client_id, "attendance__session": session_id}
    notes = PrivateNote.objects.visible_to(user).select_related(
        "attendance__client", "attendance__session__practice"
    )
    if held := notes.filter(**session).first():
        return held
    attendance = get_object_or_404(
        Attendance.objects.visible_to(user).select_related("client", "session__practice"),
        client=client_id,
        session=session_id,
    )
    _require_team(attendance.client, user)
    return PrivateNote(attendance=attendance, author=user, practice=attendance.practice)


def client_of_author(client_id: UUID, user: User) -> Client:
    """The client, for a clinician on the care team; everybody else gets 404."""
    client = get_object_or_404(Client.objects.visible_to(user), pk=client_id)
    _require_team(client, user)
    return client


def authorization_at(client_id: UUID, pk: UUID, user: User) -> PrivateNoteAuthorization:
    """The user's own; everybody else gets 404."""
    client_of_author(client_id, user)
    return get_object_or_404(
        PrivateNoteAuthorization.objects.visible_to(user).select_related("client__practice"),
        pk=pk,
        client=client_id,
    )


def as_text(authorization: PrivateNoteAuthorization, notes: list[PrivateNote], author: User) -> str:
    """The file that the author hands over: whose notes, by what right, and each session's."""
    client = authorization.client
    head = [
        "Psychotherapy notes (45 CFR 164.501)",
        f"About {client.legal_name}, born {client.born_on.isoformat()},"
        f" record {client.record_number}",
        f"By {author.printed_name}, {client.practice.name}",
        f"For {authorization.recipient}: {authorization.purpose}",
        f"Under an authorization signed by {authorization.signed_by}"
        f" on {authorization.signed_on.isoformat()} (45 CFR 164.508(a)(2))",
    ]
    parts = [
        f"Session of {note.attendance.session.on.isoformat()}\n\n{note.text}" for note in notes
    ]
    return "\n".join(head) + "\n\n" + "\n\n".join(parts) + "\n"


def _require_team(client: Client, user: User) -> None:
    if not client.is_written_by(user):
        raise Http404("No such page.")
