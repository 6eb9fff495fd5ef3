"""A fresh code by e-mail, for a reader without a password who signs: it shows again who they are.

Only its keyed hash stands in the session, with the moment until which it is good.
"""

import hmac

from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from django.core.mail import send_mail
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from config import clock

from .models import User

KEY = "fresh_code"
# As for the codes at sign-in (settings.ACCOUNT_LOGIN_BY_CODE_*).
GOOD_FOR, TRIES = 10 * 60, 3
SUBJECT = "Your code to sign"
TEXT = (
    "Your code to sign:\n\n{code}\n\nIt works once, for 10 minutes. Nobody will ask you for it.\n"
)


def send_code(request: HttpRequest, user: User) -> bool:
    """Mail a code; the one before it ends. False when too many were asked for."""
    if not ratelimit.consume(request, action="sign_code", user=user):
        return False
    code = get_adapter(request).generate_login_code()
    until = clock.now().timestamp() + GOOD_FOR
    request.session[KEY] = {"hash": _hash(code, user), "until": until, "tries": 0}
    send_mail(SUBJECT, TEXT.format(code=code), None, [user.email])
    return True


def is_waited_for(request: HttpRequest) -> bool:
    """Whether a code was sent that is still good."""
    held = request.session.get(KEY) or {"until": 0}
    good: bool = clock.now().timestamp() <= held["until"]
    return good


def is_code(request: HttpRequest, user: User, typed: str) -> bool:
    """Whether this is the code. It is good once, and for three guesses."""
    if not is_waited_for(request):
        return False
    held = request.session[KEY]
    right = hmac.compare_digest(held["hash"], _hash(typed, user))
    held["tries"] += 1
    if right or held["tries"] >= TRIES:
        del request.session[KEY]
    request.session.modified = True
    return right


def _hash(code: str, user: User) -> str:
    plain = code.replace("-", "").replace(" ", "").upper()
    return salted_hmac(KEY, f"{user.pk}:{plain}", algorithm="sha256").hexdigest()
