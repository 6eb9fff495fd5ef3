"""The progress note and its addenda."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator
from django.db import models

from accounts.models import EditableRow, PracticeRow, User
from builder.models import Template
from builder.saying import has_answers
from config import clock
from goals.models import Goal, Intervention
from plans.models import Version

from .session import Attendance

SECTION = 100_000


class NoteQuerySet(models.QuerySet["Note"]):
    """Questions about notes."""

    def visible_to(self, user: User) -> Self:
        """Of the clients whom the user may see."""
        return self.filter(attendance__in=Attendance.objects.visible_to(user))

    def signed(self) -> Self:
        """Locked."""
        return self.filter(signed_at__isnull=False)

    def unsigned(self) -> Self:
        """Still a draft."""
        return self.filter(signed_at__isnull=True)


class Note(EditableRow):
    """One progress note per attendance. Signing locks it; an addendum follows it."""

    class Homework(models.TextChoices):
        NOT_ASKED = "", "not set or not asked"
        YES = "yes", "yes"
        PARTLY = "partly", "partly"
        NO = "no", "no"

    class Risk(models.TextChoices):
        """What was voiced or seen. House rule: the words are ours, and weigh nothing by number."""

        NONE = "none", "none voiced"
        PASSIVE = "passive", "wish to be dead, without a thought of acting"
        IDEATION = "ideation", "thoughts of suicide"
        PLAN = "plan", "a plan"
        INTENT = "intent", "intent to act"
        SELF_HARM = "self-harm", "self-harm without intent to die"
        HARM_TO_OTHERS = "others", "thoughts of harming others"

    class SafetyPlanSaid(models.TextChoices):
        NOT_SAID = "", "not said"
        REVIEWED = "reviewed", "reviewed with the client: it stays as it is"
        CHANGED = "changed", "written or changed with the client"
        NOT_REVIEWED = "not reviewed", "not reviewed, for the reason written under Risk"

    attendance = models.OneToOneField(Attendance, models.PROTECT, related_name="note")
    author = models.ForeignKey(User, models.PROTECT, related_name="notes")
    template = models.ForeignKey(Template, models.PROTECT, related_name="+")
    sections = models.JSONField(default=dict, blank=True)
    version = models.ForeignKey(
        Version, models.PROTECT, null=True, related_name="notes", editable=False
    )
    homework = models.CharField("homework done", max_length=6, choices=Homework.choices, blank=True)
    response = models.TextField("client's response", max_length=SECTION, blank=True)
    # Empty: not asked, as in every note of before. The text beside it is kept and read as ever.
    risk_found = ArrayField(
        models.CharField(max_length=10, choices=Risk.choices),
        verbose_name="risk voiced or seen",
        default=list,
        blank=True,
    )
    risk = models.TextField(max_length=SECTION, blank=True)
    safety_plan = models.CharField(
        max_length=12, choices=SafetyPlanSaid.choices, blank=True, default=""
    )
    next_time = models.TextField("plan for next time", max_length=SECTION, blank=True)
    variance = models.TextField(
        "why what was delivered differs from the plan", max_length=SECTION, blank=True
    )
    # What "Load last note" brought: {"note", "on", "texts": {part: text}}; signing waits until
    # each of these texts is changed or taken out.
    copied = models.JSONField(default=dict, blank=True, editable=False)
    signed_at = models.DateTimeField(null=True, editable=False)
    signed_name = models.CharField(max_length=200, blank=True, editable=False)
    signed_credentials = models.CharField(max_length=80, blank=True, editable=False)

    objects = NoteQuerySet.as_manager()

    class Meta(EditableRow.Meta):
        constraints = [
            *EditableRow.Meta.constraints,
            models.CheckConstraint(
                condition=~models.Q(risk_found__contains=["none"])
                | models.Q(risk_found__len__lte=1),
                name="none_voiced_stands_alone",
                violation_error_message="“None voiced” and a risk cannot both be so.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["author"],
                condition=models.Q(signed_at__isnull=True),
                name="unsigned_notes",
            )
        ]

    def __str__(self) -> str:
        return f"Note {self.pk}"

    @property
    def is_signed(self) -> bool:
        """Whether the note is locked."""
        return self.signed_at is not None

    @property
    def has_text(self) -> bool:
        """Whether anything stands in the template's questions. Asks for the template."""
        return has_answers(self.template.asks, self.sections)

    @property
    def risks(self) -> list[str]:
        """Every risk voiced or seen, in words; empty for none, and where none was asked."""
        found = [Note.Risk(value) for value in self.risk_found]
        return [str(risk.label) for risk in found if risk != Note.Risk.NONE]

    def get_risk_found_display(self) -> str:
        """As a sentence's end: "thoughts of suicide; a plan", "none voiced", or "not asked"."""
        if Note.Risk.NONE in self.risk_found:
            return str(Note.Risk.NONE.label)
        return "; ".join(self.risks) or "not asked"


class GoalWorkedOn(PracticeRow):
    """The note worked on this goal: the thread back to the plan."""

    note = models.ForeignKey(Note, models.CASCADE, related_name="goals_worked_on")
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="worked_on")

    class Meta(PracticeRow.Meta):
        constraints = [
            *PracticeRow.Meta.constraints,
            models.UniqueConstraint(fields=["note", "goal"], name="a_note_names_a_goal_once"),
        ]

    def __str__(self) -> str:
        return f"{self.note_id} worked on {self.goal_id}"


class InterventionDelivered(PracticeRow):
    """What was delivered, against what was planned."""

    note = models.ForeignKey(Note, models.CASCADE, related_name="interventions_delivered")
    intervention = models.ForeignKey(Intervention, models.PROTECT, related_name="delivered")
    minutes = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MaxValueValidator(480)]
    )

    class Meta(PracticeRow.Meta):
        constraints = [
            *PracticeRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["note", "intervention"], name="a_note_names_an_intervention_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.note_id} delivered {self.intervention_id}"


class Addendum(PracticeRow):
    """Said after the note was signed. It may carry scores that supersede wrong ones."""

    note = models.ForeignKey(Note, models.PROTECT, related_name="addenda")
    text = models.TextField("addendum", max_length=SECTION)
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    credentials = models.CharField(max_length=80, blank=True)
    added_at = models.DateTimeField(default=clock.now)

    class Meta(PracticeRow.Meta):
        ordering = ["added_at"]

    def __str__(self) -> str:
        return f"Addendum to {self.note_id}"
