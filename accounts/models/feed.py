"""A calendar's secret address: it says when reviews are due, and nothing about whom."""

import secrets
from hashlib import sha256

from django.db import models
from django.db.models import Q

from config import clock

from .rows import PracticeRow
from .user import User

TOKEN_BYTES = 32


def new_token() -> str:
    """256 random bits for an address; they are shown once and kept by nobody but the asker."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def fingerprint(token: str) -> str:
    """What is kept of a token (SHA-256, hexadecimal). A random secret needs no slow hash."""
    return sha256(token.encode(errors="surrogatepass")).hexdigest()


class CalendarFeedQuerySet(models.QuerySet["CalendarFeed"]):
    """Questions about calendar addresses."""

    def visible_to(self, user: User) -> "CalendarFeedQuerySet":
        """One's own, in the practice that one works in."""
        return self.filter(practice=user.practice, user=user)

    def standing(self) -> "CalendarFeedQuerySet":
        """Not revoked."""
        return self.filter(revoked_at__isnull=True)


class CalendarFeed(PracticeRow):
    """The address under which a calendar program reads a user's review dates, without sign-in."""

    user = models.ForeignKey(User, models.PROTECT, related_name="calendar_feeds")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(default=clock.now, editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta(PracticeRow.Meta):
        constraints = [
            *PracticeRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["practice", "user"],
                condition=Q(revoked_at__isnull=True),
                name="one_calendar_address_per_user",
            ),
        ]

    def __str__(self) -> str:
        return f"Calendar address of {self.user_id}"
