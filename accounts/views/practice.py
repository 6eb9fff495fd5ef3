"""The practice: its particulars, and which one the user works in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from .. import actions
from ..forms import PracticeForm, ProfileForm
from ..pages import accepted, asking_user


@require_http_methods(["GET", "POST"])
def change_practice(request: HttpRequest) -> HttpResponse:
    """The practice's particulars."""
    user = asking_user(request)
    actions.require_admin(user)
    assert user.practice is not None
    form = PracticeForm(request.POST or None, instance=user.practice)
    if form.is_valid() and accepted(form, lambda: actions.change_practice(form.instance, by=user)):
        messages.success(request, "The practice's particulars are saved.")
        return redirect("accounts:practice")
    context = {"form": form, "title": "The practice"}
    return render(request, "accounts/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def change_profile(request: HttpRequest) -> HttpResponse:
    """The user's own name and credentials."""
    user = asking_user(request)
    form = ProfileForm(request.POST or None, instance=user)
    if form.is_valid() and accepted(form, lambda: actions.change_profile(form.instance, by=user)):
        messages.success(request, "Your particulars are saved. What you signed keeps the old ones.")
        return redirect("accounts:profile")
    context = {"form": form, "title": "Your particulars"}
    return render(request, "accounts/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def choose_practice(request: HttpRequest) -> HttpResponse:
    """Change over to another practice, or to a client's page that the user may read."""
    user = asking_user(request)
    seats = request.seats  # type: ignore[attr-defined]
    chosen = request.POST.get("seat")
    for seat in seats:
        if chosen == str(seat.client_id or seat.practice.pk):
            request.session["client" if seat.for_client else "practice"] = chosen
            if not seat.for_client:
                actions.enter_practice(user, seat.practice, seat.roles)
            return redirect("/me/" if seat.for_client else "/")
    return render(request, "accounts/choose_practice.html", {"seats": seats})
