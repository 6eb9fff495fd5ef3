"""What views share: try an action, and turn its refusal into sentences on the form."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.http import HttpRequest

from config.forms import EditForm, PlainForm, PlainModelForm
from trail.recording import record

from .editing import Stale, differences
from .models import User

Form = PlainForm | PlainModelForm


def asking_user(request: HttpRequest) -> User:
    """The signed-in user, at work in the practice of this request."""
    user: User = request.user  # type: ignore[assignment]
    return user


def shown(request: HttpRequest, verb: str, subject: Any, clients: Iterable[UUID]) -> None:
    """Opening a record is an act. A post that shows it again is one too; one that redirects is not.

    So a post's opening is handed to the middleware, which knows how the request ended.
    """
    if request.method in ("GET", "HEAD"):
        record(verb, subject, by=asking_user(request), clients=clients)
    else:
        request.shown_again = (verb, subject, tuple(clients))  # type: ignore[attr-defined]


def accepted(form: PlainForm | PlainModelForm, act: Callable[[], Any]) -> bool:
    """Whether the page is done with. If not, the form says why and keeps what was typed.

    After a conflict the person decides (components/conflict.html posts `resolve`): "mine" acts,
    "theirs" drops what was typed, "together" shows both texts again above the form.
    """
    # Only a form with texts of its own has two to choose from; a button has none.
    resolve = form.data.get("resolve") if isinstance(form, EditForm) and form._meta.fields else None
    if resolve == "theirs":
        return True
    try:
        # A row that was never stored has no other text to show beside this one.
        if resolve == "together" and isinstance(form, EditForm) and not form.instance._state.adding:
            raise Stale(type(form.instance)._base_manager.get(pk=form.instance.pk))
        with transaction.atomic():
            act()
    except ValidationError as refusal:
        _say(form, refusal)
    except Stale as stale:
        assert isinstance(form, EditForm)
        form.editing = resolve == "together"
        form.take_conflict(stale, differences(form.instance, stale.theirs))
    else:
        return True
    return False


def focused(form: Form, request: HttpRequest) -> Form:
    """The form, with the focus on the field that `?field=` names."""
    field = form.fields.get(request.GET.get("field", ""))
    if field is not None:
        field.widget.attrs["autofocus"] = True
    return form


def pressed(request: HttpRequest, form: PlainForm | PlainModelForm, act: Callable[[], Any]) -> bool:
    """A button was pressed: do it, or say on the next page why not."""
    zone = ZoneInfo(asking_user(request).practice.time_zone)  # type: ignore[union-attr]
    if not form.is_valid():
        messages.warning(request, "That button is out of date. Nothing was changed.")
        return False
    try:
        with transaction.atomic():
            act()
    except Stale as stale:
        theirs = stale.theirs
        who = theirs.changed_by.name if theirs.changed_by else "Somebody else"
        at = theirs.changed_at.astimezone(zone)
        messages.warning(
            request, f"{who} changed this at {at:%H:%M}. Nothing was overwritten; look at it now."
        )
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
    else:
        return True
    return False


def _say(form: PlainForm | PlainModelForm, refusal: ValidationError) -> None:
    if not hasattr(refusal, "error_dict"):
        form.add_error(None, refusal)
        return
    for name, errors in refusal.error_dict.items():
        form.add_error(name if name in form.fields else NON_FIELD_ERRORS, errors)
