"""What a practice's own template asks about a plan."""

from typing import Any, ClassVar

from django import forms

from accounts.editing import Difference, Stale
from builder.asking import Asked, Asking
from config.forms import EditForm

from ..models import PlanSection


class SectionForm(EditForm):
    """One section of the draft, in the newest number of its template."""

    class Meta:
        model = PlanSection
        fields = ("answers",)
        widgets: ClassVar[dict[str, Any]] = {"answers": forms.HiddenInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The answers are typed question by question, below.
        del self.fields["answers"]
        self.initial.pop("answers", None)
        if self.instance._state.adding:
            self.initial["row_version"] = 0
        self.asking = Asking(self.instance.template.asks)
        self.asking.add_to(self, self.instance.answers)

    def asked(self) -> list[Asked]:
        """The questions, in order."""
        return list(self.asking.rows(self))

    def _post_clean(self) -> None:
        self.instance.answers = self.asking.answers(self.cleaned_data)
        super()._post_clean()  # type: ignore[misc]

    def take_conflict(self, stale: Stale, found: list[Difference]) -> None:
        """Show both texts question by question."""
        theirs: Any = stale.theirs
        found = list(self.asking.differences(self.instance.answers, theirs.answers))
        super().take_conflict(stale, found)
