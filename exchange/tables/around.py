"""Who the client is around the plan: diagnoses, coverage, consents, people, disclosures."""

from collections.abc import Iterable

from clients.models import Client, Diagnosis, SafetyPlan
from plans.accounting import basis

from .shape import Rows, Table, day_of


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
        [
            row.member.printed_name,
            row.role,
            day_of(row.joined_at, client),
            day_of(row.left_at, client),
        ]
        for row in client.care_team.select_related("member")
    ]


def _disclosures(client: Client) -> Rows:
    return [
        [row.disclosed_on, row.recipient, row.recipient_address, row.what, row.purpose, basis(row),
         row.get_way_display()]
        for row in client.disclosures.all()
    ]  # fmt: skip


def _held_back(client: Client) -> Rows:
    """What did not stand on the client's own page, and on which ground; the record has it whole."""
    rows = client.held_back.select_related("lifted")
    return [
        [row.get_kind_display(), row.item, row.get_readers_display(), row.ground,
         day_of(row.held_at, client), row.look_again_on,
         day_of(row.lifted.lifted_at, client) if hasattr(row, "lifted") else None]
        for row in rows
    ]  # fmt: skip


def _page_words(client: Client) -> Rows:
    """What the client's page said in other words than the plan; empty words ended it."""
    rows = client.page_words.select_related("written_by")
    return [
        [day_of(row.written_at, client), row.get_kind_display(), row.item, row.words,
         row.written_by.printed_name]
        for row in rows
    ]  # fmt: skip


TABLES = {
    "diagnoses": Table(
        ("Code", "Title", "Rank", "Status", "Diagnosed on", "By", "Onset", "Evidence"), _diagnoses
    ),
    "coverage": Table(
        ("Payer", "Member id", "Order", "Authorization", "Visits", "From", "To"), _coverage
    ),
    "held-back-from-page": Table(
        ("Kind", "Item", "From whom", "Ground", "Since", "To be looked at again", "Lifted on"),
        _held_back,
    ),
    "words-on-page": Table(("Date", "Kind", "Item", "Words", "By"), _page_words),
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
    "disclosures": Table(
        ("Date", "Who received it", "Address", "What", "Purpose", "Ground", "Way"), _disclosures
    ),
}  # fmt: skip
