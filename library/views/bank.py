"""One's own bank, and the practice's."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.actions import require_admin
from accounts.pages import accepted, asking_user, pressed

from .. import actions
from ..forms import ActOnLineForm, BankFilterForm, BankStatementForm, MergeForm
from ..models import BankStatement
from ..models.bank import BankQuerySet
from ..models.worded import WORDS
from ..pages import answer_status, crumbs
from ..scrubbing import scrub
from ..wording import Kind, blanks_in

ON_A_PAGE = 25
UNDO = "bank.deleted"


@require_GET
def bank(request: HttpRequest) -> HttpResponse:
    """What I wrote before: searched, filtered, the last used first."""
    user = asking_user(request)
    form = BankFilterForm(request.GET)
    page = _page(request, form, BankStatement.objects.visible_to(user).of(user))
    undo = request.session.pop(UNDO, "")
    context = {"form": form, "page": page, "undo": undo}
    return render(request, "library/bank.html", context, status=422 if form.errors else 200)


@require_GET
def practice_bank(request: HttpRequest) -> HttpResponse:
    """What colleagues share, and who."""
    user = asking_user(request)
    form = BankFilterForm(request.GET)
    shared = BankStatement.objects.visible_to(user).promoted().select_related("owner")
    context = {"form": form, "page": _page(request, form, shared)}
    template = "library/practice_bank.html"
    return render(request, template, context, status=422 if form.errors else 200)


def _page(request: HttpRequest, form: BankFilterForm, rows: BankQuerySet) -> "Page[BankStatement]":
    if form.is_valid():
        said = form.cleaned_data
        rows = rows.about(said["q"])
        rows = rows.filter(kind=said["kind"]) if said["kind"] else rows
        shown = {"private": rows.private(), "shared": rows.promoted()}
        rows = shown.get(said["shared"], rows)
    return Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))


def _mine(request: HttpRequest, pk: UUID) -> BankStatement:
    user = asking_user(request)
    return get_object_or_404(BankStatement.objects.visible_to(user).of(user), pk=pk)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Reword a statement of my bank."""
    user = asking_user(request)
    form = BankStatementForm(request.POST or None, instance=_mine(request, pk))
    if form.is_valid() and accepted(
        form, lambda: actions.change_statement(form.instance, expected=form.expected, by=user)
    ):
        messages.success(request, "Saved in your bank. Plans keep the words they have.")
        return redirect("library:bank")
    title = f"Reword: {Kind(form.instance.kind).label}"
    context = {"form": form, "title": title, "back": "..", "crumbs": crumbs()}
    return render(request, "library/bank_statement.html", context, status=answer_status(form))


@require_http_methods(["GET", "POST"])
def promote(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Read it once more, then share it with the practice."""
    row = _mine(request, pk)
    if request.method == "POST":
        return _press(request, row, actions.promote, "Shared with the practice.")
    scrubbed = scrub(row.text)
    context = {
        "row": row,
        "blanks": blanks_in(row.text),
        "scrubbed": scrubbed if scrubbed != row.text else "",
        "crumbs": crumbs(),
    }
    return render(request, "library/promote.html", context)


@require_POST
def take_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Make my statement private again."""
    return _press(request, _mine(request, pk), actions.take_back, "Only you are offered it now.")


@require_POST
def withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """An admin takes a statement out of the practice's bank."""
    rows = BankStatement.objects.visible_to(asking_user(request)).promoted()
    row = get_object_or_404(rows, pk=pk)
    require_admin(asking_user(request))
    said = "Taken out of the practice’s bank. Its owner keeps it."
    return _press(request, row, actions.withdraw, said, "library:practice-bank")


def _press(
    request: HttpRequest, row: BankStatement, act: Any, said: str, then: str = "library:bank"
) -> HttpResponse:
    form = ActOnLineForm(request.POST)
    user = asking_user(request)
    if pressed(request, form, lambda: act(row, expected=form.expected, by=user)):
        messages.success(request, said)
    return redirect(then)


@require_POST
def remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Delete a statement of my bank; the next page offers to undo it."""
    row, user = _mine(request, pk), asking_user(request)
    kept = {name: getattr(row, name) for name in WORDS}
    form = ActOnLineForm(request.POST)
    if pressed(
        request, form, lambda: actions.delete_statement(row, expected=form.expected, by=user)
    ):
        request.session[UNDO] = signing.dumps(kept, salt=f"{UNDO}:{user.pk}", compress=True)
    return redirect("library:bank")


@require_POST
def restore(request: HttpRequest) -> HttpResponse:
    """Undo a deletion. What is restored comes from the page, signed for this user."""
    user = asking_user(request)
    try:
        words = signing.loads(request.POST.get("kept", ""), salt=f"{UNDO}:{user.pk}")
    except signing.BadSignature:
        raise Http404 from None
    actions.restore(words, by=user)
    messages.success(request, "The statement stands in your bank again.")
    return redirect("library:bank")


@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest) -> HttpResponse:
    """Several statements are one: choose whose words stay."""
    user = asking_user(request)
    form = MergeForm(request.POST or request.GET, by=user)
    if form.is_valid() and request.method == "POST":
        said = form.cleaned_data
        if accepted(form, lambda: actions.merge(said["pk"], said["keep"], by=user)):
            messages.success(request, "Merged. The other wordings are gone from your bank.")
            return redirect("library:bank")
    if wrong := form.errors.get("pk"):
        messages.warning(request, " ".join(str(one) for one in wrong))
        return redirect("library:bank")
    context = {"form": form, "rows": form.cleaned_data["pk"], "crumbs": crumbs()}
    asked = request.method == "POST"
    return render(request, "library/merge.html", context, status=422 if asked else 200)
