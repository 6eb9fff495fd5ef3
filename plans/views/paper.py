"""The plan on paper."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.certificates import SealLocked
from accounts.models import User
from accounts.pages import asking_user

from ..models import Printout, Version
from ..paper import PressUnavailable
from ..paper.glyphs import MissingGlyphs
from ..paper.ordering import Order, printed
from ..paper.pressroom import PressBusy, PressFailed

# House rule: a paper takes a second or two, so whoever waits is asked back after a few.
COME_AGAIN_SECONDS = 4


@require_safe
def pdf(request: HttpRequest, client_id: UUID, number: int, version: int) -> HttpResponse:
    """The version as a PDF for payer, client or chart; the same facts give the same bytes."""
    user = asking_user(request)
    preset = request.GET.get("for", Printout.Preset.PAYER)
    if preset not in Printout.Preset.values:
        raise Http404
    found = get_object_or_404(
        Version.objects.visible_to(user)
        .select_related("plan__client__practice", "plan__practice")
        .with_signatures(),
        plan__client=client_id,
        plan__number=number,
        number=version,
    )
    order = Order(
        found,
        preset,
        verify_at=request.build_absolute_uri("/verify/"),
        anyway="anyway" in request.GET,
    )
    return _answer(request, order, user)


def _answer(request: HttpRequest, order: Order, user: User) -> HttpResponse:
    """The paper, or a page that says why there is none."""
    page: dict[str, object] = {"version": order.version, "preset": order.preset}
    try:
        return _file(order, printed(order, by=user))
    except ValidationError as refusal:
        page["sentences"] = refusal.messages
        return render(request, "plans/paper/refused.html", page, status=409)
    except MissingGlyphs as undrawn:
        page["missing"] = undrawn.named
        return render(request, "plans/paper/missing.html", page, status=409)
    except PressUnavailable as absent:
        return render(request, "plans/paper/unavailable.html", {"absent": absent}, status=503)
    except (PressFailed, SealLocked) as failed:
        return _not_now(request, page, failed)


def _not_now(request: HttpRequest, page: dict[str, object], failed: Exception) -> HttpResponse:
    """No paper this time; where others are printing, the browser asks again by itself."""
    page |= {"failed": failed, "locked": isinstance(failed, SealLocked)}
    answer = render(request, "plans/paper/failed.html", page, status=503)
    if isinstance(failed, PressBusy):
        answer["Retry-After"] = answer["Refresh"] = str(COME_AGAIN_SECONDS)
    return answer


def _file(order: Order, paper: Printout) -> HttpResponse:
    """To keep, not to show: named by the record's number, never by the client's name."""
    plan = order.version.plan
    name = f"{plan.client.file_stem}-plan-{plan.number}"
    name += f"-version-{order.version.number}-{order.preset}.pdf"
    return HttpResponse(
        bytes(paper.bytes),
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store, private",
        },
    )
