"""What was taken out of a draft, kept for a day so that it can be put back."""

from typing import Self

from django.db import models

from accounts.models import PracticeRow, User
from config import clock

from .plan import Plan


class RemovedQuerySet(models.QuerySet["Removed"]):
    """Questions about what was removed."""

    def visible_to(self, user: User) -> Self:
        """Of the plans that the user may see, what the user took out."""
        return self.filter(plan__in=Plan.objects.visible_to(user), removed_by=user)


class Removed(PracticeRow):
    """One removal: a node with all that hung on it, row by row, as it stood.

    `rows` are the rows as Django's serializer writes them, parents first. Nothing that was scored
    or signed is ever removed, so nothing in them is part of the record.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    rows = models.JSONField()
    removed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(default=clock.now)

    objects = RemovedQuerySet.as_manager()

    class Meta(PracticeRow.Meta):
        indexes = [models.Index(fields=["plan", "removed_at"], name="removed_from_a_plan")]

    def __str__(self) -> str:
        return f"Removed {self.kind} of {self.plan_id}"
