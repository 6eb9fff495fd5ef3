"""What the pages of plans and goals share: finding the plan, pressing a button, links to fixes."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from accounts.models import User
from accounts.pages import Form, asking_user, focused, pressed, shown
from accounts.together import others_here
from config.background import sends_itself
from config.forms import EditForm
from library.carrying import library_page

from .document import Missing
from .models import Plan, Removed, Version
from .state import State

NOBODY = UUID(int=0)
OPENED = ("draft.read", "draft.opened")
# The rows of a draft, as the trail names them.
WROTE = (
    "plans.plan", "plans.problem", "plans.serviceorder", "goals.goal", "goals.objective",
    "goals.intervention",
)  # fmt: skip


def plan_for(request: HttpRequest, client_id: UUID, number: int, *, verb: str) -> Plan:
    """The plan with its versions, if the user may see it (404 otherwise). Reading it is an act."""
    user = asking_user(request)
    plans = Plan.objects.visible_to(user).with_versions()
    plan = get_object_or_404(
        plans.select_related("client", "practice", "lead"), client=client_id, number=number
    )
    opened(request, verb, plan, plan.client_id)
    _tell_who_else(request, plan)
    return plan


def draft_for(request: HttpRequest, client_id: UUID, number: int) -> Plan:
    """The plan, for somebody who may write in it: a stranger gets 404, a teammate 403."""
    user = asking_user(request)
    plans = Plan.objects.visible_to(user).select_related("client", "practice", "lead")
    plan = get_object_or_404(plans, client=client_id, number=number)
    require_writer(plan, user)
    opened(request, "draft.opened", plan, plan.client_id)
    _tell_who_else(request, plan)
    return plan


def _tell_who_else(request: HttpRequest, plan: Plan) -> None:
    """For components/together.html, and for the answer to a form that saves itself."""
    request.others_here = partial(  # type: ignore[attr-defined]
        others_here, plan, "this draft", client=plan.client_id, opened=OPENED, wrote=WROTE,
        by=asking_user(request),
    )  # fmt: skip


def require_writer(plan: Plan, user: User) -> None:
    """A form that would be refused is not shown."""
    if not plan.client.is_written_by(user):
        raise PermissionDenied("Only a clinician on the care team writes in this record.")


def opened(request: HttpRequest, verb: str, subject: Any, *clients: UUID) -> None:
    """Write down that a page was opened."""
    shown(request, verb, subject, clients)


def answer_status(form: Form) -> int:
    """200 for a form to fill in, 422 for a refused one, 409 when somebody else was faster."""
    if form.conflict:
        return 409
    return 422 if form.is_bound and form.errors else 200


def form_page(
    request: HttpRequest,
    plan: Plan,
    form: Form,
    title: str,
    *,
    back: str = "",
    template: str = "plans/form.html",
    **more: Any,
) -> HttpResponse:
    """One node's form on a page of its own. `back` is where Cancel leads (the draft).

    Or the library's search page, when the form was left for it (library.carrying).
    """
    if sends_itself(request):
        # What became of it is said elsewhere (accounts/autosave.py): no page is needed.
        return HttpResponse(status=answer_status(form))
    if search := library_page(request, form):
        return search
    draft = Places(plan).draft()
    page = {
        "plan": plan,
        "form": focused(form, request),
        "title": title,
        "back": back or draft,
        "crumbs": crumbs(plan, ("Draft", draft)),
        **more,
    }
    return render(request, template, page, status=answer_status(form))


def taken_out(request: HttpRequest, plan: Plan, form: Form, act: Callable[[], Removed]) -> None:
    """A node is removed: the next page says so, and offers to undo it."""
    done: list[Removed] = []
    if pressed(request, form, lambda: done.append(act())):
        undo = Places(plan)("plans:put-back", done[0].pk)
        # components/messages.html makes a button of the tag.
        messages.success(request, f"{done[0].kind.capitalize()} removed.", extra_tags=undo)


def expected(form: Form) -> int:
    """The row version that was seen."""
    if isinstance(form, EditForm):
        return form.expected
    version: int = form.cleaned_data["row_version"]
    return version


def chip(state: State, plan: Plan) -> dict[str, str]:
    """`state` and `state_words` of the page header."""
    words = state.label
    if plan.closed_on:
        words = f"closed on {plan.closed_on:%-d %B %Y}"
    return {"state": state.word, "state_words": words}


def crumbs(plan: Plan, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """Where the page stands."""
    return [
        ("Clients", reverse("clients:list")),
        (plan.client.legal_name, reverse("clients:detail", args=[plan.client_id])),
        (str(plan), reverse("plans:read", args=[plan.client_id, plan.number])),
        *more,
    ]


class Places:
    """Addresses within one plan. Each pattern is resolved once, however large the tree is."""

    def __init__(self, plan: Plan) -> None:
        self.where: dict[str, Any] = {"client_id": plan.client_id, "number": plan.number}
        self._patterns: dict[tuple[str, str, str], str] = {}

    def __call__(
        self, name: str, pk: UUID | None = None, *, key: str = "pk", kind: str = ""
    ) -> str:
        """The address of a door; with the node's id under `key`, and its `kind` if it asks."""
        if (name, key, kind) not in self._patterns:
            more: dict[str, Any] = {key: NOBODY} if pk else {}
            more |= {"kind": kind} if kind else {}
            self._patterns[name, key, kind] = reverse(name, kwargs=self.where | more)
        return self._patterns[name, key, kind].replace(str(NOBODY), str(pk))

    def edit(self, kind: str, pk: UUID) -> str:
        """Where a node is reworded."""
        return self(f"{'plans' if kind == 'problem' else 'goals'}:edit-{kind}", pk)

    def section(self, key: str) -> str:
        """Where a section of the practice's own is answered."""
        return reverse("plans:section", kwargs={**self.where, "key": key})

    def draft(self, kind: str = "", pk: UUID | None = None) -> str:
        """The draft, at a node."""
        return self("plans:draft") + (f"#{kind}-{pk}" if pk else "")


def ask_url(plan: Plan, version: Version, user: User, *, writes: bool) -> str:
    """Where a request for amendment of this version is written down; empty for who may not."""
    if not (user.is_admin or writes):
        return ""
    return reverse("plans:ask-amendment", args=[plan.client_id, plan.number, version.number])


def where_next(request: HttpRequest, draft: str, child: str) -> str:
    """After saving: on to the first child if that button was pressed, else back to the draft."""
    return child if request.POST.get("then") == "child" else draft


# What is missing as a whole is added; everything else is a field of a form.
ADDED = {
    ("plan", "problems"): ("plans:add-problem", ""),
    ("plan", "services"): ("plans:add-service", ""),
    ("problem", "goals"): ("goals:add-goal", "parent"),
    ("goal", "objectives"): ("goals:add-objective", "parent"),
    ("objective", "interventions"): ("goals:add-intervention", "parent"),
}


def fixes(plan: Plan, missing: Iterable[Missing]) -> list[tuple[str, str]]:
    """(address, sentence): what is to fix before signing, each landing in the field for it."""
    place = Places(plan)
    return [(_fix(place, plan, item), item.sentence) for item in missing]


def fixes_words(found: list[tuple[str, str]]) -> str:
    """ "3 things to fix before signing"."""
    if not found:
        return "Nothing is missing: ready to sign"
    return f"{len(found)} thing{'' if len(found) == 1 else 's'} to fix before signing"


def _fix(place: Places, plan: Plan, item: Missing) -> str:
    if item.node == "client":
        return reverse("clients:add-diagnosis", args=[plan.client_id])
    if added := ADDED.get((item.node, item.field)):
        name, key = added
        return place(name, item.id, key=key) if key else place(name)
    if item.node == "section":
        key, _, question = item.field.partition(":")
        return f"{place.section(key)}#id_section_{question}"
    address = place("plans:edit") if item.node == "plan" else place.edit(item.node, item.id)
    return f"{address}?field={item.field}#id_{item.field}"
