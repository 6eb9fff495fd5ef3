"""What was signed: append-only texts of a note, their signatures, and returns with comments.

The note's rows are what its author writes in. A signature freezes them as the next text; a note
for which a supervisor answers counts as signed only with the supervisor's signature on it.
"""

from typing import Self

from django.db import models

from accounts.models import PracticeRow, User
from config import clock

from .note import Note


class NoteTextQuerySet(models.QuerySet["NoteText"]):
    """Questions about signed texts."""

    def visible_to(self, user: User) -> Self:
        """Of the notes that the user may see."""
        return self.filter(note__in=Note.objects.visible_to(user))

    def not_returned(self) -> Self:
        """Those that stand, or wait to."""
        return self.filter(returns__isnull=True)


class NoteText(PracticeRow):
    """A note as it was signed: canonical JSON (RFC 8785) and its SHA-256. Numbered 1, 2, 3.

    `requires` lists the signatures with which it stands: {"role", "name", "because"}.
    `late_after_hours` is the practice's limit on that day: a later signature is a late entry.
    """

    note = models.ForeignKey(Note, models.PROTECT, related_name="texts")
    number = models.PositiveSmallIntegerField()
    document = models.TextField()
    digest = models.CharField(max_length=64)
    previous_digest = models.CharField(max_length=64, blank=True)
    requires = models.JSONField()
    late_after_hours = models.PositiveSmallIntegerField()
    frozen_at = models.DateTimeField(default=clock.now)

    objects = NoteTextQuerySet.as_manager()

    class Meta(PracticeRow.Meta):
        ordering = ["note", "number"]
        constraints = [
            *PracticeRow.Meta.constraints,
            models.UniqueConstraint(fields=["note", "number"], name="note_texts_are_numbered"),
        ]

    def __str__(self) -> str:
        return f"text {self.number}"


class NoteSignature(PracticeRow):
    """An authenticated act, never an image. Signing twice is the same as signing once."""

    class Role(models.TextChoices):
        AUTHOR = "author", "clinician"
        COSIGNER = "co-signer", "supervisor"

    text = models.ForeignKey(NoteText, models.PROTECT, related_name="signatures")
    signer = models.ForeignKey(User, models.PROTECT, related_name="+")
    role = models.CharField(max_length=10, choices=Role.choices)
    name = models.CharField(max_length=200)
    credentials = models.CharField(max_length=80, blank=True)
    method = models.CharField(max_length=40)
    statement = models.CharField(max_length=500)
    signed_at = models.DateTimeField(default=clock.now)

    class Meta(PracticeRow.Meta):
        ordering = ["signed_at", "id"]
        constraints = [
            *PracticeRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["text", "role"], name="one_signature_per_text_and_role"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.printed_name} ({self.role})"

    @property
    def printed_name(self) -> str:
        """As it stands on paper."""
        return f"{self.name}, {self.credentials}" if self.credentials else self.name


class NoteReturn(PracticeRow):
    """A signed text was sent back with comments, or taken back by its author: it never stands.

    `comments` maps the key of a part of the note (or "note") to the sentence about it.
    """

    text = models.ForeignKey(NoteText, models.PROTECT, related_name="returns")
    returned_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    comments = models.JSONField()
    returned_at = models.DateTimeField(default=clock.now)

    class Meta(PracticeRow.Meta):
        ordering = ["returned_at"]
        constraints = [
            *PracticeRow.Meta.constraints,
            models.UniqueConstraint(fields=["text"], name="a_note_text_is_returned_once"),
        ]

    def __str__(self) -> str:
        return f"Return of {self.text_id}"
