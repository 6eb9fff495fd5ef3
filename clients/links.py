"""The link by which a reader first comes in: signed, good for a week, and for once."""

from datetime import datetime, timedelta
from uuid import UUID

from django.core import signing

from config import clock
from config.tenancy import now_asking

from .models import ClientAccess

SALT = "clients.access"
# House rule, as for the staff's invitations: long enough for a holiday, short enough for a lost
# mailbox. It works once, and only while the access stands (clients.actions.accept_access).
VALID_FOR = timedelta(days=7)


def token_of(access: ClientAccess) -> str:
    """What stands in the link, good for `VALID_FOR` from now, or until a newer one is sent."""
    parts = [str(access.practice_id), str(access.pk), clock.now().isoformat()]
    return signing.dumps(parts, salt=SALT)


def follow(token: str) -> ClientAccess | None:
    """The access that may be begun, or None: forged, too old, replaced, used or ended.

    The transaction is that practice's from here on.
    """
    try:
        practice_id, access_id, issued_at = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    issued = datetime.fromisoformat(issued_at)
    if issued + VALID_FOR < clock.now():
        return None
    now_asking(practice=UUID(practice_id))
    standing = ClientAccess.objects.standing().select_related("user", "practice")
    access = standing.filter(pk=access_id, accepted_at__isnull=True).first()
    return access if access and issued >= access.links_since else None
