"""The forms of a plan: open, edit, close; the services ordered."""

from datetime import timedelta
from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.autosave import saved
from accounts.pages import accepted, asking_user, focused
from clients.models import Client

from .. import actions
from ..forms import ActForm, ClosePlanForm, EditServiceForm, OpenPlanForm, PlanForm, ServiceForm
from ..models import Plan, ServiceOrder
from ..pages import (
    Places,
    answer_status,
    draft_for,
    expected,
    form_page,
    opened,
    require_writer,
    taken_out,
)


def open_plan(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Begin an episode of care."""
    user = asking_user(request)
    clients = Client.objects.visible_to(user).select_related("practice")
    client = get_object_or_404(clients, pk=client_id)
    plan = Plan(client=client, practice=client.practice)
    require_writer(plan, user)
    opened(request, "client.opened", client, client.pk)
    form = OpenPlanForm(request.POST or None, instance=plan, user=user, initial=_dates(plan))
    if saved(request, form, lambda: actions.open_plan(form.instance, by=user)):
        begun = get_object_or_404(Plan.objects.visible_to(user), pk=form.instance.pk)
        return redirect(Places(begun).draft())
    page = {"form": focused(form, request), "client": client}
    return render(request, "plans/open.html", page, status=answer_status(form))


def _dates(plan: Plan) -> dict[str, object]:
    """Today, and the practice's review interval from today: offered, and editable."""
    today = plan.practice.today
    interval = timedelta(days=plan.practice.review_interval_days)
    return {"opened_on": today, "review_due_on": today + interval}


def edit_plan(request: HttpRequest, client_id: UUID, number: int) -> HttpResponse:
    """The plan's own words."""
    user = asking_user(request)
    plan = draft_for(request, client_id, number)
    form = PlanForm(request.POST or None, instance=plan, user=user)
    if saved(
        request, form, lambda: actions.change_plan(form.instance, expected=form.expected, by=user)
    ):
        return redirect(Places(plan).draft())
    return form_page(request, plan, form, "The plan in words")


def close_plan(request: HttpRequest, client_id: UUID, number: int) -> HttpResponse:
    """End the episode."""
    user = asking_user(request)
    plan = draft_for(request, client_id, number)
    form = ClosePlanForm(request.POST or None, instance=plan)
    if form.is_valid() and accepted(
        form,
        lambda: actions.close_plan(
            plan, because=form.cleaned_data["because"], expected=form.expected, by=user
        ),
    ):
        return redirect(Places(plan)("plans:read"))
    title, back = f"Close plan {plan.number}", Places(plan)("plans:read")
    return form_page(request, plan, form, title, back=back, submit="Close the plan")


def add_service(request: HttpRequest, client_id: UUID, number: int) -> HttpResponse:
    """Order a service."""
    user = asking_user(request)
    plan = draft_for(request, client_id, number)
    form = ServiceForm(request.POST or None, instance=ServiceOrder(plan=plan))
    act = partial(actions.add_service, form.instance, by=user)
    if saved(request, form, act, goes_on="plans:edit-service"):
        return redirect(f"{Places(plan).draft()}#services")
    return form_page(request, plan, form, "Order a service")


def edit_service(request: HttpRequest, client_id: UUID, number: int, pk: UUID) -> HttpResponse:
    """Change what is ordered."""
    user = asking_user(request)
    plan = draft_for(request, client_id, number)
    service = get_object_or_404(plan.services, pk=pk)
    form = EditServiceForm(request.POST or None, instance=service)
    if saved(
        request,
        form,
        lambda: actions.change_service(form.instance, expected=form.expected, by=user),
    ):
        return redirect(f"{Places(plan).draft()}#services")
    return form_page(request, plan, form, "Change a service")


@require_POST
def remove_service(request: HttpRequest, client_id: UUID, number: int, pk: UUID) -> HttpResponse:
    """Take an order out of the draft."""
    user = asking_user(request)
    plan = draft_for(request, client_id, number)
    service = get_object_or_404(plan.services, pk=pk)
    form = ActForm(request.POST)
    taken_out(
        request,
        plan,
        form,
        lambda: actions.remove_service(service, expected=expected(form), by=user),
    )
    return redirect(f"{Places(plan).draft()}#services")
