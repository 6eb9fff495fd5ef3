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
        now = clock.now()
        return self.filter(
            Q(expires_at__isnull=True) | Q(expires_at__gt=now),
            Q(majority_at__isnull=True) | Q(majority_at__gt=now),
            ended_at__isnull=True,
        )

    def held_by(self, user: User) -> "ClientAccessQuerySet":
        """The user's own access, in any practice."""
        return self.filter(user=user)


class ClientAccess(PracticeRow):
    """A client, guardian or proxy may read the client's page. Never to write.

    A guardian's ends with the midnight before the client is 18 (`majority_at`); it stands here
    because a sign-in, which looks for its seats, sees no client's row. `consent_ground` and what
    follows it say why a guardian reads although the minor may consent alone (clients.minors).
    """

    class Kind(models.TextChoices):
        CLIENT = "client", "the client"
        GUARDIAN = "guardian", "a guardian"
        PROXY = "proxy", "a proxy"

    class Covers(models.TextChoices):
        """Which part of the page is read."""

        EVERYTHING = "everything", "the whole page"
        PROGRESS = "progress", "progress: goals, scores and the sheet for the review"
        PLAN = "plan", "the plan as it was signed"

    class Way(models.TextChoices):
        """How the reader chose to sign in."""

        CODE = "code", "by a code that is e-mailed each time"
        PASSKEY = "passkey", "by passkey"
        PASSWORD = "password", "by password"

    user = models.ForeignKey(User, models.PROTECT, related_name="client_access")
    client = models.ForeignKey(Client, models.PROTECT, related_name="access")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.CLIENT)
    covers = models.CharField(max_length=10, choices=Covers.choices, default=Covers.EVERYTHING)
    scope = models.CharField(max_length=200, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    majority_at = models.DateTimeField(null=True, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)
    given_at = models.DateTimeField(default=clock.now, editable=False)
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    # The invitation: when it was sent, since when its links count, when it was opened and used.
    sent_at = models.DateTimeField(null=True, editable=False)
    links_since = models.DateTimeField(default=clock.now, editable=False)
    opened_at = models.DateTimeField(null=True, editable=False)
    accepted_at = models.DateTimeField(null=True, editable=False)
    way = models.CharField(max_length=8, choices=Way.choices, blank=True, editable=False)
    consent_ground = models.CharField(max_length=20, blank=True, editable=False)
    consent_words = models.CharField(max_length=500, blank=True, editable=False)
    consent_by = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+"
    )
    consent_at = models.DateTimeField(null=True, editable=False)

    objects = ClientAccessQuerySet.as_manager()

    class Meta(PracticeRow.Meta):
        constraints = [
            *PracticeRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["user", "client"],
                condition=Q(ended_at__isnull=True),
                name="one_access_per_user_and_client",
            ),
            models.CheckConstraint(
                condition=~Q(kind="client") | Q(covers="everything"),
                name="the_client_reads_the_whole_page",
                violation_error_message="The client’s own sign-in reads the whole page.",
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
