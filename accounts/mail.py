"""Whether mail leaves this install, and sending it once what it tells is committed."""

from functools import partial

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction


def mail_leaves() -> bool:
    """Whether a mail server is set up (EMAIL_HOST): without one nothing is sent."""
    return not settings.EMAIL_BACKEND.endswith("dummy.EmailBackend")


def send_once_committed(subject: str, text: str, to: str) -> None:
    """Mail it when the transaction is committed; what is rolled back is never told."""
    transaction.on_commit(partial(send_mail, subject, text, None, [to]))
