"""Signing: the document as it will be frozen, and the author's signature."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.editing import Stale
from accounts.models import User
from accounts.pages import accepted, asking_user

from .. import actions
from ..actions.reviewing import unsigned_review
from ..actions.signing import statements_of
from ..awaiting import author_signs_as, rules_of, signers_of
from ..document import PlanDocument, canonical, digest, missing_before_signing
from ..drafting import draft_document
from ..forms import SignForm, reason_for
from ..models import Plan
from ..pages import Places, answer_status, crumbs, draft_for, fixes
from ..tree import as_words, to_read

CHANGED = "The draft changed after you opened this page. Look at it again, then sign."


def sign(request: HttpRequest, client_id: UUID, number: int) -> HttpResponse:
    """The document as it will be frozen, what is missing, and the author's signature."""
    user = asking_user(request)
    plan = draft_for(request, client_id, number)
    document = draft_document(plan, author=user)
    latest = plan.versions.defer("document").order_by("number").last()
    reason = reason_for(latest, unsigned_review(plan))
    form = SignForm(request.POST or None, request=request, initial={"reason": reason})
    if form.is_valid() and accepted(form, lambda: _sign(plan, form, user)):
        return redirect(Places(plan)("plans:read"))
    page = {
        "plan": plan,
        "form": form,
        "seen": digest(canonical(document)),
        "fixes": fixes(plan, missing_before_signing(document, plan.practice.today)),
        "required": signers_of(plan, user),
        "rules": rules_of(plan),
        "statements": statements_of(author_signs_as(plan, user)),
        "crumbs": crumbs(plan, ("Draft", Places(plan).draft())),
        **_as_it_will_be(plan, document),
    }
    return render(request, "plans/sign.html", page, status=answer_status(form))


def _sign(plan: Plan, form: SignForm, user: User) -> None:
    said = form.cleaned_data
    try:
        actions.sign(plan, by=user, reason=said["reason"], seen=said["seen"], method=form.method)
    except Stale:
        raise ValidationError(CHANGED) from None


def _as_it_will_be(plan: Plan, document: PlanDocument) -> dict[str, object]:
    return {
        "document": document,
        "words": as_words(document),
        "problems_read": to_read(plan, document),
    }
