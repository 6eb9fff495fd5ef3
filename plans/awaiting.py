"""Whose signature is waited for: told to the author before signing, listed for the supervisor."""

from django.db.models import Exists, OuterRef

from accounts.models import Supervision, User

from .models import Signature, Version


def cosigners(user: User) -> str:
    """Who must co-sign what the user signs: "Priya Raman, LCSW"; empty for nobody."""
    rows = Supervision.objects.standing().filter(
        practice=user.practice, supervisee=user, cosigns=True
    )
    rows = rows.select_related("supervisor").order_by("started_at")
    return " or ".join(row.supervisor.printed_name for row in rows)


def waiting_for(user: User) -> list[Version]:
    """The versions that wait for this supervisor, the oldest first.

    A version that was returned, or that a newer one has overtaken, waits no longer.
    """
    supervisees = Supervision.objects.standing().filter(
        practice=user.practice, supervisor=user, cosigns=True
    )
    signed = Signature.objects.filter(version=OuterRef("pk"))
    newer = Version.objects.filter(plan=OuterRef("plan"), number__gt=OuterRef("number"))
    versions = (
        Version.objects.visible_to(user)
        .defer("document")
        .filter(
            Exists(signed.filter(role="author", signer__in=supervisees.values("supervisee"))),
            ~Exists(signed.filter(role="co-signer")),
            ~Exists(newer),
            plan__closed_on__isnull=True,
            requires__contains=[{"role": "co-signer"}],
            returns__isnull=True,
        )
        .select_related("plan__client", "plan__practice", "plan__lead")
        .prefetch_related("signatures")
    )
    return list(versions.order_by("frozen_at", "id"))
