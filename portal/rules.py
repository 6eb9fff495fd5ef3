"""What the therapist decided about the page: what is held back, and what is said in other words.

One place: every page of a client is made from a document that went through `Rules.apply`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from clients.models import HeldBack, PageWords
from plans.document import Goal, Objective, PlanDocument, Problem

PROBLEM, GOAL, STEP = HeldBack.Kind.PROBLEM, HeldBack.Kind.GOAL, HeldBack.Kind.OBJECTIVE
DIAGNOSIS = HeldBack.Kind.DIAGNOSIS


@dataclass(frozen=True)
class Rules:
    """What is held back, and the words that stand instead: by (kind, item)."""

    held: frozenset[tuple[str, str]] = frozenset()
    words: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def hides(self, kind: str, item: object = "") -> bool:
        """Whether an item does not stand on the page."""
        return (str(kind), str(item)) in self.held

    def apply(self, document: PlanDocument) -> PlanDocument:
        """The document as the page shows it. The signed one stays as it is."""
        if not (self.held or self.words):
            return document
        shown: dict[str, object] = {
            "problems": tuple(
                self._problem(one) for one in document.problems if not self.hides(PROBLEM, one.id)
            )
        }
        if self.hides(DIAGNOSIS):
            shown["diagnoses"] = ()
        return document.model_copy(update=shown)

    def _problem(self, problem: Problem) -> Problem:
        goals = tuple(self._goal(one) for one in problem.goals if not self.hides(GOAL, one.id))
        return problem.model_copy(update={"goals": goals})

    def _goal(self, goal: Goal) -> Goal:
        steps = tuple(self._step(one) for one in goal.objectives if not self.hides(STEP, one.id))
        said = self.words.get((str(GOAL), str(goal.id)), goal.statement)
        return goal.model_copy(update={"objectives": steps, "statement": said})

    def _step(self, step: Objective) -> Objective:
        said = self.words.get((str(STEP), str(step.id)), step.statement)
        return step.model_copy(update={"statement": said})


def rules_of(client_id: UUID) -> Rules:
    """For a client's request. Two queries: the database gives what holds for this reader."""
    held = HeldBack.objects.filter(client=client_id).order_by()
    return Rules(frozenset(held.values_list("kind", "item")), words_of(client_id))


def rules_for_paper(client_id: UUID) -> Rules:
    """For paper that staff make for the client: what is held back from everybody. Two queries."""
    held = HeldBack.objects.standing().filter(client=client_id, readers=HeldBack.Readers.EVERYBODY)
    return Rules(frozenset(held.order_by().values_list("kind", "item")), words_of(client_id))


def words_of(client_id: UUID) -> dict[tuple[str, str], str]:
    """The newest words for each goal and step that has any. One query."""
    rows = PageWords.objects.filter(client=client_id).order_by("written_at", "id")
    return newest(rows.values_list("kind", "item", "words"))


def newest(rows: Iterable[tuple[str, str, str]]) -> dict[tuple[str, str], str]:
    """The last words for each; empty words end them."""
    said = {(kind, item): words for kind, item, words in rows}
    return {key: words for key, words in said.items() if words}
