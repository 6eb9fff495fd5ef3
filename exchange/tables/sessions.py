"""What happened in sessions: who came, what was scored and counted."""

from typing import Any

from clients.models import Client
from config import clock
from notes.models import Attendance, Count, Score

from .shape import Rows, Table


def _sessions(client: Client) -> Rows:
    # What lies ahead is no part of the record yet.
    held = Attendance.objects.filter(client=client, session__starts_at__lte=clock.now())
    held = held.select_related("session__clinician", "session__practice")
    return [
        [row.session.on, row.session.minutes, row.said,
         row.session.clinician.printed_name, row.session.get_telehealth_display(),
         row.session.place, row.session.people_present, row.session.cpt]
        for row in held.order_by("session__starts_at", "pk")
    ]  # fmt: skip


def _scores(client: Client) -> Rows:
    held = Score.objects.signed().filter(note__attendance__client=client)
    held = held.select_related("goal", "revision", "superseded_by").order_by("on", "pk")
    return [
        [row.on, row.goal.statement, row.revision.zero_means, row.revision.ten_means,
         row.get_rater_display(), row.value, row.remark, _superseded(row)]
        for row in held
    ]  # fmt: skip


def _counts(client: Client) -> Rows:
    held = Count.objects.signed().filter(note__attendance__client=client)
    held = held.select_related("objective", "superseded_by").order_by("on", "pk")
    return [
        [row.on, row.objective.statement, row.objective.measure, row.value, row.per,
         _superseded(row)]
        for row in held
    ]  # fmt: skip


def _superseded(row: Any) -> str:
    later = getattr(row, "superseded_by", None)
    return f"corrected to {later.value}" if later else ""


TABLES = {
    "sessions": Table(
        ("Date", "Minutes", "Attendance", "Clinician", "Held", "Place", "Present", "CPT"), _sessions
    ),
    "scores": Table(
        ("Date", "Goal", "0 means", "10 means", "Rater", "Score", "Remark", "Corrected"), _scores
    ),
    "counts": Table(("Date", "Objective", "Counted", "Count", "Per", "Corrected"), _counts),
}  # fmt: skip
