"""Saving a form, pressed or by itself: one way for every form of the product (docs/adr/0013).

A view asks `saved(request, form, act)`. What a press answers is the view's own. A form that saves
itself gets JSON instead, which the middleware makes of what `saved` noted:

  200 {"state": "saved", "said", "row_version", "action"}   in the record, trail and all
  202 {"state": "kept", "said"}                             on the server, not in the record: why
  409 {"state": "conflict", "said", "row_version", "html"}  somebody was faster; both texts

With `request.others_here` (accounts/together.py) each also tells who else is "here".
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse

from config import clock
from config.background import sends_itself
from config.forms import PlainForm, PlainModelForm

from . import keeping
from .models import EditableRow, Typed
from .pages import accepted, asking_user

Form = PlainForm | PlainModelForm

# The hidden field that names the opened form, so that two tabs keep two texts.
OPENED_FORM = "opened_form"
# What a form posts about itself, and nobody typed.
NOT_TYPED = {"csrfmiddlewaretoken", "_practice", OPENED_FORM, "resolve"}


@dataclass
class Outcome:
    """What became of a form that saved itself. `row` is there when it is in the record."""

    form: Form
    row: Any = None
    goes_on: str = ""
    is_saved: bool = False
    why_not: str = ""


def saved(request: HttpRequest, form: Form, act: Callable[[], Any], *, goes_on: str = "") -> bool:
    """Whether the form is done with: `act` did it. If not, the form says why and keeps its text.

    `goes_on` names the door at which a new row is edited once it is there. Opening the page again
    offers what was typed and not saved (`form.typed`, components/typed.html).
    """
    form.saves_itself = True
    if request.method != "POST":
        offer(request, form)
        return False
    outcome = Outcome(form, goes_on=goes_on)
    request.outcome = outcome  # type: ignore[attr-defined]
    done: list[Any] = []
    if form.is_valid():
        outcome.why_not = form.waits_for_press() if sends_itself(request) else ""
        if not outcome.why_not:
            outcome.is_saved = accepted(form, lambda: done.append(act()))
    if outcome.is_saved:
        keeping.forget(_opened_form(request), by=asking_user(request))
        held = done[0] if done and isinstance(done[0], EditableRow) else None
        outcome.row = held or getattr(form, "instance", None)
    elif sends_itself(request):
        _keep(request, outcome)
    return outcome.is_saved


def offer(request: HttpRequest, form: Form) -> None:
    """On an opened page: what was typed here last and not saved, if anything. One query."""
    typed = Typed.objects.visible_to(asking_user(request)).newest_at(request.path)
    if typed is None:
        return
    form.typed = typed
    if request.GET.get("typed") == "use":
        form.take_typed(typed)


def _keep(request: HttpRequest, outcome: Outcome) -> None:
    texts = {
        name: [str(text) for text in request.POST.getlist(name)]
        for name in request.POST
        if name not in NOT_TYPED and "password" not in name
    }
    # After a conflict the form carries the newer version; what was typed stands on the older.
    version = request.POST.get("row_version", "")
    seen = int(version) if version.isascii() and version.isdigit() and len(version) < 9 else None
    user = asking_user(request)
    try:
        keeping.keep(_opened_form(request), request.path, texts, row_version=seen, by=user)
    except ValidationError as refusal:
        outcome.why_not = " ".join(refusal.messages)


def _opened_form(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get(OPENED_FORM, ""))
    except ValueError:
        return uuid4()


def answer(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """What the page's script is told, and who else is here. 403, 404 and 500 stay as they are."""
    outcome: Outcome | None = getattr(request, "outcome", None)
    if outcome is None or response.status_code in (403, 404) or response.status_code >= 500:
        return response
    found, status = _told(request, outcome)
    if others := getattr(request, "others_here", None):
        found["here"] = others()
    return JsonResponse(found, status=status)


def _told(request: HttpRequest, outcome: Outcome) -> tuple[dict[str, Any], int]:
    practice = asking_user(request).practice
    at = clock.now().astimezone(ZoneInfo(practice.time_zone if practice else "UTC"))
    if outcome.is_saved:
        return _saved(request, outcome, f"Saved {at:%H:%M}"), 200
    if outcome.form.conflict:
        return _conflict(request, outcome.form.conflict), 409
    said = f"Kept {at:%H:%M}, not in the record yet: {outcome.why_not or _first(outcome.form)}"
    return {"state": "kept", "said": said}, 202


def _saved(request: HttpRequest, outcome: Outcome, said: str) -> dict[str, Any]:
    found: dict[str, Any] = {"state": "saved", "said": said, "action": request.path}
    if isinstance(outcome.row, EditableRow):
        found["row_version"] = outcome.row.row_version
        if outcome.goes_on:
            found["action"] = _goes_on(request, outcome)
    return found


def _goes_on(request: HttpRequest, outcome: Outcome) -> str:
    """The door of the new row, beside the door at which it was added."""
    assert request.resolver_match is not None
    here = {key: value for key, value in request.resolver_match.kwargs.items() if key != "parent"}
    return reverse(outcome.goes_on, kwargs=here | {"pk": outcome.row.pk})


def _conflict(request: HttpRequest, conflict: dict[str, Any]) -> dict[str, Any]:
    both = {"conflict": conflict, "action": request.path}
    return {
        "state": "conflict",
        "said": f"Not saved: {conflict['by']} changed this too. Your text is kept.",
        "row_version": conflict["version"],
        "html": render_to_string("components/conflict.html", both, request),
    }


def _first(form: Form) -> str:
    """The first sentence that says what is wrong."""
    sentences = [str(error) for errors in form.errors.values() for error in errors]
    return sentences[0] if sentences else "it could not be saved."
