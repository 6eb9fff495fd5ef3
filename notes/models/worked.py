"""What a session did for the plan, beside its goals and interventions."""

from django.db import models

from accounts.models import PracticeRow
from goals.models import Intervention, Objective

from .note import Note


class ObjectiveWorkedOn(PracticeRow):
    """The note worked on this objective."""

    note = models.ForeignKey(Note, models.CASCADE, related_name="objectives_worked_on")
    objective = models.ForeignKey(Objective, models.PROTECT, related_name="worked_on")

    class Meta(PracticeRow.Meta):
        constraints = [
            *PracticeRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["note", "objective"], name="a_note_names_an_objective_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.note_id} worked on {self.objective_id}"


class HomeworkDone(PracticeRow):
    """Whether the client did what an intervention set as homework."""

    class Done(models.TextChoices):
        YES = "yes", "yes"
        PARTLY = "partly", "partly"
        NO = "no", "no"

    note = models.ForeignKey(Note, models.CASCADE, related_name="homework_done")
    intervention = models.ForeignKey(Intervention, models.PROTECT, related_name="homework_reported")
    done = models.CharField(max_length=6, choices=Done.choices)

    class Meta(PracticeRow.Meta):
        constraints = [
            *PracticeRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["note", "intervention"], name="a_note_reports_a_homework_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.intervention_id}: {self.done}"
