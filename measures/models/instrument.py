"""The instruments of a practice, and whether it uses them."""

from typing import Any, Self

from django.db import models

from accounts.models import PracticeRow, User
from config import clock
from measures.instrument import Definition


class OfPractice(models.QuerySet[Any]):
    """Rows of the practice, for whoever works there. A client's sign-in sees none of them."""

    def visible_to(self, user: User) -> Self:
        """Begin with who is asking."""
        return self.filter(practice=user.practice) if user.is_staff_here else self.none()


class Instrument(PracticeRow):
    """One numbered text of an instrument, as this practice used it. Append-only.

    A shipped instrument is copied here when it is first used, and again when a release changes its
    file, so that old answers keep the questions and the cuts that they were given and scored by.
    """

    key = models.CharField(max_length=40)
    number = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(max_length=60)
    definition = models.JSONField()
    digest = models.CharField(max_length=64)
    added_at = models.DateTimeField(default=clock.now, editable=False)
    # Nobody, where it came with the product.
    added_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = OfPractice.as_manager()

    class Meta(PracticeRow.Meta):
        ordering = ["name", "-number"]
        constraints = [
            *PracticeRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["practice", "key", "number"], name="instruments_are_numbered"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, text {self.number}"

    @property
    def says(self) -> Definition:
        """The instrument as it is scored and shown."""
        return Definition.model_validate(self.definition)


class InstrumentChoice(PracticeRow):
    """An admin switched an instrument on or off. Append-only: the newest one holds.

    `terms` says what was confirmed about the right to use it, in the admin's words.
    """

    key = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    is_on = models.BooleanField()
    terms = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(default=clock.now, editable=False)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = OfPractice.as_manager()

    class Meta(PracticeRow.Meta):
        ordering = ["key", "-number"]
        constraints = [
            *PracticeRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["practice", "key", "number"], name="choices_are_numbered"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {'on' if self.is_on else 'off'}"
