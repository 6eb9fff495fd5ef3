"""The link by which a client chooses a password: signed, and good for a week."""

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
    """What stands in the link, good for `VALID_FOR` from now."""
    parts = [str(access.practice_id), str(access.pk), clock.now().isoformat()]
    return signing.dumps(parts, salt=SALT)


def follow(token: str) -> ClientAccess | None:
    """The access for which a password may be chosen, or None: forged, too old, used or ended.

    The transaction is that practice's from here on.
    """
    try:
        practice_id, access_id, issued_at = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    if datetime.fromisoformat(issued_at) + VALID_FOR < clock.now():
        return None
    now_asking(practice=UUID(practice_id))
    standing = ClientAccess.objects.standing().select_related("user", "practice")
    access = standing.filter(pk=access_id).first()
    return access if access and not access.user.has_usable_password() else None
