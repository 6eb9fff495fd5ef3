"""Asking clinicians from the desk or from a plan's findings, and taking it back."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_list_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.models import User
from accounts.pages import accepted, asking_user, pressed
from audits import actions
from audits.actions.asking import require_admin
from audits.chosen_to_ask import findings_to_ask, plans_to_ask
from audits.forms import AskForm
from audits.models import Ask
from config.forms import PlainForm


def ask_form(request: HttpRequest) -> AskForm:
    """What was posted to the page, by an admin; else what the page begins with."""
    if request.method == "POST":
        require_admin(asking_user(request))
        return AskForm(request.POST)
    return AskForm(initial={"batch": uuid4(), "matching": request.GET.urlencode()})


def has_asked(request: HttpRequest, form: AskForm) -> bool:
    """Whether clinicians were asked. If not, the form says why, and keeps ticks and words."""
    user, asked = asking_user(request), list[int]()
    if not form.is_valid() or not accepted(form, lambda: asked.append(_asked(form, user))):
        return False
    number = asked[0]
    undo = reverse("audits:withdraw", args=[form.cleaned_data["batch"]]) if number else ""
    words = f"{number} finding{'' if number == 1 else 's'} sent."
    if form.cleaned_data["act"] == "sign":
        words = f"{number} signature{'' if number == 1 else 's'} requested."
    messages.success(request, words if number else "Nothing new to ask.", extra_tags=undo)
    return True


def _asked(form: AskForm, user: User) -> int:
    said = form.cleaned_data
    told = {"batch": said["batch"], "due_on": said["due_on"], "words": said["words"], "by": user}
    plans = plans_to_ask(user, said)
    if not (said["plans"] or said["findings"] or said["everything"]):
        raise ValidationError("Tick at least one line first. Nothing was sent.")
    if said["act"] == "sign":
        return actions.ask_to_sign(plans, **told)
    return actions.ask_to_mend(list(findings_to_ask(user, plans, said)), **told)


@require_POST
def withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Undo: take back what was asked in one act."""
    user = asking_user(request)
    require_admin(user)
    asks = get_list_or_404(Ask.objects.visible_to(user).select_related("plan"), batch=pk)
    if pressed(request, PlainForm(request.POST), lambda: actions.withdraw(asks, by=user)):
        messages.success(request, "Taken back.")
    return redirect("audits:desk")
