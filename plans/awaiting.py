"""Whose signature is waited for: told to the author before signing, listed for who must sign."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Membership, Role, Supervision, User
from clients.models import CareTeam, Client
from clients.payers import PayerProfile, profiles_of

from .models import Plan, Signature, Version
from .signers import Facts, Required, required_signers


def cosigners(user: User) -> str:
    """Who must co-sign what the user signs: "Priya Raman, LCSW"; empty for nobody."""
    return " or ".join(_cosigners(user))


def _cosigners(user: User) -> tuple[str, ...]:
    rows = Supervision.objects.standing().filter(
        practice=user.practice, supervisee=user, cosigns=True
    )
    rows = rows.select_related("supervisor").order_by("started_at")
    return tuple(row.supervisor.printed_name for row in rows)


def facts_of(plan: Plan, author: User) -> Facts:
    """What the rules on signatures look at, as it is today. Two queries beside the draft's own."""
    client = plan.client
    return Facts(
        author=author.printed_name,
        client=client.legal_name,
        cosigners=_cosigners(author),
        physicians=_physicians(client),
        is_minor=client.is_minor_on(plan.practice.today),
        guardian=client.guardian_name,
        profiles=rules_of(plan),
    )


def rules_of(plan: Plan) -> tuple[PayerProfile, ...]:
    """The payers' rules that say who signs, with the authority and source of each."""
    return profiles_of(coverage.payer_profile for coverage in plan.client.coverages.all())


def signers_of(plan: Plan, author: User) -> list[Required]:
    """Every signature that the plan wants, if this author signed it today."""
    return required_signers(facts_of(plan, author))


def _physicians(client: Client) -> tuple[str, ...]:
    rows = CareTeam.objects.standing().filter(
        client=client,
        member__in=Membership.objects.standing()
        .filter(practice=client.practice_id, role=Role.PHYSICIAN)
        .values("user"),
    )
    return tuple(row.member.printed_name for row in rows.select_related("member"))


def waiting_for(user: User) -> list[Version]:
    """The versions that wait for this supervisor or physician, the oldest first.

    A version that was returned, or that a newer one has overtaken, waits no longer.
    """
    newer = Version.objects.filter(plan=OuterRef("plan"), number__gt=OuterRef("number"))
    versions = (
        Version.objects.visible_to(user)
        .defer("document")
        .filter(
            _for_supervisor(user) | _for_physician(user),
            ~Exists(newer),
            plan__closed_on__isnull=True,
            returns__isnull=True,
        )
        .select_related("plan__client", "plan__practice", "plan__lead")
        .prefetch_related("signatures")
    )
    return list(versions.order_by("frozen_at", "id"))


def _signed() -> QuerySet[Signature]:
    return Signature.objects.filter(version=OuterRef("pk"))


def _for_supervisor(user: User) -> Q:
    supervisees = Supervision.objects.standing().filter(
        practice=user.practice, supervisor=user, cosigns=True
    )
    if not user.is_supervisor:
        supervisees = supervisees.none()
    return Q(
        Exists(_signed().filter(role="author", signer__in=supervisees.values("supervisee"))),
        ~Exists(_signed().filter(role="co-signer")),
        requires__contains=[{"role": "co-signer"}],
    )


def _for_physician(user: User) -> Q:
    team = CareTeam.objects.standing().filter(client=OuterRef("plan__client"), member=user)
    if not user.is_physician:
        team = team.none()
    return Q(
        Exists(team),
        ~Exists(_signed().filter(role="physician")),
        requires__contains=[{"role": "physician"}],
    )


def roles_awaited_of(version: Version, user: User) -> list[str]:
    """In which roles the version still waits for this user, supervisor before physician."""
    signed = {signature.role for signature in version.signatures.all()}
    author = next(row.signer_id for row in version.signatures.all() if row.role == "author")
    asked = {item["role"] for item in version.requires} - signed
    cosigns = Supervision.objects.standing().filter(
        practice=user.practice, supervisor=user, supervisee=author, cosigns=True
    )
    team = CareTeam.objects.standing().filter(client=version.plan.client_id, member=user)
    allowed = []
    if "co-signer" in asked and user.is_supervisor and cosigns.exists():
        allowed.append("co-signer")
    if "physician" in asked and user.is_physician and team.exists():
        allowed.append("physician")
    return allowed
