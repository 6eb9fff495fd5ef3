"""The invitation to a client's page: sent, sent again, opened, and used once."""

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from accounts.mail import mail_leaves, send_once_committed
from accounts.models import User
from accounts.standing import works_anywhere
from config import clock
from trail.recording import record

from ..models import ClientAccess
from .permits import locked_to_write

USED = "This link has been used, withdrawn or has expired. Ask your therapist for a new one."
NO_MAIL = "No mail server is set up here. Hand over the link."
STAFF = "Who works in a practice signs in by password: hand over no link."

Way = ClientAccess.Way


@transaction.atomic
def send_invitation(
    access: ClientAccess, link: Callable[[ClientAccess], str], *, by: User
) -> ClientAccess:
    """Mail a new link to the reader; earlier ones stop working. `link` makes the address.

    Also for somebody who lost their way in: what they chose before ends when the link is used.
    The mail names the practice, and neither the client nor anything of a treatment.
    """
    client = locked_to_write(access.client_id, by)
    access = client.access.standing().select_related("user", "practice").get(pk=access.pk)
    if not mail_leaves():
        raise ValidationError(NO_MAIL)
    _renew_link(access)
    access.sent_at = clock.now()
    access.save(update_fields=["sent_at"])
    name = access.practice.name
    said = f"{name} gives you a page of your own.\n\n"
    said += f"Open this link within 7 days. It works once:\n\n{link(access)}\n\n"
    said += "If you did not expect this, you need not do anything.\n"
    send_once_committed(f"A message from {name}", said, access.user.email)
    record("access.sent", access, by=by, clients=[client.pk], changed={"kind": access.kind})
    return access


def _renew_link(access: ClientAccess) -> None:
    """From now on only links that are made later count; used or not, the next one may be used.

    `way` stays: it says that the reader came in once, after which no link is handed over any more
    (clients.views.access). Whoever hands it over could sign in the reader's place.
    """
    if works_anywhere(access.user):
        raise ValidationError(STAFF)
    access.links_since, access.opened_at, access.accepted_at = clock.now(), None, None
    access.save(update_fields=["links_since", "opened_at", "accepted_at"])


@transaction.atomic
def open_invitation(access: ClientAccess) -> None:
    """Somebody opened the link: staff see when it was first."""
    opened = ClientAccess.objects.filter(pk=access.pk, opened_at__isnull=True)
    if opened.update(opened_at=clock.now()):
        record("access.link_opened", access, by=access.user, clients=[access.client_id])


@transaction.atomic
def accept_access(access: ClientAccess, *, way: str = Way.PASSWORD, password: str = "") -> User:
    """The reader chooses how to sign in, once. Raises ValidationError for a link that is no good.

    What they chose before ends: a password, passkeys. A link never opens the account of somebody
    who works in a practice.
    """
    held = ClientAccess.objects.standing().select_for_update(of=("self",)).filter(pk=access.pk)
    found = held.filter(accepted_at__isnull=True).select_related("user").first()
    if found is None:
        raise ValidationError(USED)
    user = found.user
    if works_anywhere(user):
        raise PermissionDenied("Staff choose their password by their own invitation.")
    if way == Way.PASSWORD:
        user.set_password(password)
    else:
        user.set_unusable_password()
    user.save(update_fields=["password"])
    Authenticator.objects.filter(user_id=user.pk).delete()
    found.accepted_at, found.way = clock.now(), way
    found.save(update_fields=["accepted_at", "way"])
    record("access.accepted", found, by=user, clients=[found.client_id], changed={"way": str(way)})
    return user
