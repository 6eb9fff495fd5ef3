"""An invitation to join a practice's staff, by an expiring link that works once."""

from datetime import timedelta

from django.core import signing
from django.db import models

from config import clock

from .rows import PracticeRow
from .user import Role, User

SALT = "accounts.invitation"
# House rule: long enough for a week's holiday, short enough for a lost mailbox.
VALID_FOR = timedelta(days=7)

STAFF_ROLES = [choice for choice in Role.choices if choice[0] != Role.CLIENT]


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Questions about invitations."""

    def visible_to(self, user: User) -> "InvitationQuerySet":
        """Admins see the invitations of their practice."""
        return self.filter(practice=user.practice) if user.is_admin else self.none()

    def open(self) -> "InvitationQuerySet":
        """Not used, not withdrawn, not expired."""
        return self.filter(
            accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=clock.now()
        )


class Invitation(PracticeRow):
    """Somebody is invited to work in the practice in a role."""

    email = models.EmailField()
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=20, choices=STAFF_ROLES)
    invited_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(default=clock.now, editable=False)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta(PracticeRow.Meta):
        ordering = ["-invited_at"]

    def __str__(self) -> str:
        return f"{self.email} as {self.role}"

    @property
    def token(self) -> str:
        """What stands in the link: the practice and the invitation, signed."""
        return signing.dumps([str(self.practice_id), str(self.pk)], salt=SALT)
