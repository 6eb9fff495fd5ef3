"""The last step: what signing needs besides the tree, where it is not there yet.

The plan's own words and the service ordered. Only what is empty is asked; nothing is written over.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.editing import Stale
from clients.models import Intake
from config.forms import PlainForm, speak_plainly
from plans import actions as plans
from plans.forms import ServiceForm
from plans.forms.writing import HINTS
from plans.models import Plan, ServiceOrder

from .laying import MEANWHILE, Laying, say_what_is_gone

WORDS = ("why_now", "impairment", "discharge_criteria", "participation")
SERVICE = ("type", "minutes", "frequency", "duration_weeks", "cpt")


class RestForm(PlainForm):
    """The plan's words that are empty, and a first service. Each may be left for later."""

    def __init__(self, *args: Any, laying: Laying, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.laying, self.plan = laying, laying.problem.plan
        self.words = [name for name in WORDS if not getattr(self.plan, name)]
        for name in self.words:
            self.fields[name] = _words(name)
        if "why_now" in self.words:
            # Said at intake: offered as it stands, to be changed here.
            intake = (
                Intake.objects.visible_to(laying.user).filter(client=self.plan.client_id).first()
            )
            self.fields["why_now"].initial = intake.why_now if intake else ""
        self.service = self._first_service(*args)
        speak_plainly(self)
        empty = (name for name, held in self.fields.items() if not held.initial)
        if not self.is_bound and (first := next(empty, None)):
            self.fields[first].widget.attrs["autofocus"] = True

    def _first_service(self, *args: Any) -> ServiceForm | None:
        """The form of a service order, whose fields stand among these; None if one is there."""
        if self.plan.services.exists():
            return None
        form = ServiceForm(*args, instance=ServiceOrder(plan=self.plan))
        for name in SERVICE:
            self.fields[name] = form.fields[name]
            self.fields[name].initial = form.get_initial_for_field(form.fields[name], name)
            self.fields[name].required = False
        return form

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """(title, fields) of what is asked."""
        found = [("The plan in words", [self[name] for name in self.words])]
        if self.service:
            found.append(("The service ordered", [self[name] for name in SERVICE]))
        return [(title, fields) for title, fields in found if fields]

    def waits_for_press(self) -> str:
        """A service is ordered when somebody says so."""
        return "press “Save and go on”."

    @property
    def orders(self) -> bool:
        """Whether anything of a service was filled in: then all of it must be."""
        held = [name for name in SERVICE if name != "type"]
        return self.service is not None and any(self.data.get(name, "").strip() for name in held)

    def clean(self) -> dict[str, Any]:
        """A service is ordered as a whole, or not yet."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if self.orders:
            for name in SERVICE:
                if name not in self.errors and found.get(name) in (None, ""):
                    self.add_error(name, str(self.fields[name].error_messages["required"]))
        say_what_is_gone(self, (*WORDS, *SERVICE))
        return found


def _words(name: str) -> forms.Field:
    made: Any = Plan._meta.get_field(name)
    field: forms.Field = made.formfield()
    field.required, field.help_text = False, HINTS[name]
    return field


@transaction.atomic
def write(form: RestForm) -> None:
    """Save what was filled in. Raises ValidationError when somebody was faster."""
    said, user, plan = form.cleaned_data, form.laying.user, form.plan
    words = {name: said[name] for name in form.words if said.get(name)}
    try:
        if words:
            for name, text in words.items():
                setattr(plan, name, text)
            plan = plans.change_plan(plan, expected=plan.row_version, by=user)
        if form.orders:
            order = {name: said[name] for name in SERVICE}
            plans.add_service(ServiceOrder(plan=plan, **order), by=user)
    except Stale as stale:
        raise ValidationError(MEANWHILE) from stale
