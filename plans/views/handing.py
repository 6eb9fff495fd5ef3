"""The client answers on the clinician's device, or the clinician says why there is no signature."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts.models import User
from accounts.pages import accepted, asking_user, shown
from clients.languages import shipped_language

from .. import actions, handover
from ..actions.answering import statement_for
from ..answers import answers_of
from ..document import PlanDocument
from ..forms import AbsenceForm, AnswerForm, HandOverForm, TakeBackForm
from ..models import ClientAnswer, UnsignedReason, Version
from ..pages import answer_status, crumbs, require_writer

GUARDIAN = ClientAnswer.Role.GUARDIAN


def hand_over(request: HttpRequest, client_id: UUID, number: int, version: int) -> HttpResponse:
    """What is going to happen, and who answers; then the device is locked to the one page."""
    user = asking_user(request)
    frozen = _frozen(request, client_id, number, version)
    document = PlanDocument.stored(frozen.document)
    minor = document.client.is_minor
    form = HandOverForm(request.POST or None, initial={"role": GUARDIAN if minor else "client"})
    answers = answers_of(frozen, document)
    if form.is_valid() and accepted(form, lambda: actions.hand_over(frozen, form.chosen, by=user)):
        language = shipped_language(frozen.plan.client.language)
        handover.begin(request, str(frozen.pk), form.chosen, language)
        return redirect("plans:handed-over")
    page = {**_around(frozen), "form": form, "answers": answers, "is_minor": minor}
    return render(request, "plans/handover/begin.html", page, status=answer_status(form))


def _frozen(request: HttpRequest, client_id: UUID, number: int, version: int) -> Version:
    """The version, for somebody who may write in the record: a stranger gets 404."""
    user = asking_user(request)
    versions = Version.objects.visible_to(user).select_related("plan__client", "plan__practice")
    found = get_object_or_404(versions, plan__client=client_id, plan__number=number, number=version)
    require_writer(found.plan, user)
    shown(request, "version.read", found, [client_id])
    return found


def _around(version: Version) -> dict[str, object]:
    url = _address(version)
    return {
        "version": version,
        "plan": version.plan,
        "back": url,
        "crumbs": crumbs(version.plan, (f"Version {version.number}", url)),
    }


def _address(version: Version) -> str:
    plan = version.plan
    return reverse("plans:version", args=[plan.client_id, plan.number, version.number])


def unsigned(request: HttpRequest, client_id: UUID, number: int, version: int) -> HttpResponse:
    """Why the client's or guardian's signature is absent."""
    user = asking_user(request)
    frozen = _frozen(request, client_id, number, version)
    minor = frozen.plan.client.is_minor_on(frozen.plan.practice.today)
    form = AbsenceForm(
        request.POST or None,
        instance=UnsignedReason(version=frozen),
        initial={"role": GUARDIAN if minor else "client"},
    )
    if form.is_valid() and accepted(form, lambda: actions.record_absence(form.instance, by=user)):
        return redirect(_address(frozen))
    page = {**_around(frozen), "form": form}
    return render(request, "plans/handover/unsigned.html", page, status=answer_status(form))


def handed_over(request: HttpRequest) -> HttpResponse:
    """The one page of a device that was handed over."""
    mode, version, user = _mode(request)
    document = PlanDocument.stored(version.document)
    form = _form(request, version, document, mode.role)
    if not mode.answered and form.is_valid() and accepted(form, lambda: _say(version, form, user)):
        handover.mark_answered(request, mode)
        return redirect("plans:handed-over")
    page = {"version": version, "document": document, "form": form, "role": mode.role}
    page |= {"states": statement_for(mode.role), "clinician": user}
    name = "thanks" if mode.answered else "answer"
    return render(request, f"plans/handover/{name}.html", page, status=answer_status(form))


def _mode(request: HttpRequest) -> tuple[handover.HandOver, Version, User]:
    user, mode = asking_user(request), handover.of(request)
    if mode is None:
        raise Http404
    versions = Version.objects.visible_to(user).select_related("plan__client", "plan__practice")
    version = get_object_or_404(versions, pk=mode.version)
    shown(request, "version.read", version, [version.plan.client_id])
    return mode, version, user


def _form(request: HttpRequest, version: Version, document: PlanDocument, role: str) -> AnswerForm:
    client = version.plan.client
    guardian = role == GUARDIAN
    initial = {"name": client.guardian_name if guardian else client.legal_name}
    initial |= {"relation": client.guardian_relation} if guardian else {}
    minor = client.called if client.is_minor_on(version.practice.today) else ""
    return AnswerForm(
        request.POST or None, document=document, role=role, minor=minor, initial=initial
    )


def _say(version: Version, form: AnswerForm, user: User) -> None:
    actions.answer(version, form.said, by=user, way=ClientAnswer.Way.HANDED_OVER)


def take_back(request: HttpRequest) -> HttpResponse:
    """The clinician's password ends the mode, whether or not there was an answer."""
    mode, version, user = _mode(request)
    form = TakeBackForm(request.POST or None, request=request)
    if form.is_valid():
        handover.end(request)
        actions.take_back(version, role=mode.role, answered=mode.answered, by=user)
        if mode.answered:
            messages.success(request, f"The {mode.role}’s answer is kept with {version}.")
        return redirect(_address(version))
    page = {"form": form, "mode": mode, "clinician": user}
    return render(request, "plans/handover/leave.html", page, status=answer_status(form))
