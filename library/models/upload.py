"""A file that somebody wants to import: read, shown to them, and not yet taken over."""

from datetime import datetime, timedelta

from django.db import models

from accounts.models import PracticeRow, User
from config import clock

# A house rule: what nobody confirmed within a day is deleted.
KEPT_FOR = timedelta(days=1)


def _a_day_ago() -> datetime:
    return clock.now() - KEPT_FOR


class UploadQuerySet(models.QuerySet["Upload"]):
    """Questions about uploads."""

    def visible_to(self, user: User) -> "UploadQuerySet":
        """One's own, for a day."""
        return self.filter(practice=user.practice, made_by=user, made_at__gt=_a_day_ago())

    def over(self) -> "UploadQuerySet":
        """Those that nobody confirmed within a day."""
        return self.filter(made_at__lte=_a_day_ago())


class Upload(PracticeRow):
    """A planner's table as it was read: `columns` are its headings, `rows` its cells as text.

    It is nobody's wording yet. Confirmed, its rows become the practice's statements and it is
    deleted; else it is deleted after a day (a house rule).
    """

    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    columns = models.JSONField()
    rows = models.JSONField()
    made_at = models.DateTimeField(default=clock.now)

    objects = UploadQuerySet.as_manager()

    class Meta(PracticeRow.Meta):
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.file_name
