"""What is due or runs out in a practice: each kind is a question to the database."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from clients.models import Consent, Contributor, Coverage
from plans.models import Plan

from ..models import Ask, Waiver

Rows = QuerySet[Any, Any]


@dataclass(frozen=True)
class Kind:
    """One kind of day.

    `field` holds the day, `client` is the way from a row to its client, `about` says in words what
    the row is. `ahead` and `past` are said of a day that comes and of one that went by; without
    `past` a day that went by is of no interest.
    """

    key: str
    label: str
    ahead: str
    past: str
    rows: Callable[[User], Rows]
    field: str
    client: str
    related: tuple[str, ...]
    about: Callable[[Any], str]


def _reviews(user: User) -> Rows:
    return Plan.objects.visible_to(user).open()


def _authorizations(user: User) -> Rows:
    """One that a later one continues is past."""
    later = Coverage.objects.filter(
        client=OuterRef("client"), authorized_to__gt=OuterRef("authorized_to")
    )
    return _treated(Coverage.objects.visible_to(user)).exclude(Exists(later.order_by()))


def _consents(user: User) -> Rows:
    """One that a later one of its kind continues is past."""
    later = Consent.objects.filter(
        Q(to_on=None) | Q(to_on__gt=OuterRef("to_on")),
        client=OuterRef("client"),
        kind=OuterRef("kind"),
        revoked_on=None,
    )
    rows = _treated(Consent.objects.visible_to(user)).filter(revoked_on=None)
    return rows.exclude(Exists(later.order_by()))


def _releases(user: User) -> Rows:
    rows = Contributor.objects.visible_to(user).filter(release=Contributor.Release.SIGNED)
    return _treated(rows)


def _asks(user: User) -> Rows:
    return Ask.objects.visible_to(user).filter(ended=None, plan__closed_on=None)


def _waivers(user: User) -> Rows:
    return Waiver.objects.visible_to(user).filter(ended=None, plan__closed_on=None)


def _treated(rows: Rows) -> Rows:
    """Of clients who have an open plan."""
    return rows.filter(client__in=Plan.objects.filter(closed_on=None).order_by().values("client"))


def _authorization_words(row: Coverage) -> str:
    number = f", number {row.authorization_number}" if row.authorization_number else ""
    visits = f", {row.authorized_visits} visits" if row.authorized_visits else ""
    return f"{row.payer}{number}{visits}"


def _ask_words(row: Ask) -> str:
    return f"{f'{row.rule} ' if row.rule else ''}{row.sentence} Asked of {row.to.name}."


CLIENT, OF_PLAN = ("client",), ("plan__client",)
KINDS: Mapping[str, Kind] = {
    one.key: one
    for one in (
        Kind(
            "review", "Reviews", "Review due", "Review overdue", _reviews, "next_review_on",
            "client", CLIENT, lambda row: f"plan {row.number}",
        ),
        Kind(
            "authorization", "Authorizations", "Authorization ends", "Authorization ended",
            _authorizations, "authorized_to", "client", CLIENT, _authorization_words,
        ),
        Kind(
            "consent", "Consents", "Consent ends", "Consent ended", _consents, "to_on", "client",
            CLIENT, lambda row: row.get_kind_display(),
        ),
        Kind(
            "release", "Releases of information", "Release ends", "Release ended", _releases,
            "release_expires_on", "client", CLIENT, lambda row: f"{row.name}, {row.role}",
        ),
        Kind(
            "ask", "Asked of therapists", "Asked finding due", "Asked finding overdue", _asks,
            "due_on", "plan__client", (*OF_PLAN, "to"), _ask_words,
        ),
        Kind(
            "waiver", "Waivers", "Waiver ends", "", _waivers, "until_on", "plan__client", OF_PLAN,
            lambda row: f"{row.rule} {row.sentence}",
        ),
    )
}  # fmt: skip
