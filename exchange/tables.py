"""The tables of a client's record: headings, and a row of plain values for each thing."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from clients.models import Client, Diagnosis, SafetyPlan
from measures.models import Administration, JournalEntry
from measures.results import outcome
from notes.models import Attendance, Count, Score
from plans.accounting import basis
from plans.models import AmendmentEntry, ClientAnswer, Review

Rows = list[list[Any]]


@dataclass(frozen=True)
class Table:
    """One table: its headings, and what gives the rows of a client."""

    headings: tuple[str, ...]
    rows: Callable[[Client], Rows]


def _diagnoses(client: Client) -> Rows:
    held: Iterable[Diagnosis] = client.diagnoses.select_related("diagnosed_by")
    return [
        [row.code, row.title, row.rank, row.status, row.diagnosed_on,
         row.diagnosed_by.printed_name, row.onset_on, row.evidence]
        for row in held
    ]  # fmt: skip


def _coverage(client: Client) -> Rows:
    return [
        [row.payer, row.member_id, row.rank, row.authorization_number, row.authorized_visits,
         row.authorized_from, row.authorized_to]
        for row in client.coverages.all()
    ]  # fmt: skip


def _consents(client: Client) -> Rows:
    return [
        [row.get_kind_display(), row.scope, row.recipients, row.get_purpose_display(),
         row.signed_by, row.from_on, row.to_on, row.revoked_on]
        for row in client.consents.all()
    ]  # fmt: skip


def _contributors(client: Client) -> Rows:
    return [
        [row.name, row.role, row.get_release_display(), row.release_signed_on,
         row.release_expires_on, row.release_scope, row.declined_because, row.contributed]
        for row in client.contributors.all()
    ]  # fmt: skip


def _safety_plans(client: Client) -> Rows:
    return [
        [row.number, row.agreed_on, row.agreed_with, row.author_name,
         *(text for _, text in row.steps)]
        for row in client.safety_plans.order_by("number")
    ]  # fmt: skip


def _team(client: Client) -> Rows:
    return [
        [row.member.printed_name, row.role, _day(row.joined_at, client), _day(row.left_at, client)]
        for row in client.care_team.select_related("member")
    ]


def _day(moment: datetime | None, client: Client) -> date | None:
    zone = ZoneInfo(client.practice.time_zone)
    return moment.astimezone(zone).date() if moment else None


def _sessions(client: Client) -> Rows:
    held = Attendance.objects.filter(client=client).select_related(
        "session__clinician", "session__practice"
    )
    return [
        [row.session.on, row.session.minutes, row.get_status_display(),
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


def _reviews(client: Client) -> Rows:
    held = Review.objects.filter(plan__client=client).select_related("plan", "held_by")
    return [
        [row.plan.number, row.held_on, row.held_by.printed_name, row.summary, row.next_due_on]
        for row in held.order_by("plan__number", "held_on")
    ]


def _answers(client: Client) -> Rows:
    held = ClientAnswer.objects.filter(version__plan__client=client).select_related("version__plan")
    return [
        [row.version.plan.number, row.version.number, _day(row.said_at, client), row.name,
         row.get_role_display(), json.dumps(row.goals, ensure_ascii=False), row.remark]
        for row in held.order_by("said_at", "pk")
    ]  # fmt: skip


def _amendments(client: Client) -> Rows:
    entries = AmendmentEntry.objects.filter(request__client=client).select_related("request", "by")
    asked = [
        [row.received_on, row.item, "Asked", row.what, row.why, row.get_asked_by_display()]
        for row in client.amendments.all()
    ]
    steps = [
        [row.on, row.request.item, row.get_kind_display(), row.text, row.get_reason_display(),
         row.by.printed_name]
        for row in entries
    ]  # fmt: skip
    return sorted(asked + steps, key=lambda row: row[0])


def _disclosures(client: Client) -> Rows:
    return [
        [row.disclosed_on, row.recipient, row.recipient_address, row.what, row.purpose, basis(row),
         row.get_way_display()]
        for row in client.disclosures.all()
    ]  # fmt: skip


def _measures(client: Client) -> Rows:
    held = Administration.objects.completed().filter(client=client)
    held = held.select_related("instrument", "completed_by").prefetch_related("corrections")
    return [
        [row.on, row.instrument.name, row.total, outcome(row), row.get_way_display(),
         row.get_answers_display(), row.completed_by.printed_name if row.completed_by else "",
         "; ".join(one.reason for one in row.corrections.all() if one.is_completed)]
        for row in held
    ]  # fmt: skip


def _journal(client: Client) -> Rows:
    return [
        [row.on, row.get_source_display(), row.text, row.scale if row.value is not None else "",
         row.value]
        for row in JournalEntry.objects.filter(client=client).order_by("on", "pk")
    ]  # fmt: skip


TABLES = {
    "diagnoses": Table(
        ("Code", "Title", "Rank", "Status", "Diagnosed on", "By", "Onset", "Evidence"), _diagnoses
    ),
    "coverage": Table(
        ("Payer", "Member id", "Order", "Authorization", "Visits", "From", "To"), _coverage
    ),
    "consents": Table(
        ("Kind", "Scope", "To whom", "Purpose", "Signed by", "From", "To", "Revoked on"), _consents
    ),
    "contributors": Table(
        ("Name", "Role", "Release", "Signed on", "Expires on", "Scope", "Declined because",
         "Contributed"), _contributors,
    ),
    "safety-plans": Table(
        ("Number", "Agreed on", "With", "By", *SafetyPlan.headings()), _safety_plans
    ),
    "care-team": Table(("Who", "Role", "From", "To"), _team),
    "sessions": Table(
        ("Date", "Minutes", "Attendance", "Clinician", "Held", "Place", "Present", "CPT"), _sessions
    ),
    "scores": Table(
        ("Date", "Goal", "0 means", "10 means", "Rater", "Score", "Remark", "Corrected"), _scores
    ),
    "counts": Table(("Date", "Objective", "Counted", "Count", "Per", "Corrected"), _counts),
    "measures": Table(
        ("Date", "Measure", "Total", "Result", "How", "Answers", "By", "Put right because"),
        _measures,
    ),
    "journal": Table(("Date", "Where it comes from", "Text", "Scale", "Value"), _journal),
    "reviews": Table(("Plan", "Held on", "By", "Summary", "Next review"), _reviews),
    "answers": Table(
        ("Plan", "Version", "Date", "Who", "Role", "To each goal", "Remark"), _answers
    ),
    "amendments": Table(("Date", "About", "Step", "Text", "Reason", "By"), _amendments),
    "disclosures": Table(
        ("Date", "Who received it", "Address", "What", "Purpose", "Ground", "Way"), _disclosures
    ),
}  # fmt: skip

INTAKE = ("why_now", "own_words", "magic_wand", "strengths", "needs", "preferences", "culture",
          "supports", "barriers")  # fmt: skip


def as_objects(client: Client, name: str) -> list[dict[str, Any]]:
    """The rows of a table as objects, keyed by its headings."""
    table = TABLES[name]
    return [dict(zip(table.headings, row, strict=True)) for row in table.rows(client)]


def particulars(client: Client) -> dict[str, Any]:
    """What templates/exchange/record.html shows: particulars, intake, and every table."""
    intake = getattr(client, "intake", None)
    fields = [
        "record_number", "given_name", "family_name", "preferred_name", "pronouns", "born_on",
        "language", "status", "email", "phone", "address", "guardian_name", "guardian_relation",
    ]  # fmt: skip
    return {
        "client": client,
        "particulars": [_labelled(client, name) for name in fields],
        "intake": [_labelled(intake, name) for name in INTAKE] if intake else [],
        "tables": [
            (name.replace("-", " ").capitalize(), table.headings, table.rows(client))
            for name, table in TABLES.items()
        ],
    }


def _labelled(row: Any, name: str) -> tuple[str, Any]:
    label = str(row._meta.get_field(name).verbose_name)
    return label[:1].upper() + label[1:], getattr(row, name)
