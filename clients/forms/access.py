"""Forms of a reader's sign-in: given by staff, begun by the reader."""

from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.password_validation import (
    password_validators_help_texts,
    validate_password,
)
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from accounts.mail import mail_leaves
from accounts.models import User
from clients.actions import Reason
from clients.minors import age_of_consent, majority_of, may_consent_alone
from clients.models import Client, ClientAccess
from clients.page_law import page_law
from config.forms import PlainForm

from .client import shorten

Kind, Way = ClientAccess.Kind, ClientAccess.Way


class ReasonForm(PlainForm):
    """Why a guardian reads although the minor may consent alone."""

    consent_ground = forms.ChoiceField(
        label="Why may the guardian read?", widget=forms.RadioSelect, required=False
    )
    consent_words = forms.CharField(
        label="Which law, order or judgment", max_length=500, required=False
    )

    def __init__(self, *args: Any, client: Client, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ground = self.fields["consent_ground"]
        assert isinstance(ground, forms.ChoiceField)
        ground.choices = [(one.key, f"{one.words} {one.source}") for one in page_law().guardian]
        age = age_of_consent(client.practice.state)
        ground.help_text = (
            f"{client.called} has an age at which a minor may consent alone: from {age.age} on"
            f" ({age.source}). Ask {client.called} alone first. Ask a lawyer where you are unsure."
        )

    @property
    def reason(self) -> Reason:
        """What was chosen, for the action."""
        said = self.cleaned_data
        return Reason(said.get("consent_ground", ""), said.get("consent_words", ""))


class AccessForm(ReasonForm):
    """Give the client, a guardian or a proxy a sign-in of their own."""

    names = ("name",)

    kind = forms.ChoiceField(choices=Kind, label="Who will read", widget=forms.RadioSelect)
    name = forms.CharField(max_length=200, label="Their name")
    email = forms.EmailField(label="Their e-mail address", help_text="They sign in with it.")
    covers = forms.ChoiceField(
        choices=ClientAccess.Covers,
        label="What they read",
        widget=forms.RadioSelect,
        help_text="The client’s own sign-in reads the whole page.",
    )
    scope = forms.CharField(
        label="On what ground",
        max_length=200,
        required=False,
        help_text="For a guardian or proxy, such as: mother, shares custody; health care proxy.",
    )
    expires_on = forms.DateField(required=False, label="Last day")
    by_mail = forms.BooleanField(
        label="Send them the link by e-mail now",
        required=False,
        initial=True,
        help_text="The mail names your practice, and neither the client nor the treatment.",
    )
    field_order = ["kind", "name", "email", "covers", "scope", "expires_on"]

    def __init__(self, *args: Any, client: Client, **kwargs: Any) -> None:
        super().__init__(*args, client=client, **kwargs)
        shorten(self, "expires_on")
        self.initial.update(kind=Kind.CLIENT, covers=ClientAccess.Covers.EVERYTHING)
        self.fields["expires_on"].help_text = _until(client)
        if not mail_leaves():
            del self.fields["by_mail"]
        if not may_consent_alone(client, client.practice.today):
            del self.fields["consent_ground"], self.fields["consent_words"]

    def clean(self) -> dict[str, Any]:
        """A proxy has a last day: it ends by itself, and is given anew."""
        said = super().clean() or self.cleaned_data
        endless = not said.get("expires_on") and "expires_on" not in self.errors
        if said.get("kind") == Kind.PROXY and endless:
            self.add_error("expires_on", ValidationError("A proxy has a last day. Choose it."))
        return said

    @property
    def given(self) -> dict[str, Any]:
        """What the action takes."""
        names = ("kind", "name", "email", "covers", "scope", "expires_on")
        return {name: self.cleaned_data[name] for name in names} | {"reason": self.reason}

    @property
    def is_mailed(self) -> bool:
        """Whether the link goes by mail."""
        return bool(self.cleaned_data.get("by_mail"))


def _until(client: Client) -> str:
    said = "Empty: until somebody ends it. A proxy has a last day."
    of_age: date = majority_of(client).date()
    if of_age > client.practice.today:
        said += f" A guardian reads until {of_age:%-d %B %Y}, when {client.called} is 18."
    return said


class ChooseWayForm(PlainForm):
    """How the reader signs in from now on."""

    way = forms.ChoiceField(label=later("How do you want to sign in?"), widget=forms.RadioSelect)
    password = forms.CharField(
        label=later("Password"),
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )
    again = forms.CharField(
        label=later("The same again"),
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )

    def __init__(self, *args: Any, reader: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reader = reader
        ways = [
            (Way.CODE, _("A code by e-mail each time. There is nothing to remember.")),
            (Way.PASSKEY, _("A passkey: the fingerprint, face or PIN of your device.")),
            (Way.PASSWORD, _("A password.")),
        ]
        way = self.fields["way"]
        assert isinstance(way, forms.ChoiceField)
        way.choices = ways if mail_leaves() else ways[1:]
        self.initial["way"] = way.choices[0][0]
        self.fields["password"].help_text = " ".join(
            [_("Only if you chose a password."), *password_validators_help_texts()]
        )

    def clean(self) -> dict[str, Any]:
        """A password that is not easily guessed, and twice the same, where one was chosen."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("way") != Way.PASSWORD:
            return said
        password = said.get("password") or ""
        try:
            validate_password(password, self.reader)
        except ValidationError as refusal:
            self.add_error("password", refusal)
        else:
            if password != said.get("again"):
                self.add_error("again", _("This is not the same password. Type it again."))
        return said
