"""The people and their practice."""

from .feed import CalendarFeed
from .invitation import Invitation
from .practice import Practice
from .rows import EditableRow, PracticeRow
from .seal import SealCertificate
from .typed import Typed
from .user import Membership, Role, Supervision, User

__all__ = [
    "CalendarFeed",
    "EditableRow",
    "Invitation",
    "Membership",
    "Practice",
    "PracticeRow",
    "Role",
    "SealCertificate",
    "Supervision",
    "Typed",
    "User",
]
