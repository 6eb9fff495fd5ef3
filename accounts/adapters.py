"""How sign-in differs from the library's defaults."""

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import clear_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from .codes import STAFF, came_without_password
from .standing import works_anywhere


class SignInAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up: staff are invited, clients are given access."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Closed."""
        return False

    def pre_login(self, request: HttpRequest, user: Any, **told: Any) -> HttpResponse | None:
        """A code or a passkey alone never opens the account of somebody who works in a practice."""
        if came_without_password(request, user) and works_anywhere(user):
            clear_authentication_records(request)
            messages.error(request, STAFF)
            return redirect("account_login")
        answer: HttpResponse | None = super().pre_login(request, user, **told)
        return answer


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Keeps second-factor secrets encrypted in the database (45 CFR 170.315(d)(12))."""

    @staticmethod
    def _box() -> Fernet:
        key = hashlib.sha256(b"second factor:" + settings.SECRET_KEY.encode()).digest()
        return Fernet(base64.urlsafe_b64encode(key))

    def encrypt(self, text: str) -> str:
        """What is stored."""
        return self._box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """What the check needs."""
        return self._box().decrypt(encrypted_text.encode()).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, Any]:
        """The name that a passkey shows."""
        return {**super().get_public_key_credential_rp_entity(), "name": "Golden Thread"}
