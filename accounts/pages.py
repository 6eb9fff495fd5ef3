"""What views share: try an action, and turn its refusal into sentences on the form."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.http import HttpRequest

from config.forms import EditForm, PlainForm, PlainModelForm

from .editing import Stale, differences
from .models import User


def asking_user(request: HttpRequest) -> User:
    """The signed-in user, at work in the practice of this request."""
    user: User = request.user  # type: ignore[assignment]
    return user


def accepted(form: PlainForm | PlainModelForm, act: Callable[[], Any]) -> bool:
    """Whether the page is done with. If not, the form says why and keeps what was typed.

    After a conflict the person decides (components/conflict.html posts `resolve`): "mine" acts,
    "theirs" drops what was typed, "together" shows both texts again above the form.
    """
    resolve = form.data.get("resolve") if isinstance(form, EditForm) else None
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


def _say(form: PlainForm | PlainModelForm, refusal: ValidationError) -> None:
    if not hasattr(refusal, "error_dict"):
        form.add_error(None, refusal)
        return
    for name, errors in refusal.error_dict.items():
        form.add_error(name if name in form.fields else NON_FIELD_ERRORS, errors)
