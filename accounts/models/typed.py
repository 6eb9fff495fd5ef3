"""What somebody typed and the record did not take yet: kept on the server, never lost."""

import json
from datetime import timedelta
from typing import Self

from django.db import models

from config import clock

from .rows import PracticeRow
from .user import User

# A house rule: whoever wants it back opens the form again within a month.
KEPT_FOR = timedelta(days=30)


class TypedQuerySet(models.QuerySet["Typed"]):
    """Questions about kept text."""

    def over(self) -> Self:
        """What nobody asked for any more."""
        return self.filter(typed_at__lt=clock.now() - KEPT_FOR)

    def visible_to(self, user: User) -> Self:
        """One's own, in the practice that one works in."""
        return self.filter(practice=user.practice, user=user)

    def newest_at(self, path: str) -> "Typed | None":
        """What was typed last into the form at this address."""
        return self.filter(path=path).order_by("-typed_at").first()


class Typed(PracticeRow):
    """The fields of one opened form, as they stood when they were sent and could not be saved.

    Its id is the opened form's own, chosen by the page: two tabs keep two texts. Only its writer
    reads it. It goes when the form is saved, when it is thrown away, and after a month
    (`manage.py forget_typed`).
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    path = models.CharField(max_length=300, help_text="The address of the form.")
    # JSON in a text column: PostgreSQL's own JSON refuses the NUL that is to be kept and corrected.
    fields = models.TextField(default="{}")
    row_version = models.PositiveIntegerField(
        null=True, help_text="The row's version under it; empty for a row that is not there yet."
    )
    typed_at = models.DateTimeField(default=clock.now)

    objects = TypedQuerySet.as_manager()

    class Meta(PracticeRow.Meta):
        indexes = [models.Index(fields=["user", "path"], name="typed_at_a_form")]

    def __str__(self) -> str:
        return f"Typed at {self.path}"

    @property
    def values(self) -> dict[str, list[str]]:
        """Field name → the texts sent for it."""
        held: dict[str, list[str]] = json.loads(self.fields)
        return held

    @values.setter
    def values(self, values: dict[str, list[str]]) -> None:
        self.fields = json.dumps(values)
