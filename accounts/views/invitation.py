"""The invited person's page: outside sign-in, behind a signed link."""

from uuid import UUID

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from config.tenancy import now_asking

from .. import actions
from ..codes import SIGNED_IN_BY
from ..forms import JoinForm
from ..models import Invitation, User
from ..models.invitation import SALT, VALID_FOR
from ..pages import accepted


@login_not_required
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Join the practice: with a new password, or by the sign-in that one has."""
    held = _invitation(token)
    if held is None:
        return render(request, "accounts/invitation_over.html", status=410)
    known = actions.user_invited(held)
    if known:
        return _join_as(request, held, known)
    form = JoinForm(request.POST or None, instance=User(email=held.email, name=held.name))
    if form.is_valid() and accepted(
        form,
        lambda: actions.accept_invitation(
            held.pk, form.instance, password=form.cleaned_data["password"]
        ),
    ):
        login(request, form.instance, backend=SIGNED_IN_BY)
        return redirect("home")
    context = {"form": form, "invitation": held}
    return render(request, "accounts/join.html", context, status=422 if form.errors else 200)


def _join_as(request: HttpRequest, held: Invitation, known: User) -> HttpResponse:
    """Somebody who has a sign-in proves it, then joins."""
    if not request.user.is_authenticated:
        return redirect(f"/accounts/login/?next={request.path}")
    if request.user.pk != known.pk:
        return render(request, "accounts/invitation_for_other.html", status=403)
    if request.method == "POST":
        actions.accept_invitation(held.pk, known, password=None)
        request.session["practice"] = str(held.practice_id)
        return redirect("home")
    return render(request, "accounts/join.html", {"invitation": held})


def _invitation(token: str) -> Invitation | None:
    """The invitation behind the link, while it is open. A forged link is no link."""
    try:
        practice_id, pk = signing.loads(token, salt=SALT, max_age=VALID_FOR)
    except signing.SignatureExpired:
        return None
    except signing.BadSignature as forged:
        raise Http404 from forged
    now_asking(practice=UUID(practice_id))
    return actions.open_invitation(UUID(pk))
