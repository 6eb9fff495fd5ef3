"""The readers' sign-ins: given, sent and ended by staff, begun by the reader."""

from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.codes import SIGNED_IN_BY, ask_next
from accounts.mail import mail_leaves
from accounts.models import User
from accounts.pages import accepted, asking_user
from clients import actions, links
from clients.forms import AccessForm, ChooseWayForm, ReasonForm
from clients.minors import wants_reason
from clients.models import Client, ClientAccess

from .parts import crumbs, fill_in, opened, opened_to_write, status_of

Way = ClientAccess.Way


@require_http_methods(["GET", "POST"])
def give_access(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Give the client, a guardian or a proxy a sign-in; send the link, or hand it over."""
    user = asking_user(request)
    client = opened_to_write(request, client_id)
    initial = {"name": client.legal_name, "email": client.email}
    form = AccessForm(request.POST or None, client=client, initial=initial)
    return fill_in(
        request,
        form,
        lambda: _give(request, client, form, user),
        client=client,
        title="The client’s page: sign-ins",
        to="clients:access",
        template="clients/access.html",
        readers=_readers(request, client),
        mail_leaves=mail_leaves(),
        button="Give the sign-in",
    )


def _give(request: HttpRequest, client: Client, form: AccessForm, user: User) -> None:
    access = actions.give_access(client, **form.given, by=user)
    if form.is_mailed and access.accepted_at is None:
        actions.send_invitation(access, partial(_address, request), by=user)


def _readers(request: HttpRequest, client: Client) -> list[dict[str, Any]]:
    """Each reader with where the invitation stands; a link to hand over until they came in once."""
    rows = client.access.standing().select_related("user", "client__practice", "consent_by")
    today = client.practice.today
    return [
        {
            "access": access,
            "link": "" if access.accepted_at or access.way else _address(request, access),
            "expires_at": _expires(access),
            "wants_reason": wants_reason(access, today),
        }
        for access in rows.order_by("given_at")
    ]


def _expires(access: ClientAccess) -> datetime | None:
    return access.sent_at + links.VALID_FOR if access.sent_at else None


def _address(request: HttpRequest, access: ClientAccess) -> str:
    return request.build_absolute_uri(reverse("accept-access", args=[links.token_of(access)]))


@require_POST
def send_access(request: HttpRequest, client_id: UUID, pk: UUID) -> HttpResponse:
    """Send a new link; the earlier ones stop working."""
    user = asking_user(request)
    client = opened(request, client_id)
    access = get_object_or_404(client.access.standing(), pk=pk)
    try:
        actions.send_invitation(access, partial(_address, request), by=user)
        messages.success(request, "A new link is on its way. Earlier links work no longer.")
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
    return redirect("clients:access", client_id)


@require_http_methods(["GET", "POST"])
def guardian_reason(request: HttpRequest, client_id: UUID, pk: UUID) -> HttpResponse:
    """Why a guardian reads on, now that the minor may consent alone."""
    user = asking_user(request)
    client = opened_to_write(request, client_id)
    access = get_object_or_404(client.access.standing().select_related("user"), pk=pk)
    form = ReasonForm(request.POST or None, client=client)
    url = reverse("clients:access", args=[client.pk])
    return fill_in(
        request,
        form,
        lambda: actions.say_guardian_reason(access, form.reason, by=user),
        client=client,
        title=f"{access.user.name} reads as a guardian",
        to="clients:access",
        lead="If none of these holds, end the sign-in.",
        back=url,
        crumbs=[*crumbs(client), ("Sign-ins", url)],
    )


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
    """The reader follows the link and chooses how to sign in."""
    access = None if request.user.is_authenticated else links.follow(token)
    if access is None:
        return render(request, "clients/link_gone.html", status=410)
    actions.open_invitation(access)
    form = ChooseWayForm(request.POST or None, reader=access.user)
    if form.is_valid() and accepted(form, lambda: _accept(access, form)):
        return _onward(request, access.user, form.cleaned_data["way"])
    shown = {"form": form, "access": access}
    return render(request, "clients/accept.html", shown, status=status_of(form))


def _accept(access: ClientAccess, form: ChooseWayForm) -> None:
    said = form.cleaned_data
    actions.accept_access(access, way=said["way"], password=said["password"])


def _onward(request: HttpRequest, user: User, way: str) -> HttpResponse:
    """To the first sign-in; a passkey is added first, by whoever just used the link."""
    if way == Way.PASSKEY:
        user.refresh_from_db()
        login(request, user, backend=SIGNED_IN_BY)
        return redirect("mfa_add_webauthn")
    if way == Way.CODE:
        ask_next(request, user.email)
        return redirect("account_request_login_code")
    messages.success(request, "Your password is set. Sign in with it.")
    return redirect("account_login")
