"""Who else is at the same page: told from the trail, so nobody is watched beyond what it holds.

Opening a draft and saving in it are acts that the trail knows anyway. Whoever did either within
the time in which a session lasts without a sign of life may still be there; nobody can say more
honestly. docs/adr/0013: nothing is locked, and nobody overwrites anybody unseen.
"""

from collections.abc import Collection
from datetime import timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from config import clock
from trail.models import Event

from .models import User

# More than can be read; the newest come first.
MOST_EVENTS = 200
# Acts on a row that leave it as it is: reading what the audit found in a plan, say.
READS = (".opened", ".read", ".listed", ".compared")


def others_here(
    subject: Any,
    what: str,
    *,
    client: UUID,
    opened: Collection[str],
    wrote: Collection[str],
    by: User,
) -> str:
    """ "Priya Raman opened this draft at 14:03."; empty when nobody else did lately.

    `opened` are the verbs of openings of `subject`; `wrote` the types of rows that are written at
    the same page (subject types of the trail). One query, and one more when somebody was there.
    """
    practice = by.practice
    assert practice is not None
    since = clock.now() - timedelta(seconds=settings.SESSION_IDLE_SECONDS)
    events = Event.objects.about(client).filter(practice_id=practice.pk, at__gt=since)
    events = events.filter(actor_id__isnull=False).exclude(actor_id=by.pk).order_by("-id")
    newest: dict[UUID, tuple[bool, Any]] = {}
    fields = ("actor_id", "verb", "subject_type", "subject_id", "at")
    for actor, verb, kind, pk, at in events.values_list(*fields)[:MOST_EVENTS]:
        is_opening = verb in opened and pk == str(subject.pk)
        is_writing = kind in wrote and not verb.endswith((*opened, *READS))
        if actor and (is_opening or is_writing):
            newest.setdefault(actor, (is_writing, at))
    return _said(newest, what, ZoneInfo(practice.time_zone)) if newest else ""


def _said(newest: dict[UUID, tuple[bool, Any]], what: str, zone: ZoneInfo) -> str:
    names = dict(User.objects.filter(pk__in=newest).values_list("pk", "name"))
    return " ".join(
        f"{names.get(actor, 'Somebody else')} {'wrote in' if wrote else 'opened'} {what}"
        f" at {at.astimezone(zone):%H:%M}."
        for actor, (wrote, at) in newest.items()
    )
