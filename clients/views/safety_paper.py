"""The safety plan on paper."""

import hashlib
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.pages import asking_user
from clients.models import SafetyPlan
from plans.paper import PressUnavailable
from plans.paper.pressroom import PressFailed
from plans.paper.safety_sheet import TooLong, safety_pdf
from trail.recording import record


@require_safe
def safety_pdf_page(request: HttpRequest, client_id: UUID, version: int) -> HttpResponse:
    """The plan on one page; when it is too long for that, a page that says so first."""
    user = asking_user(request)
    found = SafetyPlan.objects.visible_to(user).select_related("client__practice", "practice")
    plan = get_object_or_404(found, client=client_id, number=version)
    page: dict[str, object] = {"client": plan.client, "plan": plan}
    try:
        pdf = safety_pdf(plan, more_pages="anyway" in request.GET)
    except TooLong as too_long:
        return render(request, "clients/safety_long.html", page | {"why": too_long}, status=409)
    except PressUnavailable as absent:
        return render(request, "plans/paper/unavailable.html", {"absent": absent}, status=503)
    except PressFailed as failed:
        return render(request, "clients/safety_long.html", page | {"failed": failed}, status=503)
    said = {"digest": hashlib.sha256(pdf).hexdigest()}
    record("safety_plan.printed", plan, by=user, clients=[client_id], changed=said)
    return _file(plan, pdf)


def _file(plan: SafetyPlan, pdf: bytes) -> HttpResponse:
    """Named by the record's number, never by the client's name."""
    name = f"{plan.client.file_stem}-safety-plan-{plan.number}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)
