"""Templates as they are: the list, one with its numbers, its file; and what begins from it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.actions import require_admin
from accounts.pages import asking_user, pressed
from config.forms import PlainForm

from .. import actions
from ..files import written
from ..finding import all_templates
from ..models import Draft, Template
from ..pages import crumbs, template_called
from ..preview import preview


@require_safe
def list_templates(request: HttpRequest) -> HttpResponse:
    """Every template, by what it is used for."""
    user = asking_user(request)
    found = all_templates(user.practice)
    groups = [(kind.label, [item for item in found if item.kind == kind]) for kind in Template.Kind]
    drafts = Draft.objects.visible_to(user).order_by("title")
    context = {"groups": groups, "drafts": drafts, "may_write": user.is_admin}
    return render(request, "builder/list.html", context)


@require_safe
def read_template(request: HttpRequest, key: str) -> HttpResponse:
    """A template as the clinician sees it, with its numbers and what can be done with it."""
    user = asking_user(request)
    item = template_called(key, user)
    numbers = Template.objects.visible_to(user).filter(key=key).select_related("published_by")
    context = {
        "item": item,
        "kind": Template.Kind(item.kind).label,
        "asked": preview(item.asks),
        "numbers": numbers.order_by("-number"),
        "may_write": user.is_admin,
        "crumbs": crumbs(),
    }
    return render(request, "builder/template.html", context)


@require_safe
def read_number(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """An older number, in which notes were written."""
    user = asking_user(request)
    held = get_object_or_404(Template.objects.visible_to(user), key=key, number=number)
    context = {"held": held, "asked": preview(held.asks), "crumbs": crumbs()}
    return render(request, "builder/number.html", context)


@require_safe
def send_out(request: HttpRequest, key: str) -> HttpResponse:
    """The newest number as a file."""
    item = template_called(key, asking_user(request))
    text = written(item.title, item.kind, item.asks)
    response = HttpResponse(text, content_type="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="{item.key}.json"'
    return response


@require_POST
def copy(request: HttpRequest, key: str) -> HttpResponse:
    """Begin a template of one's own with everything that this one asks."""
    user = asking_user(request)
    item = template_called(key, user)
    draft = actions.copied(f"Copy of {item.title}"[:120], item.kind, item.asks.stored(), by=user)
    return redirect("builder:edit", draft.key)


@require_POST
def revise(request: HttpRequest, key: str) -> HttpResponse:
    """Begin the next number of a template of the practice's own, or go on with its draft."""
    user = asking_user(request)
    template_called(key, user)
    require_admin(user)
    newest = Template.objects.visible_to(user).filter(key=key).order_by("-number").first()
    if newest is None or not pressed(
        request, PlainForm({}), lambda: actions.draft_of(newest, by=user)
    ):
        return redirect("builder:template", key)
    return redirect("builder:edit", key)


@require_POST
def use(request: HttpRequest, key: str) -> HttpResponse:
    """Take a template out of use, or into use again."""
    user = asking_user(request)
    item = template_called(key, user)
    actions.set_retired(item, not item.retired, by=user)
    said = "is in use again" if item.retired else "is out of use. What was written in it stays"
    messages.success(request, f"“{item.title}” {said}.")
    return redirect("builder:template", key)
