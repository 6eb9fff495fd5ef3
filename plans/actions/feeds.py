"""The secret address under which a calendar program reads when one's reviews are due."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import CalendarFeed, User
from accounts.models.feed import fingerprint, new_token
from config import clock
from trail.recording import record


@transaction.atomic
def make_feed(*, by: User) -> str:
    """A new address; the one before ends. The token is given once and kept by nobody here."""
    if not by.is_staff_here or by.practice is None:
        raise PermissionDenied("Only the practice's staff have a calendar of reviews.")
    _end_standing(by)
    token = new_token()
    feed = CalendarFeed.objects.create(practice=by.practice, user=by, digest=fingerprint(token))
    record("calendar.address_made", feed, by=by)
    return token


@transaction.atomic
def revoke_feed(*, by: User) -> None:
    """The address works no longer. Revoking twice is the same as revoking once."""
    for feed in _end_standing(by):
        record("calendar.address_revoked", feed, by=by)


def _end_standing(by: User) -> list[CalendarFeed]:
    standing = list(CalendarFeed.objects.visible_to(by).standing().select_for_update())
    for feed in standing:
        feed.revoked_at = clock.now()
        feed.save(update_fields=["revoked_at"])
    return standing
