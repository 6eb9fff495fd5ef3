"""Private notes (45 CFR 164.501), and the one way in which they leave their author.

Both are walled by the database to the clinician who wrote them: no supervisor, admin or emergency
opens them (notes/migrations).
"""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from accounts.models import EditableRow, User
from clients.models import Client

from .note import SECTION
from .session import Attendance


class PrivateNoteQuerySet(models.QuerySet["PrivateNote"]):
    """Questions about private notes."""

    def visible_to(self, user: User) -> Self:
        """To their author alone."""
        return self.filter(practice=user.practice, author=user)


class PrivateNote(EditableRow):
    """The clinician's psychotherapy notes (45 CFR 164.501), kept apart from the record.

    Seen by the author alone, by the database's own rule; in no PDF, page, search or export.
    """

    attendance = models.ForeignKey(Attendance, models.PROTECT, related_name="+")
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    text = models.TextField("private notes", max_length=SECTION, blank=True)

    # The trail says that the note was written, and never a word of it (accounts/editing.py).
    trail_tells = False

    objects = PrivateNoteQuerySet.as_manager()

    class Meta(EditableRow.Meta):
        constraints = [
            *EditableRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["attendance", "author"], name="one_private_note_per_session"
            ),
        ]

    def __str__(self) -> str:
        return f"Private note {self.pk}"


class AuthorizationQuerySet(models.QuerySet["PrivateNoteAuthorization"]):
    """Questions about authorizations."""

    def visible_to(self, user: User) -> Self:
        """To the author of the notes alone."""
        return self.filter(practice=user.practice, author=user)


class PrivateNoteAuthorization(EditableRow):
    """The client's signed authorization to disclose private notes (45 CFR 164.508(a)(2)).

    Its parts are those of 164.508(c)(1). What was signed stays; only `revoked_on` is ever added
    (164.508(b)(5)), and the database grants no more. It speaks of private notes and of nothing
    else (164.508(b)(3)(ii)).
    """

    client = models.ForeignKey(Client, models.PROTECT, related_name="+")
    author = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    what = models.CharField("what may be disclosed", max_length=500)
    from_on = models.DateField("notes of sessions from", null=True, blank=True)
    to_on = models.DateField("to", null=True, blank=True)
    recipient = models.CharField("to whom", max_length=200)
    purpose = models.CharField("for what purpose", max_length=200)
    signed_by = models.CharField("signed by", max_length=200)
    acts_as = models.CharField("if not the client: by what authority", max_length=200, blank=True)
    signed_on = models.DateField("signed on")
    expires_on = models.DateField("expires on")
    revoked_on = models.DateField("revoked on", null=True, blank=True)

    trail_tells = False

    objects = AuthorizationQuerySet.as_manager()

    class Meta(EditableRow.Meta):
        ordering = ["-signed_on", "id"]
        constraints = [
            *EditableRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(expires_on__gte=F("signed_on")),
                name="an_authorization_expires_after_it_is_signed",
                violation_error_message="The authorization must expire after it was signed.",
            ),
            models.CheckConstraint(
                condition=Q(revoked_on__isnull=True) | Q(revoked_on__gte=F("signed_on")),
                name="an_authorization_is_revoked_after_it_is_signed",
                violation_error_message="An authorization cannot be revoked before it is signed.",
            ),
            models.CheckConstraint(
                condition=Q(from_on__isnull=True)
                | Q(to_on__isnull=True)
                | Q(to_on__gte=F("from_on")),
                name="an_authorization_covers_days_in_order",
                violation_error_message="The last day must not come before the first.",
            ),
        ]

    def __str__(self) -> str:
        return f"Authorization {self.pk}"

    def holds_on(self, day: date) -> bool:
        """Whether it is signed, not expired and not revoked on this day."""
        if self.revoked_on and self.revoked_on <= day:
            return False
        return self.signed_on <= day <= self.expires_on
