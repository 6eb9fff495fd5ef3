"""The people of the practice: roles, invitations, supervision."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from trail.recording import record

from .. import actions
from ..forms import InvitationForm, SupervisionForm
from ..models import Invitation, Membership, Supervision, User
from ..pages import accepted, asking_user


def admin_of(request: HttpRequest) -> User:
    """The asking user, who must be an admin of the practice."""
    user = asking_user(request)
    actions.require_admin(user)
    return user


@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """Who works here, who is invited, who supervises whom."""
    user = admin_of(request)
    memberships = Membership.objects.visible_to(user).standing().select_related("user")
    supervision = Supervision.objects.visible_to(user).standing()
    context = {
        "memberships": memberships.order_by("user__name", "role"),
        "invitations": Invitation.objects.visible_to(user).open(),
        "supervision": supervision.select_related("supervisor", "supervisee"),
    }
    record("people.opened", user.practice, by=user)
    return render(request, "accounts/people.html", context)


@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """Invite somebody; the link is shown once more on the next page, to be handed over."""
    user = admin_of(request)
    form = InvitationForm(request.POST or None)
    made: list[Invitation] = []
    if form.is_valid() and accepted(
        form, lambda: made.append(actions.invite(**form.cleaned_data, by=user))
    ):
        link = request.build_absolute_uri(
            reverse("accounts:invitation", kwargs={"token": made[0].token})
        )
        actions.send_invitation(made[0], link)
        return render(request, "accounts/invited.html", {"invitation": made[0], "link": link})
    context = {"form": form, "title": "Invite somebody", "action": "Make the invitation"}
    return render(request, "accounts/form.html", context, status=422 if form.errors else 200)


@require_POST
def withdraw_invitation(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The link stops working."""
    user = admin_of(request)
    invitation = get_object_or_404(Invitation.objects.visible_to(user), pk=pk)
    actions.withdraw_invitation(invitation, by=user)
    messages.success(request, f"The invitation of {invitation.name} is withdrawn.")
    return redirect("accounts:people")


@require_POST
def end_membership(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a role away."""
    user = admin_of(request)
    membership = get_object_or_404(Membership.objects.visible_to(user).standing(), pk=pk)
    try:
        actions.end_membership(membership, by=user)
        messages.success(request, f"{membership.user} is no longer {membership.role} here.")
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("accounts:people")


@require_http_methods(["GET", "POST"])
def start_supervision(request: HttpRequest) -> HttpResponse:
    """Say who supervises whom."""
    user = admin_of(request)
    form = SupervisionForm(request.POST or None, by=user)
    if form.is_valid() and accepted(
        form,
        lambda: actions.start_supervision(
            form.cleaned_data["supervisor"],
            form.cleaned_data["supervisee"],
            cosigns=form.cleaned_data["cosigns"],
            by=user,
        ),
    ):
        messages.success(request, "The supervision is recorded.")
        return redirect("accounts:people")
    context = {"form": form, "title": "Supervision", "action": "Record"}
    return render(request, "accounts/form.html", context, status=422 if form.errors else 200)


@require_POST
def end_supervision(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The supervisor answers for the supervisee no longer."""
    user = admin_of(request)
    supervision = get_object_or_404(Supervision.objects.visible_to(user).standing(), pk=pk)
    actions.end_supervision(supervision, by=user)
    messages.success(request, "The supervision has ended.")
    return redirect("accounts:people")
