"""Notes that wait for a supervisor's signature."""

from accounts.models import Supervision, User

from .models import NoteText


def notes_waiting_for(user: User) -> list[NoteText]:
    """The signed texts that wait for this supervisor, the oldest first: one query."""
    if not user.is_supervisor:
        return []
    supervisees = Supervision.objects.cosigned_by(user)
    waiting = NoteText.objects.visible_to(user).filter(
        note__signed_at__isnull=True,
        note__author__in=supervisees.values("supervisee"),
        returns__isnull=True,
    )
    return list(
        waiting.defer("document")
        .select_related(
            "note__author", "note__practice", "note__attendance__client",
            "note__attendance__session__practice",
        )
        .order_by("frozen_at", "id")
    )  # fmt: skip
