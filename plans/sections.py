"""The sections that a practice's own templates add to a plan."""

from collections.abc import Iterator
from typing import Any

from django.db.models import OuterRef, Subquery

from builder.definition import Heading, Question
from builder.models import Template
from builder.saying import said, shown

from .document import frame
from .models import Plan, PlanSection


def templates_for(plan: Plan) -> list[Any]:
    """The plan templates in use, each with the `answers` of this plan's draft; one query."""
    newest = Template.objects.filter(practice=plan.practice_id).newest().values("pk")
    answers = PlanSection.objects.filter(plan=plan.pk, key=OuterRef("key")).values("answers")
    found = Template.objects.filter(pk__in=newest, kind=Template.Kind.PLAN, retired=False)
    return list(found.annotate(answers=Subquery(answers)).order_by("title", "key"))


def sections_of(plan: Plan) -> tuple[frame.Section, ...]:
    """Every section of the draft, with its answers in words."""
    return tuple(
        frame.Section(key=row.key, number=row.number, title=row.title, answers=tuple(_answers(row)))
        for row in templates_for(plan)
    )


def _answers(row: Any) -> Iterator[frame.Answer]:
    """What is asked, given what was answered: each question under its heading."""
    heading, answers = "", row.answers or {}
    for placed in shown(row.asks, answers):
        if isinstance(placed, Heading):
            heading = placed.label
        elif isinstance(placed, Question):
            yield frame.Answer(
                key=placed.key,
                heading=heading,
                question=placed.label,
                text=said(placed, answers),
                required=placed.required,
            )
