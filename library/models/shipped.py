"""The planners that come with the product: the same for every practice, and never edited here."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector
from django.db import models

from accounts.models import User

from .worded import Place, Worded


class AreaQuerySet(models.QuerySet["Area"]):
    """Questions about shipped problem areas."""

    def fitting(self, codes: list[str]) -> "AreaQuerySet":
        """The areas that name one of these diagnoses."""
        return self.filter(codes__overlap=codes)

    def visible_to(self, user: User) -> "AreaQuerySet":
        """Shipped wording is everybody's who works in a practice."""
        return self if user.is_staff_here else self.none()


class Area(Place):
    """One shipped planner."""

    slug = models.CharField(max_length=60, primary_key=True)

    objects = AreaQuerySet.as_manager()

    class Meta:
        ordering = ["group", "title"]


class Statement(Worded):
    """One shipped statement. Its id follows from its area and key, and outlives a rewording."""

    id = models.UUIDField(primary_key=True)
    area = models.ForeignKey(Area, models.CASCADE, related_name="statements")
    key = models.CharField(max_length=3)
    position = models.PositiveSmallIntegerField()
    fingerprint = models.CharField(max_length=32, db_index=True)
    # Of an objective: the keys of the goals that it serves, in the same area.
    serves = ArrayField(models.CharField(max_length=3), default=list, blank=True)

    class Meta:
        ordering = ["area", "position"]
        indexes = [
            GinIndex(SearchVector("text", config="english"), name="statement_words"),
            GinIndex(OpClass("text", "gin_trgm_ops"), name="statement_trigrams"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["area", "key"], name="keys_are_an_areas_own"),
        ]
