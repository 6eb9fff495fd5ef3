"""A template comes in as a file: read, looked at, and kept as a draft."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.actions import require_admin
from accounts.models import User
from accounts.pages import asking_user

from .. import actions
from ..files import Read
from ..forms import ImportForm
from ..models import Draft, Template
from ..pages import crumbs, status_of
from ..preview import preview


@require_http_methods(["GET", "POST"])
def bring_in(request: HttpRequest) -> HttpResponse:
    """Choose a file, see what it asks, and take it over as a draft."""
    user = asking_user(request)
    require_admin(user)
    form = ImportForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    found = form.read if form.is_valid() else None
    if found and "take" in request.POST:
        draft = _taken(found, user)
        messages.success(request, "The template is imported as a draft. Publish it to use it.")
        return redirect("builder:edit", draft.key)
    context = {"form": form, "crumbs": crumbs()}
    if found:
        kind = Template.Kind(found.kind).label
        context |= {"found": found, "kind": kind, "asked": preview(found.asks)}
        context |= {"text": form.cleaned_data["text"]}
    return render(request, "builder/import.html", context, status=status_of(form))


def _taken(found: Read, user: User) -> Draft:
    return actions.copied(found.title, found.kind, found.asks.stored(), by=user)
