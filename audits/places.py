"""Where a defect is mended: the address that lands with the cursor in the field."""

from collections.abc import Callable, Mapping
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from plans.document import Missing
from plans.models import Plan
from plans.pages import ADDED, Places, fixes

# Nodes of the plan's tree that "missing before signing" links to as well.
OF_PLAN = ("problem", "goal", "objective", "intervention")
# A role whose signature is wanted, a review, or a copy, is not a field: the door of the act.
ACTS = {"signature": "plans:sign", "review": "plans:renew", "copy": "plans:versions"}
AROUND = {
    "coverage": "clients:edit-coverage",
    "contributor": "clients:edit-contributor",
    "consent": "clients:edit-consent",
    "diagnosis": "clients:edit-diagnosis",
    "measure": "measures:result",
}
# What is not a field of the session's own form has a page of its own.
OF_SESSION = {"participants": "notes:session", "identified": "notes:session"}
LISTS = {
    "diagnoses": "clients:add-diagnosis",
    "contributors": "clients:add-contributor",
    "consents": "clients:add-consent",
    "coverages": "clients:add-coverage",
    "measures": "measures:of-client",
    "safety_plan": "clients:safety-plan",
    "sessions": "notes:list",
    "intake": "clients:intake",
    "assessment": "notes:list",
}


def mends_at(plan: Plan, node: str, pk: UUID, field: str, finding: UUID | None = None) -> str:
    """The address of the field that mends a defect. With `finding`, the page says its sentence."""
    address, _, anchor = _address(plan, node, pk, field).partition("#")
    if finding:
        joint = "&" if "?" in address else "?"
        address += joint + urlencode({"finding": finding})
    return f"{address}#{anchor}" if anchor else address


def _address(plan: Plan, node: str, pk: UUID, field: str) -> str:
    if own := OWN.get(node):
        return own(plan, pk, field)
    if (node, field) == ("problem", "status_reason"):
        return Places(plan)("plans:problem-status", pk)
    if node == "clinician":
        return f"{reverse('accounts:profile')}{_at(field)}"
    if node in OF_PLAN:
        return fixes(plan, [Missing("", node, pk, field)])[0][0]
    if node == "service":
        return f"{Places(plan)('plans:edit-service', pk)}{_at(field)}"
    if node in AROUND:
        return f"{reverse(AROUND[node], args=[plan.client_id, pk])}{_at(field)}"
    return _of_client(plan, node, field)


def _of_plan(plan: Plan, pk: UUID, field: str) -> str:
    if field in ACTS:
        return Places(plan)(ACTS[field])
    if ("plan", field) in ADDED or field in {one.name for one in Plan._meta.fields}:
        return fixes(plan, [Missing("", "plan", pk, field)])[0][0]
    return Places(plan).draft()


def _of_session(plan: Plan, pk: UUID, field: str) -> str:
    """Its form, or where the field is: its note, the client's attendance, its participants."""
    if field == "note":
        return f"{reverse('notes:new', args=[plan.client_id])}?session={pk}"
    if field in OF_SESSION:
        return reverse(OF_SESSION[field], args=[pk])
    door = "notes:attendance" if field == "status" else "notes:edit-session"
    return f"{reverse(door, args=[plan.client_id, pk])}{_at(field)}"


def _of_note(plan: Plan, pk: UUID, field: str) -> str:
    """A note that is still a draft leads on to this field of its form; a signed one is read."""
    if field == "addendum":
        return f"{reverse('notes:addendum', args=[plan.client_id, pk])}{_at('text')}"
    return f"{reverse('notes:note', args=[plan.client_id, pk])}{_at(field)}"


def _of_client(plan: Plan, node: str, field: str) -> str:
    """Of the client, the intake, a version or a review."""
    if node == "version":
        return Places(plan)("plans:sign")
    if node == "review":
        return f"{Places(plan)('plans:renew')}#id_{field}"
    if node == "intake":
        return f"{reverse('clients:intake', args=[plan.client_id])}{_at(field)}"
    if field in LISTS:
        return reverse(LISTS[field], args=[plan.client_id])
    return f"{reverse('clients:edit', args=[plan.client_id])}{_at(field)}"


def _at(field: str) -> str:
    return f"?field={field}#id_{field}"


OWN: Mapping[str, Callable[[Plan, UUID, str], str]] = {
    "plan": _of_plan,
    "session": _of_session,
    "note": _of_note,
}
