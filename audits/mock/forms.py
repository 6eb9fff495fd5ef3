"""What is typed to draw charts."""

from typing import Any

from django import forms

from accounts.models import User
from clients.profiles import choices_of
from config.forms import NewForm

from ..models import MockAudit
from .drawing import LAST_SEED, MOST_CHARTS

# Short enough for a phone; the result says it at length.
SCOPES = [
    (MockAudit.Scope.IN_EFFECT, "Open plans in effect"),
    (MockAudit.Scope.OPEN, "All open plans, drafts too"),
    (MockAudit.Scope.ALL, "Open and closed plans"),
]
# House rule: what one person reads through in an afternoon.
USUAL = 10


class DrawForm(NewForm):
    """How many charts, of which payer, from which plans."""

    profile = forms.ChoiceField(
        label="Payer",
        required=False,
        help_text=(
            "The rules stand in the order of this payer’s audit tool, where one was read: its"
            " profile shows it."
        ),
    )
    size = forms.IntegerField(
        label="How many charts",
        min_value=1,
        max_value=MOST_CHARTS,
        initial=USUAL,
        widget=forms.NumberInput(attrs={"class": "form-short"}),
        error_messages={
            "min_value": f"Draw between 1 and {MOST_CHARTS} charts.",
            "max_value": f"Draw between 1 and {MOST_CHARTS} charts.",
        },
    )
    seed = forms.IntegerField(
        label="Seed",
        required=False,
        min_value=0,
        max_value=LAST_SEED,
        widget=forms.NumberInput(attrs={"class": "form-short"}),
        help_text="Empty: one is drawn. The same seed draws the same charts again.",
    )

    class Meta:
        model = MockAudit
        fields = ["size", "profile", "scope", "words", "seed"]
        help_texts = {"words": "Such as: before the visit of the payer in March."}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert user.practice is not None
        every = [("", "Every payer: each chart by its own"), *choices_of(user.practice.pk)]
        self.fields["profile"].choices = every  # type: ignore[attr-defined]
        self.fields["scope"].choices = SCOPES  # type: ignore[attr-defined]
        self.initial.setdefault("scope", MockAudit.Scope.IN_EFFECT)
