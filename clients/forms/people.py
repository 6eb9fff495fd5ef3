"""Forms of who may open the record."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from accounts.models import Membership, User
from accounts.models.user import CLINICAL
from clients.models import Client
from config.forms import PlainForm


class TeamForm(PlainForm):
    """Put a clinician of the practice on the care team."""

    member = forms.ModelChoiceField(User.objects.none(), label="Clinician", empty_label="Choose")
    role = forms.CharField(max_length=80, initial="therapist", label="Role on the team")

    def __init__(self, *args: Any, client: Client, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        clinicians = Membership.objects.visible_to(by).standing().filter(role__in=CLINICAL)
        field = self.fields["member"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = (
            User.objects.filter(pk__in=clinicians.values("user"))
            .exclude(pk__in=client.care_team.standing().values("member"))
            .order_by("name")
        )
        field.error_messages["invalid_choice"] = "Choose a clinician who is not on the team yet."
        field.error_messages["required"] = "Choose a clinician."


class FindForm(PlainForm):
    """Find somebody else's client in an emergency: exactly, so that it is no way to look around."""

    number = forms.CharField(label="Record number", max_length=40, required=False)
    family_name = forms.CharField(label="Family name", max_length=200, required=False)
    born_on = forms.DateField(label="Date of birth", required=False)

    def clean(self) -> dict[str, Any]:
        """A number alone is enough; a name needs the date of birth with it."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        named = cleaned.get("family_name") and cleaned.get("born_on")
        if not self.errors and not cleaned.get("number") and not named:
            raise ValidationError("Give the record number, or the family name and date of birth.")
        return cleaned

    def among(self, clients: QuerySet[Client]) -> QuerySet[Client]:
        """Those that were meant."""
        if number := self.cleaned_data["number"]:
            return clients.filter(record_number__iexact=number)
        name, born_on = self.cleaned_data["family_name"], self.cleaned_data["born_on"]
        return clients.filter(family_name__iexact=name, born_on=born_on)


class EmergencyForm(PlainForm):
    """Why somebody else's record must be opened now."""

    reason = forms.CharField(
        label="Why must you open this record now?",
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].error_messages["required"] = (
            "Write why you must open this record now."
        )
