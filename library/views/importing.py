"""A licensed planner comes in: the file, its columns, what would be imported, and yes or no."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actions import require_admin
from accounts.pages import accepted, asking_user

from .. import actions
from ..forms import MatchForm, UploadForm
from ..importing import match
from ..layering import SECTIONS
from ..models import PracticeArea, Upload
from ..pages import crumbs, url_of

# So many problems are written out; the others are counted.
MOST_PROBLEMS = 50


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Choose a file. It is read, and nothing of it is wording yet."""
    user = asking_user(request)
    form = UploadForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid():
        made = actions.stage(form.cleaned_data["file"], form.name, by=user)
        return redirect("library:check-import", pk=made.pk)
    context = {"form": form, "crumbs": crumbs()}
    return render(request, "library/import.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say what the columns hold, see what would be imported, and confirm."""
    user = asking_user(request)
    held = get_object_or_404(Upload.objects.visible_to(user), pk=pk)
    form = MatchForm(request.POST or request.GET, upload=held)
    if form.is_valid() and request.method == "POST" and "show" not in request.POST:
        said = form.cleaned_data
        act = {"title": said["title"], "source": said["source"], "by": user}
        if accepted(form, lambda: actions.take_over(held, form.holds, **act)):
            messages.success(request, "Imported. The planner stays in your practice.")
            return redirect("library:browse")
    return _show(request, form, held)


def _show(request: HttpRequest, form: MatchForm, held: Upload) -> HttpResponse:
    found = match(held.rows, form.holds, form.cleaned_data.get("title", ""))
    samples = [
        next((row[at] for row in held.rows if row[at]), "") for at in range(len(held.columns))
    ]
    context = {
        "form": form,
        "upload": held,
        "found": found,
        "sections": SECTIONS.values(),
        "columns": list(zip(form.column_fields, samples, strict=True)),
        "left_out": found.problems[:MOST_PROBLEMS],
        "more": len(found.problems) - MOST_PROBLEMS,
        "crumbs": crumbs(),
    }
    return render(request, "library/check_import.html", context, status=422 if form.errors else 200)


@require_POST
def discard(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Import nothing after all."""
    user = asking_user(request)
    actions.discard(get_object_or_404(Upload.objects.visible_to(user), pk=pk), by=user)
    messages.success(request, "Nothing was imported, and the file is deleted.")
    return redirect("library:browse")


@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """An admin removes a planner of the practice's own; asked once, because it has no undo."""
    user = asking_user(request)
    area = get_object_or_404(PracticeArea.objects.visible_to(user), pk=pk)
    require_admin(user)
    if request.method == "POST":
        actions.remove_planner(area, by=user)
        messages.success(request, f"“{area.title}” is removed. Plans keep the words they have.")
        return redirect("library:browse")
    count = area.statements.count()
    context = {"area": area, "count": count, "back": url_of(area), "crumbs": crumbs()}
    return render(request, "library/remove_planner.html", context)
