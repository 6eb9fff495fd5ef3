"""What was typed and not saved: throwing it away."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from accounts import keeping
from accounts.models import Typed
from accounts.pages import asking_user


@require_POST
def discard_typed(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Back to the form, as the record has it."""
    user = asking_user(request)
    typed = get_object_or_404(Typed.objects.visible_to(user), pk=pk)
    keeping.discard(typed, by=user)
    return redirect(typed.path)
