"""What a practice lays over the shipped planners: edits, additions, and planners it imported."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import Q

from accounts.models import EditableRow, User

from .shipped import Area, Statement
from .worded import WORDS, Place, Worded


class OfPractice(models.QuerySet):
    """Questions about a practice's own wording."""

    def visible_to(self, user: User) -> "OfPractice":
        """Of the practice in which the user works."""
        return self.filter(practice=user.practice)


class PracticeArea(EditableRow, Place):
    """A planner of the practice's own, or one under license; it never leaves the practice.

    `source` says where it came from ("Licensed planner, imported from adults.csv").
    """

    source = models.CharField(max_length=200, blank=True)

    objects = OfPractice.as_manager()

    class Meta(EditableRow.Meta):
        ordering = ["group", "title"]


class PracticeStatement(EditableRow, Worded):
    """A statement of the practice: instead of a shipped one, or beside them.

    It stands in a shipped area or in one of the practice's. `replaces` names the shipped statement
    whose place it takes; with `is_hidden` that one is taken out and nothing put in its place.
    """

    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="practice_statements"
    )
    own_area = models.ForeignKey(
        PracticeArea, models.CASCADE, null=True, blank=True, related_name="statements"
    )
    replaces = models.ForeignKey(
        Statement, models.SET_NULL, null=True, blank=True, related_name="practice_statements"
    )
    is_hidden = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)
    fingerprint = models.CharField(max_length=32)

    objects = OfPractice.as_manager()

    class Meta(EditableRow.Meta):
        ordering = ["position", "id"]
        indexes: ClassVar[list[models.Index]] = [
            GinIndex(SearchVector("text", config="english"), name="practice_statement_words"),
            GinIndex(OpClass("text", "gin_trgm_ops"), name="practice_statement_trigrams"),
        ]
        constraints = [
            *EditableRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["practice", "replaces"], name="one_edit_of_a_shipped_statement"
            ),
            models.CheckConstraint(
                condition=Q(area__isnull=True) ^ Q(own_area__isnull=True),
                name="a_statement_stands_in_one_area",
            ),
        ]

    @property
    def says_the_same(self) -> bool:
        """Whether its words are those of the shipped statement in whose place it stands."""
        return self.replaces is not None and all(
            getattr(self, name) == getattr(self.replaces, name) for name in WORDS
        )
