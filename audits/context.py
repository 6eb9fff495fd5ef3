"""What a page says of the finding for which it was opened (`?finding=`)."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from .models import Finding


def finding_asked(request: HttpRequest) -> dict[str, Any]:
    """`audit_finding`: the finding, if the user may see it. Asks the database only when named."""
    try:
        key = UUID(request.GET.get("finding", ""))
    except ValueError:
        return {}
    user: Any = getattr(request, "user", None)
    if user is None or not getattr(user, "is_staff_here", False):
        return {}
    rows = Finding.objects.visible_to(user).filter(pk=key)
    return {"audit_finding": SimpleLazyObject(lambda: rows.first())}
