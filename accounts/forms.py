"""What may be typed about people and practices."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.files.uploadedfile import UploadedFile

from config.forms import PlainForm, PlainModelForm

from .crisis import DEFAULT, SOURCE
from .models import Membership, Practice, Supervision, User
from .models.invitation import STAFF_ROLES
from .models.user import CLINICAL, Role


class PracticeForm(PlainModelForm):
    """The practice's particulars, as they are printed on plans."""

    class Meta:
        model = Practice
        fields = [
            "name", "address", "state", "phone", "npi", "time_zone", "review_interval_days",
            "note_late_after_hours", "crisis_lines",
        ]  # fmt: skip
        labels = {
            "state": "State",
            "review_interval_days": "Days between reviews",
            "note_late_after_hours": "Hours until a note is late",
            "crisis_lines": "Whom to call in a crisis",
        }
        help_texts = {
            "state": (
                "Its law says from which age on minors may consent by themselves: you are asked"
                " about it where you give a guardian a sign-in."
            ),
            "time_zone": "A name such as America/Chicago: sessions are timed by it.",
            "review_interval_days": (
                "The review date that a new plan begins with. 90 days is a house rule;"
                " payers ask for 90 days, 6 months or 12 months."
            ),
            "note_late_after_hours": (
                "A note that is signed later than this after the session is marked as a late"
                " entry. 72 hours is a house rule (Tava, “Best Practices for Session Notes”)."
            ),
            "crisis_lines": (
                "One a line, the number after a colon. They stand on each page of your clients, on"
                " safety plans, and beside a risk answer. If this is empty, the two lines of the"
                f" United States stand there ({SOURCE}); that is a house rule."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Shown, so that a practice adds its own line and does not drop these unseen.
        self.initial["crisis_lines"] = self.instance.crisis_lines or DEFAULT


# A certificate with its chain takes a few kilobytes.
LARGEST_SEAL = 100_000


class SealForm(PlainForm):
    """A certificate of the practice's own, with its private key."""

    file = forms.FileField(
        label="Certificate file (.p12 or .pfx)",
        help_text="It holds the certificate and its private key, which is locked where it is kept.",
    )
    password = forms.CharField(
        label="The file's password",
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )

    def clean_file(self) -> UploadedFile:
        """No certificate is large."""
        sent: UploadedFile = self.cleaned_data["file"]
        if sent.size is None or sent.size > LARGEST_SEAL:
            raise forms.ValidationError("This file is too large to be a certificate.")
        return sent


class ProfileForm(PlainModelForm):
    """How the user's name stands under a signature."""

    names = ("name",)

    class Meta:
        model = User
        fields = ["name", "credentials", "license_number", "license_state", "npi"]
        labels = {"credentials": "Credentials (such as LCSW)"}


class InvitationForm(PlainForm):
    """Somebody is invited to the staff."""

    names = ("name",)

    email = forms.EmailField(label="E-mail")
    name = forms.CharField(label="Name", max_length=200)
    role = forms.ChoiceField(label="Role", choices=STAFF_ROLES)


class SupervisionForm(PlainModelForm):
    """Who supervises whom, among the people of the practice."""

    class Meta:
        model = Supervision
        fields = ["supervisor", "supervisee", "cosigns"]
        labels = {"cosigns": "A trainee: plans take effect with the supervisor's signature"}

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = Membership.objects.visible_to(by).standing()
        supervisors = here.filter(role=Role.SUPERVISOR).values("user")
        clinicians = here.filter(role__in=CLINICAL).values("user")
        for name, among in (("supervisor", supervisors), ("supervisee", clinicians)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = User.objects.filter(pk__in=among).order_by("name")


class JoinForm(PlainModelForm):
    """What an invited person who is new here tells about themselves."""

    names = ("name",)

    password = forms.CharField(
        label="Password",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="At least 12 characters. A sentence is easier to remember than a riddle.",
    )

    class Meta:
        model = User
        fields = ["name", "credentials", "license_number", "license_state", "npi"]
        labels = {"credentials": "Credentials (such as LCSW)"}

    def clean_password(self) -> str:
        """By the rules of the house (NIST SP 800-63B-4: length and a blocklist, no riddles)."""
        password: str = self.cleaned_data["password"]
        validate_password(password, self.instance)
        return password
