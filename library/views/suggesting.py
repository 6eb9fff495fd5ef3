"""What is offered while somebody types."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..offering import suggestions
from ..wording import Kind


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """At most eight statements, as the options of a list. No client stands in it."""
    asked = request.GET.get("kind", "").split(",")
    kinds = [kind for kind in Kind if kind in asked] or list(Kind)
    found = suggestions(request.GET.get("q", ""), kinds)
    page = {"suggestions": found, "several": len(kinds) > 1}
    return render(request, "library/suggestions.html", page)
