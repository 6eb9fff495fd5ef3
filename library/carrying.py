"""Wording for a form without a script: a search page in between, and nothing typed is lost.

A form's own button "Search the library" posts all that was typed under `find`; the page that
answers carries it along, and its button posts it back under `into`, with the statements taken.
Nothing is saved on the way.
"""

from collections.abc import Callable, MutableMapping
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from accounts.pages import asking_user
from config.forms import PlainForm, PlainModelForm

from .models.worded import Worded
from .offering import Finder, scale_of, statements_at, suggestions

Form = PlainForm | PlainModelForm
View = Callable[..., HttpResponse]
# What the search page says itself, and what it therefore does not carry along.
OURS = {"find", "into", "take", "csrfmiddlewaretoken", "_practice"}


def carries(view: View) -> View:
    """A form's view that may be left for the library and come back: then it saves nothing."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and {"find", "into"} & set(request.POST):
            carried = request.POST
            request.method, request.POST = "GET", QueryDict()
            request.carried = carried  # type: ignore[attr-defined]
        return view(request, *args, **kwargs)

    return inner


def library_page(request: HttpRequest, form: Form) -> HttpResponse | None:
    """The search page, if the library was asked; else None, and the form holds what was typed."""
    carried: QueryDict | None = getattr(request, "carried", None)
    if carried is None:
        return None
    for name, field in form.fields.items():
        form.initial[name] = field.widget.value_from_datadict(
            carried, request.FILES, form.add_prefix(name)
        )
    name = carried.get("find", "")
    finder = _finder(form, name)
    if finder:
        return _search_page(request, form, carried, name, finder)
    _take(request, form, carried)
    return None


def _finder(form: Form, name: str) -> Finder | None:
    return getattr(form.fields.get(name), "finder", None)


def _search_page(
    request: HttpRequest, form: Form, carried: QueryDict, name: str, finder: Finder
) -> HttpResponse:
    typed = carried.get(f"words_{name}", "")
    page = {
        "typed": typed,
        "into": name,
        "label": form.fields[name].label,
        "finder": finder,
        "suggestions": suggestions(typed, list(finder.kinds)),
        "carried": [
            (key, values)
            for key, values in carried.lists()
            if key not in OURS and not key.startswith("words_")
        ],
    }
    return render(request, "library/pick.html", page)


def _take(request: HttpRequest, form: Form, carried: QueryDict) -> None:
    name = carried.get("into", "")
    finder = _finder(form, name)
    rows = statements_at(_ids(carried.getlist("take")), asking_user(request))
    if not finder or not rows:
        return
    fill(form.initial, name, rows, adds=finder.adds)
    form.fields[name].widget.attrs["autofocus"] = True


def fill(held: MutableMapping[str, Any], name: str, rows: list[Worded], *, adds: bool) -> None:
    """Copy statements into a field; with `adds` below what stands there. Empty fields follow."""
    said = [row.text for row in rows]
    if adds:
        held[name] = "\n".join([*filter(None, [(held.get(name) or "").strip()]), *said])
        return
    held[name] = said[0]
    brings = scale_of(rows[0]) | {"modality": rows[0].approach}
    for other in set(brings) & set(held):
        # A goal's aim and focus have a first choice from the start: nobody said that one.
        if not held[other] or other in {"aim", "focus"}:
            held[other] = brings[other] or held[other]


def _ids(words: list[str]) -> list[UUID]:
    found = []
    for word in words:
        try:
            found.append(UUID(word))
        except ValueError:
            continue
    return found
