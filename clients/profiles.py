"""Which payer's rules hold for a client: shipped ones and the practice's own, by one way."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from .models import Client, Coverage, PracticeProfile, ProfileVersion
from .payers import EMPTY, GENERAL, Known, PayerProfile, profile_of, profiles, profiles_of


def own_profiles(practice_id: UUID) -> Known:
    """The practice's own profiles, retired ones too, as their newest versions say. One query."""
    rows = ProfileVersion.objects.filter(practice=practice_id)
    newest = rows.order_by("profile_id", "-number").distinct("profile_id")
    found = [PayerProfile.model_validate(row.document) for row in newest]
    return {profile.id: profile for profile in sorted(found, key=lambda one: one.name)}


def own_among(keys: Iterable[str], practice_id: UUID) -> Known:
    """The practice's own, if one of these keys may name one; without a query if none does."""
    return EMPTY if set(keys) <= {"", *profiles()} else own_profiles(practice_id)


def with_profiles(coverages: Iterable[Coverage], practice_id: UUID) -> list[Coverage]:
    """The coverages, each with its profile read. At most one query."""
    found = list(coverages)
    own = own_among([one.payer_profile for one in found], practice_id)
    for coverage in found:
        coverage.profile = profile_of(coverage.payer_profile, own)
    return found


def paying(client: Client) -> tuple[PayerProfile, ...]:
    """The profiles of everybody who pays for a client's care, the first billed first.

    The practice's default where no coverage names one; none where that is not chosen either.
    """
    keys = keys_of(client.coverages.all(), client.practice.payer_profile)
    return profiles_of(keys, own_among(keys, client.practice_id))


def keys_of(coverages: Iterable[Coverage], default: str) -> list[str]:
    """The keys that coverages name, the first billed first; the practice's default for none."""
    rows = sorted(coverages, key=lambda one: (one.rank, one.payer))
    named = [one.payer_profile for one in rows if one.payer_profile]
    return named or ([default] if default else [GENERAL] if rows else [])


def in_force(found: Iterable[PayerProfile], day: date) -> list[PayerProfile]:
    """Those that hold on a day; the general one where none does."""
    return [one for one in found if one.holds_on(day)] or [profiles()[GENERAL]]


def choices_of(practice_id: UUID, held: str = "") -> list[tuple[str, str]]:
    """For a form: (key, name) of what is shipped, then of the practice's own.

    A retired one is offered only where it is the one that is `held`.
    """
    retired = PracticeProfile.objects.filter(practice=practice_id, retired_on__isnull=False)
    gone = {str(pk) for pk in retired.values_list("pk", flat=True)} - {held}
    everybody = {**profiles(), **own_profiles(practice_id)}
    return [(key, one.name) for key, one in everybody.items() if key not in gone]
