"""What may be written on a GROW worksheet. Everything is optional: it is for thinking."""

from typing import Any

from crispy_forms.helper import FormHelper

from config.forms import EditForm, NewForm, PlainModelForm
from plans.forms import WholeNumber, laid_out

from ..models import Worksheet
from ..models.worksheet import A_MOTIVATION, LEAST_OPTIONS, MOTIVATED

SHEET = ["wanted", "reality", "tried", "options", "will", "motivation", "easier"]


class _Sheet(PlainModelForm):
    """The four letters, and how much the client wants it."""

    motivation = WholeNumber(
        least=1, most=10, sentence=A_MOTIVATION, required=False,
        label="Motivation: how much do you want to do this? (1–10)",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[
            "options"
        ].help_text = f"At least {LEAST_OPTIONS}, the unlikely ones too; nobody has to like them."
        self.fields["will"].help_text = "Each line can become an objective with one button."
        self.fields["easier"].help_text = f"Asked when motivation is below {MOTIVATED}."

    @property
    def helper(self) -> FormHelper:
        """In the order of the letters."""
        return laid_out(self, *SHEET)


class WorksheetForm(_Sheet, NewForm):
    """Begin a worksheet."""

    class Meta:
        model = Worksheet
        fields = SHEET


class EditWorksheetForm(_Sheet, EditForm):
    """Go on with it."""

    class Meta:
        model = Worksheet
        fields = SHEET
