"""A section that the practice's own templates add to a plan."""

from django.db import models

from accounts.models import EditableRow
from builder.models import Template

from .plan import Plan


class PlanSection(EditableRow):
    """The answers to one `plan` template in the draft of a plan; its key is the template's.

    The answers are read with the newest number of the template. What is signed is in the
    document, in words.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="sections")
    template = models.ForeignKey(Template, models.PROTECT, related_name="+", editable=False)
    key = models.CharField(max_length=40, editable=False)
    answers = models.JSONField(default=dict, blank=True)

    class Meta(EditableRow.Meta):
        constraints = [
            *EditableRow.Meta.constraints,
            models.UniqueConstraint(fields=["plan", "key"], name="a_plan_has_a_section_once"),
        ]

    def __str__(self) -> str:
        return f"Section {self.key}"
