"""Ways into a record other than the care team: the client's own, a proxy's, an emergency's."""

from django.db import models
from django.db.models import F, Q

from accounts.models import PracticeRow, User
from config import clock

from .client import Client


class ClientAccessQuerySet(models.QuerySet["ClientAccess"]):
    """Questions about who may read a client's page."""

    def standing(self) -> "ClientAccessQuerySet":
        """Access that holds now."""
        return self.filter(
            Q(expires_at__isnull=True) | Q(expires_at__gt=clock.now()), ended_at__isnull=True
        )

    def held_by(self, user: User) -> "ClientAccessQuerySet":
        """The user's own access, in any practice."""
        return self.filter(user=user)


class ClientAccess(PracticeRow):
    """A client, guardian or proxy may read the client's page. Never to write."""

    class Kind(models.TextChoices):
        CLIENT = "client", "the client"
        GUARDIAN = "guardian", "a guardian"
        PROXY = "proxy", "a proxy"

    user = models.ForeignKey(User, models.PROTECT, related_name="client_access")
    client = models.ForeignKey(Client, models.PROTECT, related_name="access")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.CLIENT)
    scope = models.CharField(max_length=200, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, editable=False)
    given_at = models.DateTimeField(default=clock.now, editable=False)
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = ClientAccessQuerySet.as_manager()

    class Meta(PracticeRow.Meta):
        constraints = [
            *PracticeRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["user", "client"],
                condition=Q(ended_at__isnull=True),
                name="one_access_per_user_and_client",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} access to {self.client_id}"


class BreakGlass(PracticeRow):
    """A clinician opened a record in an emergency, with a reason. It ends by itself."""

    client = models.ForeignKey(Client, models.PROTECT, related_name="emergencies")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    reason = models.TextField(max_length=2_000)
    opened_at = models.DateTimeField(default=clock.now, editable=False)
    ends_at = models.DateTimeField()

    class Meta(PracticeRow.Meta):
        ordering = ["-opened_at"]
        constraints = [
            *PracticeRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("opened_at")), name="an_emergency_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"Emergency access to {self.client_id}"
