"""Pages of mock audits: draw charts, read what was found, hold two beside each other."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.pages import accepted, asking_user
from config.spreadsheets import csv_file
from trail.recording import record

from .. import actions
from ..actions.asking import require_admin
from ..actions.drawing import digest_of
from ..models import MockAudit
from .forms import DrawForm
from .listing import CSV_HEADINGS, MARKS, charts_of, compared, csv_rows, result_of
from .marking import PARTLY_MEANS

SHOWN = 50


@require_http_methods(["GET", "POST"])
def mock_audits(request: HttpRequest) -> HttpResponse:
    """Those that were drawn, and the form that draws one."""
    user = asking_user(request)
    require_admin(user)
    form = DrawForm(request.POST or None, user=user)
    if form.is_valid() and accepted(form, lambda: actions.draw(form.instance, by=user)):
        return redirect("audits:mock-audit", form.instance.pk)
    rows = MockAudit.objects.visible_to(user)[:SHOWN]
    page = {"form": form, "audits": rows}
    return render(request, "audits/mock_audits.html", page, status=422 if form.errors else 200)


@require_safe
def show(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One mock audit: by rule, and by chart."""
    user = asking_user(request)
    audit = _audit(user, pk)
    charts = charts_of(audit)
    record("mock_audit.read", audit, by=user, clients={one.plan.client_id for one in charts})
    page = {
        "audit": audit,
        "result": result_of(audit, charts),
        "marks": MARKS,
        "partly_means": PARTLY_MEANS,
        "holds": digest_of(audit, charts) == audit.digest,
        "others": MockAudit.objects.visible_to(user).exclude(pk=pk)[:SHOWN],
        "crumbs": [("Mock audits", reverse("audits:mock-audits"))],
    }
    return render(request, "audits/mock_audit.html", page)


@require_safe
def as_csv(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The same as a table, one row for each chart and rule."""
    user = asking_user(request)
    audit = _audit(user, pk)
    charts = charts_of(audit)
    record("mock_audit.listed", audit, by=user, clients={one.plan.client_id for one in charts})
    return csv_file(f"mock-audit-{audit.as_of}.csv", CSV_HEADINGS, csv_rows(audit, charts))


@require_safe
def compare(request: HttpRequest, pk: UUID, item: UUID) -> HttpResponse:
    """Two of them: what became of each rule from the earlier to the later."""
    user = asking_user(request)
    first, second = sorted((_audit(user, pk), _audit(user, item)), key=lambda one: one.at)
    before, after = charts_of(first), charts_of(second)
    shown = {one.plan.client_id for one in [*before, *after]}
    record("mock_audit.compared", second, by=user, clients=shown)
    both = {one.plan_id for one in before} & {one.plan_id for one in after}
    results = result_of(first, before), result_of(second, after)
    page = {
        "first": first,
        "second": second,
        "totals": [one.total for one in results],
        "lines": compared(*results),
        "in_both": len(both),
        "crumbs": [("Mock audits", reverse("audits:mock-audits"))],
    }
    return render(request, "audits/mock_compare.html", page)


def _audit(user: User, pk: UUID) -> MockAudit:
    require_admin(user)
    audit: MockAudit = get_object_or_404(MockAudit.objects.visible_to(user), pk=pk)
    return audit
