"""The lists over many clients: who wants a look, and what came of the work."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.pages import asking_user
from trail.recording import record

from . import people, rows, standing
from .forms import CaseloadFilter

ON_A_PAGE = 50


@require_safe
def caseload(request: HttpRequest) -> HttpResponse:
    """The clients of a therapist, or of everybody whom one may see, the worst first."""
    user = asking_user(request)
    assert user.practice is not None
    today = user.practice.today
    form = CaseloadFilter(request.GET, who=people.choices(user))
    clients = people.clients_of(user, form.asked.get("who", ""))
    found = standing.standings(clients.named_like(form.asked.get("q", "")), today)
    chosen = standing.with_flag(found, form.asked.get("flag", ""))
    page = Paginator(chosen, ON_A_PAGE).get_page(request.GET.get("page"))
    shown = [one.client_id for one in page]
    record("caseload.opened", user.practice, by=user, clients=shown)
    told = {
        "form": form,
        "page": page,
        "rows": rows.rows_of(shown, user, today),
        "tiles": standing.tiles(found),
        "any_client": bool(found),
    }
    return render(request, "caseload/list.html", told)
