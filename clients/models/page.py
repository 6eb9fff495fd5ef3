"""What a therapist decides about the client's page: what is held back, and in which words.

Nothing here changes the record. What is signed stays as it was signed, and is given with the whole
record when the client asks for it.
"""

from django.db import models
from django.db.models import Q

from accounts.models import PracticeRow, User
from config import clock

from .client import Client, ClientRows


class HeldBackQuerySet(ClientRows["HeldBack"]):
    """Questions about what is held back."""

    def standing(self) -> "HeldBackQuerySet":
        """What is held back now, also after the day on which somebody was to look again."""
        return self.filter(lifted__isnull=True)


class HeldBack(PracticeRow):
    """An item of the record does not stand on the client's page, for a reason that the law names.

    `item` is the id of a problem, goal or objective, the key of an instrument, or empty for the
    diagnoses. The client's request sees that something is held, and never why. Append-only.
    """

    class Kind(models.TextChoices):
        PROBLEM = "problem", "problem"
        GOAL = "goal", "goal"
        OBJECTIVE = "objective", "step"
        DIAGNOSIS = "diagnosis", "diagnosis"
        MEASURE = "measure", "measure"

    class Readers(models.TextChoices):
        EVERYBODY = "everybody", "everybody who reads the page"
        OTHERS = "others", "guardians and proxies; the client reads it"

    client = models.ForeignKey(Client, models.PROTECT, related_name="held_back")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    item = models.CharField(max_length=60, blank=True)
    readers = models.CharField("from whom", max_length=10, choices=Readers.choices)
    ground = models.CharField(max_length=20)
    words = models.TextField("why, in your words", max_length=2_000)
    look_again_on = models.DateField("look at it again on")
    held_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    held_at = models.DateTimeField(default=clock.now)

    objects = HeldBackQuerySet.as_manager()

    class Meta(PracticeRow.Meta):
        ordering = ["held_at", "id"]
        constraints = [
            *PracticeRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind="diagnosis") ^ ~Q(item=""), name="what_is_held_back_is_named"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.client_id}, held back"


class Lifted(PracticeRow):
    """It stands on the page again, or is held back anew with another date. Append-only."""

    held = models.OneToOneField(HeldBack, models.PROTECT, related_name="lifted")
    because = models.CharField(max_length=500, blank=True)
    lifted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(default=clock.now)

    class Meta(PracticeRow.Meta):
        ordering = ["lifted_at", "id"]

    def __str__(self) -> str:
        return f"Lifted: {self.held_id}"


class PageWords(PracticeRow):
    """A goal or step as the client's page says it. The newest counts; empty ends it. Append-only.

    It stands beside the plan and is no part of it: the statement that was signed stays.
    """

    class Kind(models.TextChoices):
        GOAL = "goal", "goal"
        OBJECTIVE = "objective", "step"

    client = models.ForeignKey(Client, models.PROTECT, related_name="page_words")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    item = models.CharField(max_length=60)
    words = models.CharField("words for the client", max_length=500, blank=True)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=clock.now)

    objects = ClientRows["PageWords"].as_manager()

    class Meta(PracticeRow.Meta):
        ordering = ["written_at", "id"]

    def __str__(self) -> str:
        return f"Words for {self.kind} {self.item}"
