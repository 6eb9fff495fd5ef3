"""Whose signature is waited for: told to the author before signing, listed for who must sign."""

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When

from accounts.models import Membership, Role, Supervision, User
from clients.models import CareTeam, Client
from clients.payers import PayerProfile
from clients.profiles import in_force, paying

from .models import Plan, Signature, UnsignedReason, Version
from .models.version import VersionQuerySet
from .signers import AUTHOR, COSIGNER, PHYSICIAN, Facts, Required, required_signers


def cosigners(user: User) -> str:
    """Who must co-sign what the user signs: "Priya Raman, LCSW"; empty for nobody."""
    return " or ".join(_cosigners(user))


def _cosigners(user: User) -> tuple[str, ...]:
    rows = Supervision.objects.cosigning_for(user)
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
    found = paying(plan.client)
    return tuple(in_force(found, plan.practice.today)) if found else ()


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


def author_signs_as(plan: Plan, author: User) -> list[str]:
    """In which roles the author signs at once: as a physician too, where one is wanted."""
    if not author.is_physician or not _attending(author).filter(client=plan.client_id).exists():
        return [AUTHOR]
    wanted = {item.role for item in signers_of(plan, author)}
    return [AUTHOR, PHYSICIAN] if PHYSICIAN in wanted else [AUTHOR]


def _attending(user: User) -> QuerySet[CareTeam]:
    """Where the user is the physician on the care team today."""
    team = CareTeam.objects.standing().filter(practice=user.practice_id, member=user)
    return team if user.is_physician else team.none()


# The one place that says who may judge and co-sign what somebody else signed -------------------


def judged_by(user: User) -> VersionQuerySet:
    """The versions that the user may return, with the roles in which they might sign each.

    `leads`: supervises the author; `cosigns`: and co-signs for them; `attends`: is a physician on
    the client's care team, where a physician's signature is wanted.
    """
    author = Signature.objects.filter(version=OuterRef("pk"), role=AUTHOR)
    led, cosigned = Supervision.objects.led_by(user), Supervision.objects.cosigned_by(user)
    attended = _attending(user).filter(client=OuterRef("plan__client"))
    versions = Version.objects.filter(practice=user.practice_id).annotate(
        leads=Exists(author.filter(signer__in=led.values("supervisee"))),
        cosigns=Exists(author.filter(signer__in=cosigned.values("supervisee"))),
        attends=Case(
            When(Exists(attended), requires__contains=[{"role": PHYSICIAN}], then=Value(True)),
            default=Value(False),
        ),
    )
    return versions.filter(Q(leads=True) | Q(attends=True))


def waiting_for(user: User) -> list[Version]:
    """The versions that wait for, or ask for, this supervisor's or physician's signature.

    The oldest first. A version that was returned, or that a newer one has overtaken, waits no
    longer; nor does one that only asked, once it is written down why it has none.
    """
    newer = Version.objects.filter(plan=OuterRef("plan"), number__gt=OuterRef("number"))
    signed = Signature.objects.filter(version=OuterRef("pk"))
    excused = UnsignedReason.objects.filter(version=OuterRef("pk"), role=PHYSICIAN)
    to_cosign = Q(
        ~Exists(signed.filter(role=COSIGNER)),
        cosigns=True,
        requires__contains=[{"role": COSIGNER}],
    )
    asked_only = Q(Exists(excused), requires__contains=[{"role": PHYSICIAN, "blocks": False}])
    to_attend = Q(~Exists(signed.filter(role=PHYSICIAN)), ~asked_only, attends=True)
    versions = (
        judged_by(user)
        .filter(
            to_cosign | to_attend,
            ~Exists(newer),
            plan__closed_on__isnull=True,
            returns__isnull=True,
        )
        .filter(plan__in=Plan.objects.visible_to(user))
        .defer("document")
        .select_related("plan__client", "plan__practice", "plan__lead")
        .with_signatures()
    )
    return list(versions.order_by("frozen_at", "id"))


def roles_awaited_of(version: Version, user: User) -> list[str]:
    """In which roles the version still wants this user's signature, supervisor before physician."""
    open_roles = {item["role"] for item in version.requires}
    open_roles -= {signature.role for signature in version.signatures.all()}
    may = {COSIGNER: Q(cosigns=True), PHYSICIAN: Q(attends=True)}
    here = judged_by(user).filter(pk=version.pk)
    return [role for role, mine in may.items() if role in open_roles and here.filter(mine).exists()]
