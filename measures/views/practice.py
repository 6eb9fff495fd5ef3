"""The practice's measures: which are used, by what right, and the ones that it brings itself."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions import require_admin
from accounts.pages import accepted, asking_user

from .. import actions
from ..catalogue import known_to
from ..forms import SwitchForm, UploadForm
from ..pages import known_or_404, status_of


@require_safe
def practice(request: HttpRequest) -> HttpResponse:
    """Every measure that the practice knows."""
    user = asking_user(request)
    page = {"known": known_to(user), "may_choose": user.is_admin}
    return render(request, "measures/practice.html", page)


@require_safe
def preview(request: HttpRequest, slug: str) -> HttpResponse:
    """One measure: its questions, how it is scored, and where each figure comes from."""
    return _preview(request, slug, SwitchForm())


@require_POST
def switch(request: HttpRequest, slug: str) -> HttpResponse:
    """Use it from now on, or no longer."""
    user = asking_user(request)
    require_admin(user)
    known_or_404(slug, user)
    form = SwitchForm(request.POST)
    if form.is_valid() and accepted(
        form, lambda: actions.switch(slug, **form.cleaned_data, by=user)
    ):
        on = form.cleaned_data["is_on"]
        messages.success(request, "Switched on." if on else "Switched off. What was given stays.")
        return redirect("measures:practice")
    return _preview(request, slug, form)


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Bring a measure as a file."""
    user = asking_user(request)
    require_admin(user)
    form = UploadForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid():
        said = form.cleaned_data["file"]
        if accepted(form, lambda: actions.add_instrument(said, by=user)):
            messages.success(request, f"{said.name} is in your practice’s list.")
            return redirect("measures:preview", slug=said.key)
    page = {"form": form, "crumbs": [("Measures", reverse("measures:practice"))]}
    return render(request, "measures/upload.html", page, status=status_of(form))


def _preview(request: HttpRequest, slug: str, form: SwitchForm) -> HttpResponse:
    user = asking_user(request)
    known = known_or_404(slug, user)
    page = {
        "known": known,
        "says": known.says,
        "form": form,
        "may_choose": user.is_admin,
        "crumbs": [("Measures", reverse("measures:practice"))],
    }
    return render(request, "measures/preview.html", page, status=status_of(form))
