"""What the wizard works on: the problem with its tree, and the planner beside it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID, uuid5

from django.forms import Form

from accounts.models import User
from library.choosing import Offered, of_kind, offered_by
from library.wording import Kind, fingerprint
from plans.models import Problem

from ..models import Goal, Intervention, Objective

MEANWHILE = "Somebody changed this meanwhile. Send the step again."
FILLED = "This was filled in meanwhile, and stays as it is. You typed: “{}”."


def say_what_is_gone(form: Form, names: Iterable[str]) -> None:
    """What was typed into a field that is not asked any more is shown, not dropped."""
    for name in names:
        typed = str(form.data.get(name, "")).strip()
        if typed and name not in form.fields:
            form.add_error(None, FILLED.format(typed))


def id_under(parent: UUID, kind: str, source: UUID | str) -> UUID:
    """The id of the node that is copied under `parent` from a statement, or from own words."""
    said = str(source) if isinstance(source, UUID) else fingerprint(source)
    return uuid5(parent, f"{kind}/{said}")


@dataclass(frozen=True)
class Laying:
    """One problem of the draft, one planner (`area` is its key, or empty), and who writes."""

    problem: Problem
    area: str
    user: User

    @cached_property
    def offered(self) -> list[Offered]:
        """The planner's statements. Two queries."""
        return offered_by(self.area, self.user) if self.area else []

    @cached_property
    def goals(self) -> list[Goal]:
        """The problem's goals that are not over, with their tree. Three queries."""
        goals = self.problem.goals.filter(status="active").in_order()
        return list(goals.prefetch_related("objectives__interventions"))

    @property
    def objectives(self) -> list[Objective]:
        """The goals' objectives."""
        return [
            row for goal in self.goals for row in goal.objectives.all() if row.status == "active"
        ]

    @property
    def interventions(self) -> list[Intervention]:
        """The objectives' interventions."""
        return [
            row
            for objective in self.objectives
            for row in objective.interventions.all()
            if row.status == "active"
        ]

    def of(self, kind: Kind) -> list[Offered]:
        """The planner's statements of one kind."""
        return of_kind(self.offered, kind)

    def serving(self, goal: Goal) -> tuple[list[Offered], list[Offered]]:
        """The planner's objectives: those that serve this goal, and the others."""
        keys = {
            item.key
            for item in self.of(Kind.GOAL)
            if item.key and id_under(self.problem.pk, "goal", item.pk) == goal.pk
        }
        all_of = self.of(Kind.OBJECTIVE)
        first = [item for item in all_of if keys & set(item.serves)]
        return first, [item for item in all_of if item not in first]
