"""What the pages about notes share: the way to them, what they show, and the answer's status."""

from typing import Any

from django.urls import reverse

from accounts.models import User
from clients.models import Client
from clients.risk import Safety, safety_of
from config.forms import PlainForm, PlainModelForm

from ..actions.risk import risk_in
from ..models import Note

REFUSED, CONFLICT = 422, 409


def status_of(form: PlainForm | PlainModelForm) -> int:
    """200 for a fresh form, 422 for a refused one, 409 when somebody else was faster."""
    if form.conflict:
        return CONFLICT
    return REFUSED if form.is_bound and form.errors else 200


def trail_to(client: Client) -> list[tuple[str, str]]:
    """Where the page is: clients, the client, sessions and notes."""
    return [
        ("Clients", reverse("clients:list")),
        (client.legal_name, reverse("clients:detail", args=[client.pk])),
        ("Sessions and notes", reverse("notes:list", args=[client.pk])),
    ]


def about(note: Note) -> dict[str, Any]:
    """What every page about one note names. No query."""
    attendance = note.attendance
    return {
        "note": note,
        "client": attendance.client,
        "session": attendance.session,
        "crumbs": trail_to(attendance.client),
    }


def safety_in(note: Note, user: User) -> Safety | None:
    """Where the safety plan stands, for a note that names a risk: three queries; else none."""
    return safety_of(note.attendance.client, user) if risk_in(note) else None
