"""The practice's layer: reword, add, take out, put back."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from accounts.pages import accepted, asking_user, pressed

from .. import actions
from ..forms import ActOnLineForm, AddStatementForm, EditStatementForm
from ..layering import SECTIONS
from ..models import Area, PracticeArea, PracticeStatement
from ..pages import form_page, line_or_404, url_of
from ..wording import Kind


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Reword a statement for this practice; the shipped words stay beside it."""
    user = asking_user(request)
    line = line_or_404(pk, user)
    form = EditStatementForm(request.POST or None, instance=line.row(user))
    if form.is_valid() and accepted(
        form, lambda: actions.reword(form.instance, expected=form.expected, by=user)
    ):
        messages.success(request, "Saved for your practice. Plans keep the words they have.")
        return redirect(f"{url_of(line.place)}#line-{line.pk}")
    title = f"Reword: {Kind(line.says.kind).label}"
    return form_page(request, form, title, line.place, original=line.shipped)


@require_http_methods(["GET", "POST"])
def add_to_area(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Add a statement of the practice's own to a shipped planner."""
    area = get_object_or_404(Area.objects.visible_to(asking_user(request)), pk=slug)
    return _add(request, PracticeStatement(area=area, kind=kind))


@require_http_methods(["GET", "POST"])
def add_to_planner(request: HttpRequest, pk: UUID, kind: str) -> HttpResponse:
    """Add a statement to a planner of the practice's own."""
    area = get_object_or_404(PracticeArea.objects.visible_to(asking_user(request)), pk=pk)
    return _add(request, PracticeStatement(own_area=area, kind=kind))


def _add(request: HttpRequest, row: PracticeStatement) -> HttpResponse:
    user = asking_user(request)
    area = row.area or row.own_area
    if row.kind not in SECTIONS or area is None:
        raise Http404
    form = AddStatementForm(request.POST or None, instance=row)
    if form.is_valid() and accepted(form, lambda: actions.add_statement(form.instance, by=user)):
        messages.success(request, "Added for your practice.")
        return redirect(f"{url_of(area)}#line-{form.instance.pk}")
    title = f"Add to: {SECTIONS[Kind(row.kind)].lower()}"
    return form_page(request, form, title, area)


@require_POST
def take_out(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Offer a statement no longer in this practice."""
    said = "Taken out for your practice. It stands at the end of the page, to be put back."
    return _press(request, pk, actions.take_out, said)


@require_POST
def put_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Offer it again."""
    return _press(request, pk, actions.put_back, "Put back.")


@require_POST
def use_original(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The shipped words stand again."""
    return _press(request, pk, actions.use_original, "The original words stand again.")


def _press(request: HttpRequest, pk: UUID, act: Callable[..., Any], said: str) -> HttpResponse:
    user: User = asking_user(request)
    line = line_or_404(pk, user)
    form = ActOnLineForm(request.POST)
    # Another tab may have had the last word: then there is no row left to put back.
    if line.own is None and act is not actions.take_out:
        messages.warning(request, "This was put back already. Nothing was changed.")
    elif pressed(request, form, lambda: act(line.row(user), expected=form.expected, by=user)):
        messages.success(request, said)
    return redirect(url_of(line.place))
