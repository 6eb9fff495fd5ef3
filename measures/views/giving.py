"""Giving a measure on the screen, entering one from paper, and the result."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.autosave import saved
from accounts.models import User
from accounts.pages import asking_user, pressed, shown
from config.background import sends_itself
from notes.finding import attendance_at

from .. import actions
from ..catalogue import Known
from ..forms import DiscardForm, EditGivenForm, NewGivenForm
from ..models import Administration
from ..pages import (
    crumbs,
    given_of,
    given_to_write,
    in_use_or_404,
    measures_crumb,
    record_to_write,
    status_of,
)
from ..results import told

GivenForm = NewGivenForm | EditGivenForm


@require_http_methods(["GET", "POST"])
def give(request: HttpRequest, client_id: UUID, parent: str) -> HttpResponse:
    """Answered on the screen."""
    return _begin(request, client_id, parent, Administration.Way.SCREEN)


@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest, client_id: UUID, parent: str) -> HttpResponse:
    """Entered from paper: a digit, Tab, a digit."""
    return _begin(request, client_id, parent, Administration.Way.PAPER)


def _begin(request: HttpRequest, client_id: UUID, key: str, way: str) -> HttpResponse:
    """A new measure, of a session if `?session=` names one."""
    user = asking_user(request)
    client = record_to_write(request, client_id, "measures.opened")
    known = in_use_or_404(key, user)
    way = way if known.says.has_words else Administration.Way.PAPER
    given = Administration(client=client, way=way, on=client.practice.today)
    if session := _uuid(request.GET.get("session", "")):
        given.attendance = attendance_at(client_id, session, user)
        given.on = given.attendance.session.on
    return _new(request, given, known, user)


def _new(request: HttpRequest, given: Administration, known: Known, user: User) -> HttpResponse:
    form = NewGivenForm(request.POST or None, instance=given, definition=known.says)
    act = _finishing(
        form, user, lambda: actions.start(form.instance, known, form.answers(), by=user)
    )
    if saved(request, form, act, goes_on="measures:edit"):
        return _onward(request, form)
    return _form_page(request, form)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, client_id: UUID, pk: UUID) -> HttpResponse:
    """Go on with a measure that is not finished."""
    user = asking_user(request)
    given = given_to_write(client_id, pk, user)
    if given.is_completed and request.method != "POST":
        return redirect("measures:result", client_id, pk)
    shown(request, "measure.opened", given, [client_id])
    form = EditGivenForm(request.POST or None, instance=given)
    act = _finishing(
        form,
        user,
        lambda: actions.keep(form.instance, form.answers(), expected=form.expected, by=user),
    )
    if saved(request, form, act):
        return _onward(request, form)
    return _form_page(request, form)


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, client_id: UUID, pk: UUID) -> HttpResponse:
    """Put a finished measure right by a new one; both are kept."""
    user = asking_user(request)
    wrong = given_to_write(client_id, pk, user)
    shown(request, "measure.opened", wrong, [client_id])
    known = in_use_or_404(wrong.instrument.key, user)
    if not wrong.is_completed:
        return redirect("measures:edit", client_id, pk)
    given = Administration(
        client=wrong.client,
        way=Administration.Way.PAPER,
        on=wrong.on,
        attendance=wrong.attendance,
        supersedes=wrong,
        answers=wrong.answers,
    )
    return _new(request, given, known, user)


@require_POST
def discard(request: HttpRequest, client_id: UUID, pk: UUID) -> HttpResponse:
    """Throw away a measure that was begun by mistake."""
    user = asking_user(request)
    given = given_to_write(client_id, pk, user)
    form = DiscardForm(request.POST, instance=given)
    if pressed(request, form, lambda: actions.discard(given, expected=form.expected, by=user)):
        messages.success(request, "The unfinished measure is gone.")
    return redirect("measures:of-client", client_id)


@require_safe
def result(request: HttpRequest, client_id: UUID, pk: UUID) -> HttpResponse:
    """What was answered, and what it adds up to."""
    user = asking_user(request)
    given = given_of(client_id, pk, user)
    if not given.is_completed:
        return redirect("measures:edit", client_id, pk)
    shown(request, "measure.read", given, [client_id])
    page = told(given, user) | {
        "crumbs": crumbs(given.client, measures_crumb(given.client)),
        "may_write": given.client.is_written_by(user),
    }
    return render(request, "measures/result.html", page)


def _finishing(form: GivenForm, user: User, act: Callable[[], Administration]) -> Callable[[], Any]:
    """Save, and where "Finish and score" was pressed, score and lock in the same transaction."""

    def whole() -> Administration:
        held = act()
        if form.finishes:
            held = actions.finish(held, expected=held.row_version, by=user)
        form.instance = held
        return held

    return whole


def _onward(request: HttpRequest, form: GivenForm) -> HttpResponse:
    given = form.instance
    if given.is_completed:
        return redirect("measures:result", given.client_id, given.pk)
    if not sends_itself(request):
        messages.success(request, "Saved. It is not scored until you finish it.")
    return redirect("measures:edit", given.client_id, given.pk)


def _form_page(request: HttpRequest, form: GivenForm) -> HttpResponse:
    client = form.instance.client
    page = {
        "form": form,
        "client": client,
        "given": form.instance,
        "says": form.definition,
        "crumbs": crumbs(client, measures_crumb(client)),
        "back": reverse("measures:of-client", args=[client.pk]),
    }
    return render(request, "measures/give.html", page, status=status_of(form))


def _uuid(said: str) -> UUID | None:
    try:
        return UUID(said)
    except ValueError:
        return None
