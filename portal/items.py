"""What stands on a client's page, for the therapist: each item, what is held back, other words."""

from collections.abc import Iterator
from dataclasses import dataclass

from accounts.models import User
from clients.models import Client, HeldBack
from measures.finding import all_of
from plans.document import Goal, PlanDocument, Problem

from .rules import Rules, words_of
from .shared import Shared, shared_with

Kind = HeldBack.Kind
# House rule: what can be said in other words; a problem stands in the client's own words already.
WORDED = (Kind.GOAL, Kind.OBJECTIVE)


@dataclass(frozen=True)
class Item:
    """One thing on the page. `held` is its own hold; `within`: what stands above it is held."""

    kind: str
    key: str
    label: str
    number: str = ""
    level: int = 0
    held: HeldBack | None = None
    within: bool = False
    words: str = ""

    @property
    def in_address(self) -> str:
        """How the address names it: the diagnoses have no id of their own."""
        return self.key or "all"

    @property
    def may_be_worded(self) -> bool:
        """Whether it can be said in other words."""
        return self.kind in WORDED

    @property
    def called(self) -> str:
        """What it is, in a word."""
        return Kind(self.kind).label


@dataclass(frozen=True)
class _Found:
    held: dict[tuple[str, str], HeldBack]
    words: dict[tuple[str, str], str]

    def item(self, kind: Kind, key: object, label: str, **more: object) -> Item:
        at = (str(kind), str(key))
        held, words = self.held.get(at), self.words.get(at, "")
        return Item(str(kind), str(key), label, held=held, words=words, **more)  # type: ignore[arg-type]


def items_of(client: Client, user: User) -> list[Item]:
    """Everything that the page may show, in the plans' order. Eight queries."""
    rows = HeldBack.objects.visible_to(user).standing().filter(client=client)
    rows = rows.select_related("held_by")
    found = _Found({(row.kind, row.item): row for row in rows}, words_of(client.pk))
    plans: list[Shared] = shared_with(client.pk, Rules())
    items = [item for plan in plans for item in _of_plan(plan.document, found)]
    measures = {row.instrument.key: row.instrument.name for row in all_of(client, user).standing}
    items += [found.item(Kind.MEASURE, key, name) for key, name in sorted(measures.items())]
    if any(plan.document.diagnoses for plan in plans):
        items.append(found.item(Kind.DIAGNOSIS, "", "The diagnoses"))
    return items + _gone(found, items)


def _gone(found: _Found, items: list[Item]) -> list[Item]:
    """What is held back and no longer in a plan in effect: it is lifted from here, too."""
    shown = {(item.kind, item.key) for item in items}
    return [
        found.item(Kind(kind), key, f"A {Kind(kind).label} that is in no plan now")
        for kind, key in found.held
        if (kind, key) not in shown
    ]


def _of_plan(document: PlanDocument, found: _Found) -> Iterator[Item]:
    for problem in document.problems:
        own = problem.own_words or problem.statement
        one = found.item(Kind.PROBLEM, problem.id, own, number=problem.number)
        yield one
        yield from _of_problem(problem, found, within=one.held is not None)


def _of_problem(problem: Problem, found: _Found, *, within: bool) -> Iterator[Item]:
    for goal in problem.goals:
        if goal.status != "discontinued":
            more = {"number": goal.number, "level": 1, "within": within}
            one = found.item(Kind.GOAL, goal.id, goal.statement, **more)
            yield one
            yield from _steps(goal, found, within=within or one.held is not None)


def _steps(goal: Goal, found: _Found, *, within: bool) -> Iterator[Item]:
    for step in goal.objectives:
        if step.is_active:
            more = {"number": step.number, "level": 2, "within": within}
            yield found.item(Kind.OBJECTIVE, step.id, step.statement, **more)
