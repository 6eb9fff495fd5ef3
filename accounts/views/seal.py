"""The practice's seal: which one stands, and bringing another."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from .. import actions
from ..forms import SealForm
from ..models import SealCertificate
from ..pages import accepted, asking_user


@require_http_methods(["GET", "POST"])
def seal(request: HttpRequest) -> HttpResponse:
    """Every seal of the practice, the one that stands first; bring a certificate of its own."""
    user = asking_user(request)
    actions.require_admin(user)
    form = SealForm(request.POST or None, request.FILES or None)
    if form.is_valid() and accepted(
        form,
        lambda: actions.replace_seal(
            form.cleaned_data["file"].read(), form.cleaned_data["password"], by=user
        ),
    ):
        messages.success(request, "Paper is sealed with this certificate from now on.")
        return redirect("accounts:seal")
    held = SealCertificate.objects.visible_to(user).select_related("added_by")
    page = {"form": form, "seals": held}
    return render(request, "accounts/seal.html", page, status=422 if form.errors else 200)


@require_POST
def make_seal(request: HttpRequest) -> HttpResponse:
    """A new seal that the practice makes itself."""
    user = asking_user(request)
    actions.renew_seal(by=user)
    messages.success(request, "Paper is sealed with a new seal from now on.")
    return redirect("accounts:seal")
