"""A published template. Append-only: what was written in it keeps it."""

from functools import cached_property
from typing import Self

from django.db import models

from accounts.models import PracticeRow, User

from ..definition import Definition, read


class TemplateQuerySet(models.QuerySet["Template"]):
    """Questions about templates."""

    def visible_to(self, user: User) -> Self:
        """The practice's own, for its staff."""
        return self.filter(practice=user.practice)

    def newest(self) -> Self:
        """The newest number of each key."""
        return self.order_by("key", "-number").distinct("key")


class Template(PracticeRow):
    """One number of a template. A change is the next number; so is taking it out of use.

    `definition` is builder.definition's JSON, of any schema. `shipped` marks an unchanged copy of
    a built-in one, made at its first use.
    """

    class Kind(models.TextChoices):
        NOTE = "note", "progress note"
        ASSESSMENT = "assessment", "assessment"
        PLAN = "plan", "plan section"

    key = models.CharField(max_length=40)
    number = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.NOTE)
    title = models.CharField(max_length=120)
    definition = models.JSONField()
    shipped = models.BooleanField(default=False)
    retired = models.BooleanField(default=False)
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = TemplateQuerySet.as_manager()

    class Meta(PracticeRow.Meta):
        ordering = ["title", "-number"]
        constraints = [
            *PracticeRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["practice", "key", "number"], name="templates_are_numbered"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @cached_property
    def asks(self) -> Definition:
        """What it asks."""
        return read(self.definition)
