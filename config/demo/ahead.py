"""What lies ahead: each clinician's next weeks, and a group that met yesterday."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from accounts.models import User
from clients.models import CareTeam, Client
from config import clock
from notes import actions
from notes.models import Attendance, Session

from .days import working
from .people import Staff

WEEKS = 3
GROUP = {"practice": "riverside", "by": "Dana Whitfield", "title": "Skills group", "cpt": "90853"}
GROUP_DID = (
    "Homework was looked at in pairs. The skill of the week was saying no to a small request: shown"
    " first, then practiced in two rounds with changed parts. Homework: one small no before the"
    " next meeting, written down with what happened."
)


def plan_ahead(staff: Staff, practice: str, name: str) -> None:
    """The next weekly sessions of the clinician's clients, at the hours that they have now."""
    by = staff.named(practice, name)
    assert by.practice is not None
    now = clock.now().astimezone(ZoneInfo(by.practice.time_zone))
    with working(by, now):
        clients = _own(by)
        for client in clients:
            _next_weeks(client, by, now)
        if (practice, name) == (GROUP["practice"], GROUP["by"]):
            _group(clients[:3], by, now)
            _today(clients[3:5], by, now)


def _own(by: User) -> list[Client]:
    mine = CareTeam.objects.standing().filter(member=by).values("client")
    return list(Client.objects.visible_to(by).active().filter(pk__in=mine))


def _next_weeks(client: Client, by: User, now: datetime) -> None:
    last = (
        Attendance.objects.visible_to(by)
        .filter(client=client, session__clinician=by)
        .select_related("session")
        .order_by("-session__starts_at")
        .first()
    )
    if last is None:
        return
    held = last.session
    start = held.starts_at.astimezone(now.tzinfo)
    # Whoever was away for months comes again at the old hour.
    start += timedelta(weeks=1 + max((now - start) // timedelta(weeks=1), 0))
    session = Session(
        starts_at=start, ends_at=start + timedelta(minutes=held.minutes), cpt=held.cpt
    )
    actions.schedule_session(session, [client], weeks=WEEKS, by=by)


def _today(clients: list[Client], by: User, now: datetime) -> None:
    """Two sessions on whatever day it is, so that there is a day to look at."""
    for client, hour in zip(clients, (9, 16), strict=False):
        start = datetime.combine(now.date(), time(hour), tzinfo=now.tzinfo)
        session = Session(starts_at=start, ends_at=start + timedelta(minutes=45), cpt="90834")
        actions.schedule_session(session, [client], by=by)


def _group(clients: list[Client], by: User, now: datetime) -> None:
    """It met yesterday at five: what it did is written, the notes of its members are not."""
    day = now.date() - timedelta(days=1)
    start = datetime.combine(day, time(17), tzinfo=now.tzinfo)
    session = Session(
        starts_at=start,
        ends_at=start + timedelta(minutes=90),
        kind=Session.Kind.GROUP,
        title=GROUP["title"],
        cpt=GROUP["cpt"],
        people_present="clients, group leader",
        group_text=GROUP_DID,
    )
    actions.schedule_session(session, clients, weeks=WEEKS, by=by)
