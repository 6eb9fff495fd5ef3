"""Where the wizard begins: a problem area, or the problem in one's own words."""

from typing import Any

from django import forms

from clients.models import Diagnosis
from config.forms import NewForm
from library.choosing import Planner
from plans.models import Problem

from ..wizard.laying import id_under


class StartForm(NewForm):
    """A problem, from a planner's title or in own words. Its id follows from what it says."""

    area = forms.ChoiceField(required=False)

    class Meta:
        model = Problem
        fields = ["own_words", "statement", "diagnosis"]

    def __init__(self, *args: Any, offered: list[Planner], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["new_id"]
        self.titles = {planner.key: planner.title for planner in offered}
        area: Any = self.fields["area"]
        area.choices = [("", "None"), *self.titles.items()]
        self.fields["statement"].required = False
        self.fields["statement"].label = "Write my own: the problem in one sentence"
        self.fields["statement"].help_text = "Left empty, it is called as the problem area is."
        if not self.is_bound:
            self.fields["own_words"].widget.attrs["autofocus"] = True
        held: Any = self.fields["diagnosis"]
        held.queryset = Diagnosis.objects.active().filter(client=self.instance.plan.client_id)
        held.empty_label = "None yet"

    def clean(self) -> dict[str, Any]:
        """Own words come first; without any, the area names the problem."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        said = found.get("statement") or self.titles.get(found.get("area", ""), "")
        if not said and not self.errors:
            raise forms.ValidationError("Choose a problem area, or write the problem.")
        found["statement"] = said
        self.instance.pk = id_under(self.instance.plan.pk, "problem", said or "none")
        return found
