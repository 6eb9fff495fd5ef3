"""Asking clinicians from the desk or from a plan's findings, and taking it back."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_list_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.models import User
from accounts.pages import asking_user, pressed
from audits import actions
from audits.actions.asking import require_admin
from audits.chosen_to_ask import findings_to_ask, plans_to_ask
from audits.forms import AskForm
from audits.models import Ask
from config.forms import PlainForm


@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """Ask about the ticked plans or findings, or about all that match the filter."""
    user = asking_user(request)
    require_admin(user)
    form = AskForm(request.POST)
    asked: list[int] = []
    if pressed(request, form, lambda: asked.append(_asked(form, user))):
        number = asked[0]
        undo = reverse("audits:withdraw", args=[form.cleaned_data["batch"]]) if number else ""
        words = f"{number} finding{'' if number == 1 else 's'} sent."
        if form.cleaned_data["act"] == "sign":
            words = f"{number} signature{'' if number == 1 else 's'} requested."
        messages.success(request, words if number else "Nothing new to ask.", extra_tags=undo)
    return redirect(_back(request))


def _asked(form: AskForm, user: User) -> int:
    said = form.cleaned_data
    told = {"batch": said["batch"], "due_on": said["due_on"], "words": said["words"], "by": user}
    plans = plans_to_ask(user, said)
    if said["act"] == "sign":
        return actions.ask_to_sign(plans, **told)
    findings = list(findings_to_ask(user, plans, said))
    if not findings and not (said["plans"] or said["findings"] or said["everything"]):
        raise ValidationError("Tick at least one line first. Nothing was sent.")
    return actions.ask_to_mend(findings, **told)


@require_POST
def withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Undo: take back what was asked in one act."""
    user = asking_user(request)
    require_admin(user)
    asks = get_list_or_404(Ask.objects.visible_to(user).select_related("plan"), batch=pk)
    if pressed(request, PlainForm(request.POST), lambda: actions.withdraw(asks, by=user)):
        messages.success(request, "Taken back.")
    return redirect("audits:desk")


def _back(request: HttpRequest) -> str:
    """The desk as it was filtered, or the plan's findings."""
    if pk := request.POST.get("of_plan"):
        try:
            return reverse("audits:findings", args=[UUID(pk)])
        except ValueError:
            return reverse("audits:desk")
    query = request.POST.get("matching", "")
    return reverse("audits:desk") + (f"?{query}" if query else "")
