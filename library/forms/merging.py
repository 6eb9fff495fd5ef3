"""Which statements of a bank are one, and which of them stays."""

from typing import Any

from django import forms

from accounts.models import User
from config.forms import PlainForm

from ..models import BankStatement

TOO_FEW = "Choose at least two statements to merge."


class _Ticked(forms.ModelMultipleChoiceField):
    """What was ticked; whatever is wrong with it, it is not two statements of one's own."""

    def clean(self, value: Any) -> Any:
        """The statements, or the one sentence."""
        try:
            return super().clean(value)
        except forms.ValidationError:
            raise forms.ValidationError(TOO_FEW) from None


class MergeForm(PlainForm):
    """Several of one's own statements, and the one whose words are kept."""

    pk = _Ticked(queryset=None)
    keep: Any = forms.ModelChoiceField(
        queryset=None,
        label="Which stays",
        empty_label=None,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("pk", "keep"):
            self.fields[name].queryset = BankStatement.objects.of(by)  # type: ignore[attr-defined]
        self.fields["keep"].error_messages["required"] = "Choose the one that stays."

    def clean_pk(self) -> list[BankStatement]:
        """At least two, of one kind."""
        chosen = list(self.cleaned_data["pk"])
        if len(chosen) < 2:
            raise forms.ValidationError(TOO_FEW)
        if len({row.kind for row in chosen}) > 1:
            raise forms.ValidationError("Only statements of one kind can be merged.")
        self.fields["keep"].queryset = self.cleaned_data["pk"]  # type: ignore[attr-defined]
        return chosen
