"""Signing in without a password: readers of a client's page only, by e-mailed code or by passkey.

Who works in a practice keeps the password, and the second factor behind it: for them the forms here
know no address and no passkey, and `SignInAdapter.pre_login` refuses whatever came past a form.
"""

from typing import Any

from allauth.account.forms import RequestLoginCodeForm
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AddWebAuthnForm, LoginWebAuthnForm
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from .models import User
from .standing import works_anywhere

SIGNED_IN_BY = "allauth.account.auth_backends.AuthenticationBackend"
ASKED_FOR = "code_for"
STAFF = "Who works in a practice signs in with the password first."


def ask_next(request: HttpRequest, email: str) -> None:
    """The form that comes next knows the address already; it never stands in an address bar."""
    request.session[ASKED_FOR] = email


def came_without_password(request: HttpRequest, user: User) -> bool:
    """Whether this sign-in rests on a code or a passkey alone."""
    records = get_authentication_records(request, user)
    last = records[-1] if records else {}
    return last.get("method") == "code" or bool(last.get("passwordless"))


class CodeForm(RequestLoginCodeForm):  # type: ignore[misc]
    """Ask for a code. An unknown address, and one of staff, get the same answer and no mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        email = self.fields["email"]
        email.label = _("Your e-mail address")
        email.widget = forms.EmailInput(attrs={"autocomplete": "email"})
        email.error_messages["required"] = _("Fill in: %(label)s.") % {"label": email.label}

    def clean_email(self) -> str:
        """The address; whose it is stays with the form."""
        email: str = super().clean_email()
        user = getattr(self, "_user", None)
        self._user = None if user is None or works_anywhere(user) else user
        return email


class PasskeySignInForm(LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey opens a reader's account."""

    def clean_credential(self) -> Authenticator:
        """The passkey, unless it is of somebody who works in a practice."""
        found = super().clean_credential()
        if works_anywhere(found.user):
            raise ValidationError(STAFF)
        return found


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A reader's passkey can open the account by itself; that of staff is a second step."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if works_anywhere(self.user):
            del self.fields["passwordless"]
        else:
            alone = self.fields["passwordless"]
            alone.initial, alone.label = True, _("Sign in with this passkey alone")
            alone.help_text = ""
