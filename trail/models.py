"""What happened: who did and who opened what. Append-only, and free of foreign keys.

The record must outlive and never block what it speaks of, so it holds ids, not relations.
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models


class EventQuerySet(models.QuerySet["Event"]):
    """Questions about the trail."""

    def about(self, client_id: object) -> "EventQuerySet":
        """Every act on, and every opening of, this client's record."""
        return self.filter(clients__contains=[client_id])


class Event(models.Model):
    """One act or one opening. Written by `trail.record` in the transaction of the act.

    The column `xid` (the writing transaction, set by the database) is not part of the model: only
    the sealing reads it.
    """

    id = models.BigAutoField(primary_key=True)
    practice_id = models.UUIDField()
    at = models.DateTimeField()
    actor_id = models.UUIDField(null=True)
    role = models.CharField(max_length=40, blank=True)
    verb = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=60)
    clients = ArrayField(models.UUIDField(), default=list)
    changed = models.JSONField(default=dict)
    address = models.CharField(max_length=45, blank=True)
    request_id = models.CharField(max_length=64, blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["practice_id", "id"], name="trail_event_in_order"),
            models.Index(fields=["practice_id", "-at"], name="trail_event_by_time"),
            GinIndex(fields=["clients"], name="trail_event_by_client"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_type} {self.subject_id}"


class Seal(models.Model):
    """One link of a practice's hash chain: all events of transactions below `horizon`.

    `digest` is SHA-256 (hex) over the previous digest and the sealed events in order.
    """

    id = models.BigAutoField(primary_key=True)
    practice_id = models.UUIDField()
    number = models.PositiveIntegerField()
    horizon = models.BigIntegerField(help_text="Transactions below this id are sealed.")
    last_event_id = models.BigIntegerField()
    events = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["practice_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["practice_id", "number"], name="seals_are_numbered"),
        ]

    def __str__(self) -> str:
        return f"Seal {self.number}: {self.digest[:12]}"
