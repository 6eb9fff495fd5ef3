"""What every statement says, wherever it is kept."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from ..wording import Kind

ROOM = 600
# What a copy of a statement takes along.
WORDS = ("kind", "text", "approach", "measure", "focus", "aim", "zero_means", "ten_means")


def listed_codes() -> "ArrayField[list[str], list[str]]":
    """ICD-10-CM codes that an area fits, written with their dots."""
    return ArrayField(models.CharField(max_length=8), default=list, blank=True)


class Worded(models.Model):
    """A statement's words, and what helps to place it.

    `approach` belongs to interventions, `measure` to objectives; focus, aim and the two ends of
    the 0–10 scale to goals. Where a statement is of another kind they are empty.
    """

    kind = models.CharField(max_length=12, choices=Kind.choices)
    text = models.TextField("statement", max_length=ROOM)
    approach = models.CharField(max_length=200, blank=True)
    measure = models.CharField(max_length=10, blank=True)
    focus = models.CharField(max_length=30, blank=True)
    aim = models.CharField(max_length=10, blank=True)
    zero_means = models.CharField("what 0 means", max_length=200, blank=True)
    ten_means = models.CharField("what 10 means", max_length=200, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.text


class Place(models.Model):
    """A problem area: whom it is for, and the diagnoses it fits."""

    title = models.CharField(max_length=200)
    group = models.CharField(max_length=60)
    summary = models.TextField(max_length=ROOM, blank=True)
    codes = listed_codes()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title
