"""The sections that a practice's own templates add to a plan."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from builder.definition import Heading, Question
from builder.models import Template
from builder.saying import said, shown

from .document import frame
from .models import Plan, PlanSection


def templates_for(plan: Plan) -> list[Any]:
    """The plan templates in use, each with the `answers` of this plan's draft; one query."""
    answers = PlanSection.objects.filter(plan=plan.pk, key=OuterRef("key")).values("answers")
    return list(_in_use(plan.practice_id).annotate(answers=Subquery(answers)))


def sections_of(plan: Plan) -> tuple[frame.Section, ...]:
    """Every section of the draft, with its answers in words."""
    return tuple(_section(row, row.answers) for row in templates_for(plan))


def sections_of_each(plans: Sequence[Plan]) -> dict[UUID, tuple[frame.Section, ...]]:
    """The same for many plans of one practice, by plan; two queries."""
    if not plans:
        return {}
    templates = list(_in_use(plans[0].practice_id))
    rows = PlanSection.objects.filter(plan__in=[plan.pk for plan in plans])
    answers = {(row.plan_id, row.key): row.answers for row in rows} if templates else {}
    return {
        plan.pk: tuple(_section(row, answers.get((plan.pk, row.key))) for row in templates)
        for plan in plans
    }


def _in_use(practice_id: UUID) -> QuerySet[Template]:
    newest = Template.objects.filter(practice=practice_id).newest().values("pk")
    found = Template.objects.filter(pk__in=newest, kind=Template.Kind.PLAN, retired=False)
    return found.order_by("title", "key")


def _section(row: Template, answers: Mapping[str, Any] | None) -> frame.Section:
    told = tuple(_answers(row, answers or {}))
    return frame.Section(key=row.key, number=row.number, title=row.title, answers=told)


def _answers(row: Template, answers: Mapping[str, Any]) -> Iterator[frame.Answer]:
    """What is asked, given what was answered: each question under its heading."""
    heading = ""
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
