"""A session with several clients: who takes part, and what all of them did."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.autosave import saved
from accounts.models import User
from accounts.pages import accepted, asking_user, shown
from config.forms import PlainForm

from .. import actions
from ..actions.groups import require_clinician
from ..agenda import Slot, parts_for
from ..choosing import last_template
from ..finding import note_to_write, own_clients
from ..forms import GroupTextForm, JoinForm, MarkForm
from ..models import Attendance, Note, Session
from ..places import back_to, why_not
from .answers import status_of


def session_of(pk: UUID, user: User) -> Session:
    """A session that the user holds, with its participants. Others who may see it get 403."""
    sessions = Session.objects.visible_to(user).select_related("practice", "clinician")
    session = get_object_or_404(sessions.prefetch_related(parts_for(user)), pk=pk)
    require_clinician(session, user)
    return session


def read_session(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The participants with their notes, and the text about the group, which saves itself."""
    user = asking_user(request)
    session = session_of(pk, user)
    form = GroupTextForm(request.POST or None, instance=session)
    if saved(
        request,
        form,
        lambda: actions.write_group_text(form.instance, expected=form.expected, by=user),
    ):
        return redirect("notes:session", pk)
    parts: list[Attendance] = session.seen  # type: ignore[attr-defined]
    shown(request, "session.opened", session, [part.client_id for part in parts])
    context = _about(session, parts, user) | {"form": form}
    return render(request, "notes/session.html", context, status=status_of(form))


def _about(session: Session, parts: list[Attendance], user: User) -> dict[str, Any]:
    return {
        "slot": Slot(session, parts),
        "join": _join_form(session, parts, user),
        "signed": any(_is_signed(part) for part in parts),
        "crumbs": [("Week", f"{reverse('notes:week')}?week={session.on.isoformat()}")],
    }


def _is_signed(part: Attendance) -> bool:
    note: Note | None = getattr(part, "note", None)
    return note is not None and note.is_signed


def _join_form(
    session: Session, parts: list[Attendance], user: User, data: Any = None
) -> JoinForm | None:
    if session.kind == Session.Kind.INDIVIDUAL:
        return None
    there = [part.client_id for part in parts]
    clients = own_clients(user).exclude(pk__in=there)
    return JoinForm(data, clients=clients, repeats=session.series is not None)


@require_POST
def join_session(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One more client takes part."""
    user = asking_user(request)
    session = session_of(pk, user)
    form = _join_form(session, session.seen, user, request.POST)  # type: ignore[attr-defined]
    if form is None or not form.is_valid():
        messages.warning(request, "Choose a client of yours who does not take part yet.")
        return redirect(back_to(session, session.seen[0].client_id))  # type: ignore[attr-defined]
    said = form.cleaned_data
    following = bool(said.get("following"))
    _tried(
        request,
        form,
        lambda: actions.join_session(session, said["client"], following=following, by=user),
    )
    return redirect("notes:session", pk)


@require_POST
def leave_session(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take out a client who was put down by mistake."""
    return _pressed(request, pk, actions.leave_session)


@require_POST
def identify_client(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say on whose plan the work stands."""
    return _pressed(request, pk, actions.identify_client)


def _pressed(request: HttpRequest, pk: UUID, act: Callable[..., Any]) -> HttpResponse:
    """A button beside a participant."""
    user = asking_user(request)
    parts = Attendance.objects.visible_to(user).select_related("session__practice", "client")
    part = get_object_or_404(parts, pk=pk)
    require_clinician(part.session, user)
    form = MarkForm(request.POST, instance=part)
    if form.is_valid():
        _tried(request, form, lambda: act(part, expected=form.expected, by=user))
    return redirect(back_to(part.session, part.client_id))


@require_POST
def give_group_part(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Copy what the group did into each participant's draft; begin those that are not begun."""
    user = asking_user(request)
    session = session_of(pk, user)
    done: list[int] = []
    _tried(
        request,
        PlainForm(request.POST),
        lambda: done.append(
            actions.give_group_part(session, last_template(user, session), by=user)
        ),
    )
    if done:
        messages.success(request, _given(done[0]))
    return redirect(back_to(session, session.seen[0].client_id))  # type: ignore[attr-defined]


def _given(count: int) -> str:
    drafts = "1 draft" if count == 1 else f"{count} drafts"
    return f"What the group did stands in {drafts} now. Add what each participant said and did."


@require_POST
def take_group_part(request: HttpRequest, client_id: UUID, pk: UUID) -> HttpResponse:
    """Copy what the group did into this draft, where nothing stands yet."""
    user = asking_user(request)
    note = note_to_write(client_id, pk, user)
    _tried(
        request,
        PlainForm(request.POST),
        lambda: actions.take_group_part(note, by=user),
    )
    return redirect("notes:edit", client_id, pk)


def _tried(request: HttpRequest, form: Any, act: Callable[[], Any]) -> None:
    """Do it, or say why not above the page."""
    form.is_valid()
    if not accepted(form, act):
        messages.warning(request, why_not(form))
