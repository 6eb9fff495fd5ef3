"""The client's own sign-in: given and ended by staff, accepted by the reader."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.pages import accepted, asking_user
from clients import actions, links
from clients.forms import AccessForm, ChoosePasswordForm
from clients.models import ClientAccess

from .parts import fill_in, opened, opened_to_write, status_of


@require_http_methods(["GET", "POST"])
def give_access(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Give the client, a guardian or a proxy a sign-in, and hand over the link."""
    user = asking_user(request)
    client = opened_to_write(request, client_id)
    form = AccessForm(
        request.POST or None, initial={"name": client.legal_name, "email": client.email}
    )
    standing = client.access.standing().select_related("user").order_by("given_at")
    return fill_in(
        request,
        form,
        lambda: actions.give_access(client, **form.cleaned_data, by=user),
        client=client,
        title="The client’s own sign-in",
        to="clients:access",
        template="clients/access.html",
        readers=[(access, _link(request, access)) for access in standing],
        valid_for=links.VALID_FOR,
    )


def _link(request: HttpRequest, access: ClientAccess) -> str:
    """Where the reader chooses a password; empty once they have one."""
    if access.user.has_usable_password():
        return ""
    return request.build_absolute_uri(reverse("accept-access", args=[links.token_of(access)]))


@require_POST
def end_access(request: HttpRequest, client_id: UUID, pk: UUID) -> HttpResponse:
    """The reader may read no longer."""
    user = asking_user(request)
    client = opened(request, client_id)
    actions.end_access(get_object_or_404(client.access.all(), pk=pk), by=user)
    messages.success(request, "Ended. This sign-in no longer opens the client’s page.")
    return redirect("clients:access", client_id)


@login_not_required
@require_http_methods(["GET", "POST"])
def accept_access(request: HttpRequest, token: str) -> HttpResponse:
    """The reader follows the link and chooses a password."""
    access = None if request.user.is_authenticated else links.follow(token)
    if access is None:
        return render(request, "clients/link_gone.html", status=410)
    form = ChoosePasswordForm(request.POST or None, reader=access.user)
    if form.is_valid() and accepted(
        form, lambda: actions.accept_access(access, password=form.cleaned_data["password"])
    ):
        messages.success(request, "Your password is set. Sign in with it.")
        return redirect("account_login")
    shown = {"form": form, "access": access}
    return render(request, "clients/accept.html", shown, status=status_of(form))
