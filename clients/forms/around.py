"""Forms of coverage, contributors and consents."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset
from django import forms

from clients.models import Consent, Contributor, Coverage
from clients.payers import GENERAL
from clients.profiles import choices_of
from config.forms import EditForm, NewForm, PlainModelForm

from .client import lay_out, shorten


class _Coverage(PlainModelForm):
    payer_profile = forms.ChoiceField(
        label="Payer profile",
        help_text="By whose rules this client's plans are signed and audited.",
    )

    class Meta:
        model = Coverage
        fields = [
            "payer", "member_id", "rank", "payer_profile", "authorization_number",
            "authorized_visits", "authorized_from", "authorized_to",
        ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wide = ("payer", "payer_profile", "new_id")
        shorten(self, *(name for name in self.fields if name not in wide))
        practice, held = self.instance.client.practice, self.instance.payer_profile
        choices = choices_of(practice.pk, held)
        field = self.fields["payer_profile"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
        # One that names none, or one that is shipped no more, stands on the practice's default.
        if held not in dict(choices):
            self.initial["payer_profile"] = practice.payer_profile or GENERAL
        self.fields["rank"].label = "Order of billing"

    @property
    def helper(self) -> FormHelper:
        """The insurance, then what it authorized."""
        return lay_out(
            self,
            Fieldset(
                "Insurance", "payer", Div("member_id", "rank", css_class="split"), "payer_profile"
            ),
            Fieldset(
                "Authorization",
                Div("authorization_number", "authorized_visits", css_class="split"),
                Div("authorized_from", "authorized_to", css_class="split"),
            ),
        )


class NewCoverageForm(_Coverage, NewForm):
    """A new insurance."""


class CoverageForm(_Coverage, EditForm):
    """An insurance in the record."""


class _Contributor(PlainModelForm):
    names = ("name", "release_signed_by")

    class Meta:
        model = Contributor
        fields = [
            "name", "role", "release", "release_signed_on", "release_expires_on",
            "release_signed_by", "release_scope", "declined_because", "contributed", "client_told",
        ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].help_text = "Such as primary-care physician, school counselor, mother."
        shorten(self, "release", "release_signed_on", "release_expires_on")

    @property
    def helper(self) -> FormHelper:
        """Who, the release, and what they contributed."""
        return lay_out(
            self,
            Fieldset("Who", Div("name", "role", css_class="split")),
            Fieldset(
                "Release of information",
                "release",
                Div("release_signed_on", "release_expires_on", css_class="split"),
                Div("release_signed_by", "release_scope", css_class="split"),
                "declined_because",
            ),
            Fieldset("Contribution", "contributed", "client_told"),
        )


class NewContributorForm(_Contributor, NewForm):
    """A new contributor."""


class ContributorForm(_Contributor, EditForm):
    """A contributor in the record."""


class _Consent(PlainModelForm):
    names = ("signed_by",)

    class Meta:
        model = Consent
        fields = [
            "kind", "recipients", "purpose", "scope", "signed_by", "from_on", "to_on", "revoked_on",
        ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scope"].help_text = "Which records, and what else was said."
        self.fields["recipients"].help_text = (
            "Names of persons or organizations. One consent for all future care may leave it empty:"
            " then treating providers, health plans and payers are meant (42 CFR 2.31(a)(4))."
        )
        self.fields["purpose"].help_text = "A disclosure under 42 CFR Part 2 needs it."
        self.fields["signed_by"].help_text = "The client, or who signed for the client."
        shorten(self, "from_on", "to_on", "revoked_on")

    @property
    def helper(self) -> FormHelper:
        """What, by whom, and for how long."""
        dates = Div("from_on", "to_on", "revoked_on", css_class="split")
        return lay_out(self, "kind", "recipients", "purpose", "scope", "signed_by", dates)


class NewConsentForm(_Consent, NewForm):
    """A new consent."""


class ConsentForm(_Consent, EditForm):
    """A consent in the record, or its revocation."""
