"""What every clinical row has: an opaque id and its practice."""

import uuid
from typing import ClassVar

from django.db import models

from config import clock


class PracticeRow(models.Model):
    """A row that belongs to one practice. Ids are random: they tell nothing and count nothing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    practice = models.ForeignKey("accounts.Practice", models.PROTECT, related_name="+")

    practice_id: uuid.UUID

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            # The target of the composite foreign keys (config.operations.Wall).
            models.UniqueConstraint(
                fields=["practice", "id"], name="%(app_label)s_%(class)s_practice_id"
            ),
        ]


class EditableRow(PracticeRow):
    """A row that people edit: it counts its versions, so that nobody overwrites another unseen.

    `trail_tells` is false for what the trail must not quote: then it says that the row changed.
    """

    trail_tells: ClassVar[bool] = True

    row_version = models.PositiveIntegerField(default=1, editable=False)
    changed_at = models.DateTimeField(default=clock.now, editable=False)
    changed_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, editable=False, related_name="+"
    )

    class Meta(PracticeRow.Meta):
        abstract = True
