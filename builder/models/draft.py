"""A template that is being made. It may be unfinished; publishing holds it against every rule."""

from typing import Self

from django.db import models

from accounts.models import EditableRow, User

from .template import Template


class DraftQuerySet(models.QuerySet["Draft"]):
    """Questions about drafts."""

    def visible_to(self, user: User) -> Self:
        """The practice's own. Its admins write them."""
        return self.filter(practice=user.practice)


class Draft(EditableRow):
    """The next number of a template, or a new one. There is one draft of a key.

    `parts` is a list of {"field", "at"} (builder.actions.drafting); a question may still lack its
    answers. `base` is the number that it began from; 0 for a new one.
    """

    key = models.CharField(max_length=40, editable=False)
    kind = models.CharField(
        "used for", max_length=10, choices=Template.Kind.choices, default=Template.Kind.NOTE
    )
    title = models.CharField(max_length=120)
    about = models.TextField("about this template", max_length=4_000, blank=True)
    sources = models.JSONField(default=list, blank=True, editable=False)
    parts = models.JSONField(default=list, blank=True)
    base = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = DraftQuerySet.as_manager()

    class Meta(EditableRow.Meta):
        ordering = ["title"]
        constraints = [
            *EditableRow.Meta.constraints,
            models.UniqueConstraint(fields=["practice", "key"], name="one_draft_of_a_template"),
        ]

    def __str__(self) -> str:
        return self.title
