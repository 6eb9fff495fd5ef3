"""What a step of the wizard adds to the draft, through the actions of the editor."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.editing import Stale
from library.choosing import Offered
from plans import actions as plans

from .. import actions
from ..models import Goal, Intervention, Objective
from .laying import MEANWHILE, id_under
from .steps import EVERY, StepForm


@transaction.atomic
def write(form: StepForm) -> None:
    """Add what a valid step chose. Raises ValidationError when somebody was faster."""
    try:
        WRITERS[form.step](form)
    except Stale as stale:
        raise ValidationError(MEANWHILE) from stale


def _definitions(form: StepForm) -> None:
    problem, user = form.laying.problem, form.laying.user
    said = _below(problem.definitions, _texts(form, problem.pk))
    if said == problem.definitions:
        return
    problem.definitions = said
    plans.change_problem(problem, expected=problem.row_version, by=user)


def _goals(form: StepForm) -> None:
    problem = form.laying.problem
    said = form.lines(f"said_{problem.pk}")
    common = {"problem": problem, "target_on": form.cleaned_data.get("target_on")}
    for n, fields in enumerate(form.written(str(problem.pk))):
        words = said[n] if n < len(said) else ""
        pk = id_under(problem.pk, "goal", fields["statement"])
        goal = Goal(pk=pk, own_words=words, **common | fields)
        actions.add(goal, by=form.laying.user)
    for item in form.taken(str(problem.pk)):
        row = item.row
        goal = Goal(pk=id_under(problem.pk, "goal", item.pk), statement=row.text, **common)
        goal.own_words = form.cleaned_data.get(f"words_{item.pk}") or ""
        goal.zero_means, goal.ten_means = row.zero_means, row.ten_means
        goal.aim, goal.focus = row.aim or goal.aim, row.focus or goal.focus
        goal.lower_is_better = goal.aim == Goal.Aim.REDUCE
        actions.add(goal, by=form.laying.user)


def _objectives(form: StepForm) -> None:
    common = {"target_on": form.cleaned_data.get("target_on")}
    for goal in form.laying.goals:
        for pk, fields in _chosen(form, goal.pk, "objective"):
            step = Objective(pk=pk, goal=goal, **common | fields)
            actions.add(step, by=form.laying.user)


def _interventions(form: StepForm) -> None:
    user = form.laying.user
    common = {"frequency": form.cleaned_data.get("frequency") or "", "responsible": user}
    for objective in form.laying.objectives:
        chosen = _chosen(form, objective.pk, "intervention")
        chosen += _chosen(form, objective.pk, "intervention", key=EVERY)
        for pk, fields in chosen:
            actions.add(Intervention(pk=pk, objective=objective, **common | fields), by=user)


def _homework(form: StepForm) -> None:
    for row in form.laying.interventions:
        said = _below(row.homework, _texts(form, row.pk))
        if said != row.homework:
            row.homework = said
            actions.change(row, expected=row.row_version, by=form.laying.user)


def _chosen(
    form: StepForm, parent: UUID, kind: str, *, key: str = ""
) -> list[tuple[UUID, dict[str, Any]]]:
    """(id, fields) of what was written and ticked for a node, or for every node."""
    key = key or str(parent)
    own = [(id_under(parent, kind, fields["statement"]), fields) for fields in form.written(key)]
    return own + [
        (id_under(parent, kind, item.pk), _copied(item, kind)) for item in form.taken(key)
    ]


def _copied(item: Offered, kind: str) -> dict[str, Any]:
    """A planner's statement; an intervention with the approach that it comes from."""
    said = {"statement": item.row.text}
    return said | {"modality": item.row.approach[:80]} if kind == "intervention" else said


def _texts(form: StepForm, pk: UUID) -> list[str]:
    return form.lines(f"own_{pk}") + [item.row.text for item in form.taken(str(pk))]


def _below(held: str, texts: list[str]) -> str:
    """The lines that stand, and those that do not stand there yet."""
    lines = held.splitlines()
    return "\n".join([*lines, *(text for text in dict.fromkeys(texts) if text not in lines)])


WRITERS: dict[str, Any] = {
    "definitions": _definitions,
    "goals": _goals,
    "objectives": _objectives,
    "interventions": _interventions,
    "homework": _homework,
}
