"""An instrument given to a client: the answers, and the result that they were scored to."""

from typing import Self

from django.db import models
from django.db.models import Q

from accounts.models import EditableRow, User
from clients.models import Client
from clients.models.client import ClientRows
from measures.instrument import Definition
from measures.scoring import Result
from notes.models import Attendance

from .instrument import Instrument


class AdministrationQuerySet(ClientRows["Administration"]):
    """Questions about what was given."""

    def completed(self) -> Self:
        """Scored and locked."""
        return self.filter(completed_at__isnull=False)

    def begun(self) -> Self:
        """Still being answered."""
        return self.filter(completed_at__isnull=True)

    def standing(self) -> Self:
        """Scored, and not put right by a later one."""
        return self.completed().exclude(corrections__completed_at__isnull=False)


class Administration(EditableRow):
    """One instrument, answered once by one client. Finishing it locks it; a wrong one is
    superseded, and both are kept.

    Staff who see the client see it; the client's own sign-in reads the totals of the finished ones
    (measures/migrations/0003), and neither answers nor bands.
    `facts` are what scoring needs beside the answers, as they were on that day.
    """

    class Way(models.TextChoices):
        SCREEN = "screen", "answered on screen"
        PAPER = "paper", "entered from paper"

    client = models.ForeignKey(Client, models.PROTECT, related_name="administrations")
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="administrations")
    attendance = models.ForeignKey(
        Attendance, models.PROTECT, null=True, blank=True, related_name="administrations"
    )
    way = models.CharField(max_length=6, choices=Way.choices, default=Way.SCREEN)
    on = models.DateField("date")
    answers = models.JSONField(default=dict, blank=True)
    facts = models.JSONField(default=dict, blank=True, editable=False)
    result = models.JSONField(null=True, editable=False)
    total = models.PositiveSmallIntegerField(null=True, editable=False)
    completed_at = models.DateTimeField(null=True, editable=False)
    completed_by = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+"
    )
    supersedes = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="corrections"
    )
    reason = models.CharField("what was wrong", max_length=300, blank=True)

    objects = AdministrationQuerySet.as_manager()

    class Meta(EditableRow.Meta):
        ordering = ["on", "completed_at", "id"]
        constraints = [
            *EditableRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(completed_at__isnull=True, result__isnull=True)
                | Q(completed_at__isnull=False, result__isnull=False),
                name="a_finished_measure_has_its_result",
            ),
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True) | ~Q(reason=""),
                name="a_correction_says_why",
                violation_error_message="Say what was wrong.",
            ),
            models.UniqueConstraint(
                fields=["supersedes"],
                condition=Q(completed_at__isnull=False),
                name="one_correction_stands",
                violation_error_message="Somebody else put this right already. Look at it now.",
            ),
        ]
        indexes = [models.Index(fields=["client", "on"], name="measures_of_client")]

    def __str__(self) -> str:
        return f"Administration {self.pk}"

    @property
    def is_completed(self) -> bool:
        """Whether it is scored and locked."""
        return self.completed_at is not None

    @property
    def scored(self) -> Result:
        """The result as it was frozen."""
        assert self.result is not None
        return Result.model_validate(self.result)

    def get_answers_display(self) -> str:
        """The answers as two people compare them: "1: Several days; 2: not answered"."""
        definition: Definition = self.instrument.says
        return definition.read_aloud(self.answers)
