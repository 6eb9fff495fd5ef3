"""What the client brings from between the sessions: a mood log, a diary, a line that was said."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from accounts.models import EditableRow
from clients.models import Client
from clients.models.client import ClientRows

OFF_SCALE = "A value is a whole number from 0 to 10."


class JournalEntry(EditableRow):
    """One entry of one day: a text, a value from 0 to 10 on a named scale, or both.

    Staff who see the client see it; the client's own sign-in does not. Edits leave their trace.
    """

    class Source(models.TextChoices):
        PAPER = "paper", "brought on paper"
        APP = "app", "from an app"
        SAID = "said", "said in session"

    client = models.ForeignKey(Client, models.PROTECT, related_name="journal")
    on = models.DateField("date")
    source = models.CharField(
        "where it comes from", max_length=5, choices=Source.choices, default=Source.PAPER
    )
    scale = models.CharField("what the value is about", max_length=60, default="Mood", blank=True)
    lower_is_better = models.BooleanField("a lower value is better", default=False)
    value = models.PositiveSmallIntegerField(
        "value (0 to 10)", null=True, blank=True, validators=[MaxValueValidator(10, OFF_SCALE)]
    )
    text = models.TextField("in the client's words", max_length=20_000, blank=True)

    objects = ClientRows["JournalEntry"].as_manager()

    class Meta(EditableRow.Meta):
        ordering = ["-on", "-id"]
        constraints = [
            *EditableRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__gte=0, value__lte=10),
                name="journal_value_is_0_to_10",
                violation_error_message=OFF_SCALE,
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False) | ~Q(text=""),
                name="a_journal_entry_says_something",
                violation_error_message="Write what the client brought, or a value, or both.",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | ~Q(scale=""),
                name="a_journal_value_names_its_scale",
                violation_error_message="Say what the value is about, such as mood.",
            ),
        ]
        indexes = [models.Index(fields=["client", "on"], name="journal_of_client")]

    def __str__(self) -> str:
        return f"Journal entry {self.pk}"
