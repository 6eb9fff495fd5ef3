"""The plan on paper."""

import re
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.pages import asking_user

from ..actions.printing import print_version
from ..document import PlanDocument
from ..models import Printout, Version
from ..paper import PressUnavailable, payer_pdf
from ..paper.gathering import facts_of, newest_fact, payers

PURPOSE = "review of treatment"


@require_safe
def pdf(request: HttpRequest, client_id: UUID, number: int, version: int) -> HttpResponse:
    """The version as a PDF for the payer; the same facts give the same bytes."""
    user = asking_user(request)
    if request.GET.get("for", Printout.Preset.PAYER) != Printout.Preset.PAYER:
        raise Http404
    found = get_object_or_404(
        Version.objects.visible_to(user)
        .select_related("plan__client__practice", "plan__practice")
        .prefetch_related("signatures", "returns"),
        plan__client=client_id,
        plan__number=number,
        number=version,
    )
    try:
        return _file(found, _paper(found, user))
    except ValidationError as refusal:
        page = {"version": found, "sentences": refusal.messages}
        return render(request, "plans/paper/refused.html", page, status=409)
    except PressUnavailable as absent:
        return render(request, "plans/paper/unavailable.html", {"absent": absent}, status=503)


def _paper(version: Version, user: User) -> Printout:
    document = PlanDocument.stored(version.document)
    as_of, for_whom = newest_fact(version.plan), payers(document)

    def press() -> bytes:
        facts = facts_of(version, document, as_of=as_of, for_whom=for_whom, purpose=PURPOSE)
        return payer_pdf(document, facts)

    return print_version(
        version,
        preset=Printout.Preset.PAYER,
        as_of=as_of,
        for_whom=for_whom,
        purpose=PURPOSE,
        press=press,
        by=user,
    )


def _file(version: Version, paper: Printout) -> HttpResponse:
    """To keep, not to show: named by the record's number, never by the client's name."""
    record = re.sub(r"[^A-Za-z0-9-]+", "-", version.plan.client.record_number).strip("-") or "plan"
    name = f"{record}-plan-{version.plan.number}-version-{version.number}.pdf"
    return HttpResponse(
        bytes(paper.bytes),
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store, private",
        },
    )
