"""Writing what stands around the treatment: coverage, contributors and consents."""

from typing import TypeVar

from django.db import transaction

from accounts import editing
from accounts.models import User

from ..models import Consent, Contributor, Coverage
from .permits import locked_to_change, refuse_later

Part = TypeVar("Part", Coverage, Contributor, Consent)


@transaction.atomic
def add_coverage(coverage: Coverage, *, by: User) -> Coverage:
    """Write down an insurance."""
    locked_to_change(coverage.client_id, by)
    return editing.add(coverage, by=by, verb="coverage.added", clients=[coverage.client_id])


@transaction.atomic
def change_coverage(coverage: Coverage, *, expected: int, by: User) -> Coverage:
    """Save an edited insurance."""
    return _change_part(coverage, "coverage.changed", expected, by)


@transaction.atomic
def add_contributor(contributor: Contributor, *, by: User) -> Contributor:
    """Write down another professional or a family member, with the release or its refusal."""
    locked_to_change(contributor.client_id, by)
    _check_release(contributor, by)
    return editing.add(
        contributor, by=by, verb="contributor.added", clients=[contributor.client_id]
    )


@transaction.atomic
def change_contributor(contributor: Contributor, *, expected: int, by: User) -> Contributor:
    """Save an edited contributor."""
    _check_release(contributor, by)
    return _change_part(contributor, "contributor.changed", expected, by)


def _check_release(contributor: Contributor, by: User) -> None:
    refuse_later(contributor.release_signed_on, "release_signed_on", "The day of the signature", by)


@transaction.atomic
def add_consent(consent: Consent, *, by: User) -> Consent:
    """Write down what the client, or a guardian, signed."""
    locked_to_change(consent.client_id, by)
    refuse_later(consent.revoked_on, "revoked_on", "The day of the revocation", by)
    return editing.add(consent, by=by, verb="consent.added", clients=[consent.client_id])


@transaction.atomic
def change_consent(consent: Consent, *, expected: int, by: User) -> Consent:
    """Save an edited consent, or its revocation."""
    refuse_later(consent.revoked_on, "revoked_on", "The day of the revocation", by)
    return _change_part(consent, "consent.changed", expected, by)


def _change_part(part: Part, verb: str, expected: int, by: User) -> Part:
    stored = editing.lock(part, by=by)
    locked_to_change(stored.client_id, by)
    return editing.change(part, expected=expected, by=by, verb=verb, clients=[stored.client_id])
