"""What is typed to sign, to co-sign and to return."""

from typing import Any

from allauth.core import ratelimit
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from config.forms import PlainForm

from ..models import Version


class PasswordForm(PlainForm):
    """Who signs shows again that it is them. Guesses are limited like those at sign-in."""

    password = forms.CharField(
        label="Your password",
        strip=False,
        widget=forms.PasswordInput(
            attrs={"autocomplete": "current-password", "class": "form-short"}
        ),
        help_text="Your signature is this act, with your name, credentials and the time.",
    )

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_password(self) -> str:
        """The right password, or a sentence."""
        password: str = self.cleaned_data["password"]
        user: Any = self.request.user
        if not ratelimit.consume(self.request, action="reauthenticate", user=user):
            raise ValidationError("Too many tries. Wait a minute, then type your password again.")
        if not user.check_password(password):
            raise ValidationError("This is not your password. Nothing was signed.")
        return password


class SignForm(PasswordForm):
    """The author's signature."""

    reason = forms.CharField(
        label="Reason for this version",
        max_length=500,
        help_text="Such as: first plan; review after 90 days; new goal.",
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    field_order = ["reason", "password"]


def reason_for(latest: Version | None) -> str:
    """The reason that is offered for a first version; later ones are asked for."""
    return "" if latest else "First plan"
