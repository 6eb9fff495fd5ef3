"""Passkeys at the moment of signing: asked for by the page, checked by the form.

Adding, renaming and removing them are the library's pages (allauth.mfa).
"""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm
from allauth.mfa.webauthn.internal import auth

from .models import User


def has_passkey(user: User) -> bool:
    """Whether the user added a passkey."""
    found: bool = Authenticator.objects.filter(
        user_id=user.pk, type=Authenticator.Type.WEBAUTHN
    ).exists()
    return found


def question(user: User) -> dict[str, Any]:
    """A fresh challenge for the page's script; what was asked is kept in the session."""
    return {"request_options": auth.begin_authentication(user)}


def answered(user: User, credential: str) -> bool:
    """Whether this is the user's passkey answering the session's challenge; good for one check."""
    form = AuthenticateWebAuthnForm({"credential": credential}, user=user)
    valid: bool = form.is_valid()
    return valid
