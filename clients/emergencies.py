"""Opening somebody else's client in an emergency: who may be found, and what was opened."""

from datetime import timedelta

from django.db.models import QuerySet

from accounts.models import User
from config import clock

from .models import BreakGlass, Client

# House rule: as long as an emergency stays on the admin's list of clients.
SHOWN_FOR = timedelta(days=7)


def reachable_by(user: User) -> QuerySet[Client]:
    """Clients whose record a clinician of the practice may open by writing a reason."""
    here = Client.objects.filter(practice=user.practice)
    return here if user.is_clinician else here.none()


def recent(user: User) -> QuerySet[BreakGlass]:
    """For an admin: what was opened in an emergency in the last seven days."""
    if not user.is_admin:
        return BreakGlass.objects.none()
    return BreakGlass.objects.filter(
        practice=user.practice, opened_at__gt=clock.now() - SHOWN_FOR
    ).select_related("client", "user")
