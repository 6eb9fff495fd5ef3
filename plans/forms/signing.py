"""What is typed to sign, to co-sign and to return."""

from typing import Any

from allauth.core import ratelimit
from django import forms
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from accounts import passkeys
from accounts.pages import asking_user
from config.forms import PlainForm

from ..models import Review, Version

TOO_MANY = gettext_noop("Too many tries. Wait a quarter of an hour, then type your password again.")
NOT_YOURS = gettext_noop("This is not your password. Nothing was signed.")
NOT_SHOWN = "This passkey did not show that it is you. Nothing was signed; try again."


class PasswordForm(PlainForm):
    """Who signs shows again that it is them, by password or by passkey (`method` says which).

    Guesses are limited like those at sign-in, and the right password forgives those before it: who
    signs twenty notes is no guesser. The page shows it with plans/identity.html.
    """

    password = forms.CharField(
        label=gettext_lazy("Your password"),
        strip=False,
        required=False,
        widget=forms.PasswordInput(
            attrs={"autocomplete": "current-password", "class": "form-short"}
        ),
        help_text="Your signature is this act, with your name, credentials and the time.",
    )
    passkey = forms.CharField(required=False, widget=forms.HiddenInput, max_length=20_000)
    rate, not_yours = "sign", NOT_YOURS

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    @property
    def method(self) -> str:
        """How the signer showed that it is them: stands with the signature."""
        return "passkey" if self.cleaned_data.get("passkey") else "password"

    @cached_property
    def passkey_question(self) -> dict[str, Any] | None:
        """What the page's script asks the passkey; None for somebody who has none."""
        user = asking_user(self.request)
        return passkeys.question(user) if passkeys.has_passkey(user) else None

    def clean(self) -> dict[str, Any]:
        """Who signs showed that it is them, or a sentence."""
        said = super().clean() or self.cleaned_data
        self.prove(said)
        return said

    def prove(self, said: dict[str, Any]) -> None:
        """By the user's passkey or the right password."""
        user = asking_user(self.request)
        if credential := said.get("passkey"):
            if not passkeys.answered(user, credential):
                self.add_error(None, NOT_SHOWN)
        elif not (password := said.get("password")):
            self.add_error("password", _("Fill in: %(label)s.") % {"label": _("Your password")})
        elif not ratelimit.consume(self.request, action=self.rate, user=user):
            self.add_error("password", _(TOO_MANY))
        elif not user.check_password(password):
            self.add_error("password", _(self.not_yours))
        else:
            ratelimit.clear(self.request, action=self.rate, user=user)


class TakeBackForm(PasswordForm):
    """The clinician takes back a device that was handed over.

    The page is in other hands: no name that a password manager could fill from, a field that it
    does not take for a sign-in, and no passkey that the device itself would answer for.
    """

    passkey_question = None
    rate, not_yours = "take_back", "This is not the password."

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["passkey"]
        password = self.fields["password"]
        password.widget.attrs["autocomplete"] = "one-time-code"
        password.help_text = "The password of the clinician who handed the device over."


class SignForm(PasswordForm):
    """The author's signature."""

    reason = forms.CharField(
        label="Reason for this version",
        max_length=500,
        help_text="Such as: first plan; review after 90 days; new goal.",
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    field_order = ["reason", "password"]


def reason_for(latest: Version | None, review: Review | None = None) -> str:
    """The reason that is offered: the first plan, or the review that waits for its version."""
    if review:
        return f"Review of {review.held_on:%-d %B %Y}"
    return "" if latest else "First plan"
