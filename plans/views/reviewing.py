"""The supervisor's review: the difference first, then co-sign, or return with comments."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.pages import accepted, asking_user
from notes.awaiting import notes_waiting_for

from .. import actions
from ..actions.signing import require_judge, statements_of
from ..amending import Thread
from ..awaiting import roles_awaited_of, waiting_for
from ..beside import beside
from ..comparing import Compared, since_in_effect
from ..forms import PasswordForm, ReturnForm
from ..models import Version
from ..pages import answer_status, opened
from ..tree import frozen


@require_safe
def review(request: HttpRequest) -> HttpResponse:
    """What waits for the supervisor's or the physician's signature, the oldest first."""
    user = asking_user(request)
    if not (user.is_supervisor or user.is_physician):
        raise PermissionDenied("Only a supervisor or a physician signs what others wrote.")
    versions = waiting_for(user)
    notes = notes_waiting_for(user)
    clients = {row.plan.client_id for row in versions}
    clients |= {text.note.attendance.client_id for text in notes}
    opened(request, "review.listed", user.practice, *clients)
    return render(request, "plans/review.html", {"versions": versions, "notes": notes})


def review_version(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The frozen document, what changed in it first: co-sign it, or return it with comments."""
    user = asking_user(request)
    version = _under_review(request, pk)
    act = request.POST.get("act", "")
    page = _what_waits(version, user)
    compared: Compared = page["compared"]
    signing = PasswordForm(request.POST if act == "cosign" else None, request=request)
    returning = ReturnForm(request.POST if act == "return" else None, nodes=compared.names)
    if signing.is_valid() and accepted(signing, lambda: _cosign(version, signing, user)):
        messages.success(request, f"You co-signed {version} of {version.plan}.")
        return redirect("plans:review")
    if returning.is_valid() and accepted(returning, lambda: _send_back(version, returning, user)):
        messages.success(request, f"You returned {version} of {version.plan} with your comments.")
        return redirect("plans:review")
    form = signing if act == "cosign" else returning
    page |= {"signing": signing, "returning": returning, "form": form}
    if page["waits"]:
        page |= _where_to_comment(returning, compared, page["threads"])
    return render(request, "plans/review_version.html", page, status=answer_status(form))


def _under_review(request: HttpRequest, pk: UUID) -> Version:
    """The version, for whoever judges it: a stranger gets 404, a teammate 403."""
    user = asking_user(request)
    versions = Version.objects.visible_to(user).select_related("plan__client", "plan__practice")
    version = get_object_or_404(versions.with_signatures(), pk=pk)
    require_judge(version, user)
    opened(request, "version.read", version, version.plan.client_id)
    return version


def _cosign(version: Version, form: PasswordForm, user: User) -> None:
    actions.cosign(version, by=user, method=form.method)


def _send_back(version: Version, form: ReturnForm, user: User) -> None:
    actions.return_version(version, form.comments, by=user)


def _what_waits(version: Version, user: User) -> dict[str, Any]:
    page = frozen(version.plan, version)
    versions = version.plan.versions.defer("document").with_signatures()
    siblings = list(versions)
    newer = any(row.number > version.number for row in siblings)
    overtaken = newer or not version.plan.is_open
    stands = not page["returned"] and not overtaken
    roles = roles_awaited_of(version, user) if stands else []
    return page | {
        "plan": version.plan,
        "waits": stands and not page["effective_at"],
        "waits_for_me": bool(roles),
        "overtaken": overtaken,
        "statements": statements_of(roles),
        "compared": since_in_effect(version, page["document"], siblings),
        "crumbs": [("Review", reverse("plans:review"))],
    }


def _where_to_comment(
    form: ReturnForm, compared: Compared, threads: list[Thread]
) -> dict[str, Any]:
    """Each node has one field: beside what changed in it, or else in the whole document."""
    fields = form.beside
    changed = {item.id for item in compared.told}
    return {
        "beside_told": beside(fields={pk: fields[pk] for pk in fields if pk in changed}),
        "beside": beside(
            fields={pk: fields[pk] for pk in fields if pk not in changed}, threads=threads
        ),
    }
