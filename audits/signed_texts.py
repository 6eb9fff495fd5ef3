"""The texts of a plan that are held against other clients' plans, and what is kept of them.

House rule: what names an aim or a reason is the client's own. Methods, measures and diagnoses are
not compared: they are the same for many clients by right.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2s
from uuid import UUID

from plans.document import PlanDocument

from .wording.bags import Bag
from .wording.marks import carrying, marks
from .wording.scripted_text import LEAST_WORDS

OF_PLAN = ("why_now", "severity", "impairment", "discharge_criteria")
OF_GOAL = ("statement", "own_words", "why_it_matters")


@dataclass(frozen=True)
class Said:
    """A text at its place: the row's kind and id, the field, and the words that carry it."""

    node: str
    id: UUID
    field: str
    text: str
    words: Bag

    @cached_property
    def digest(self) -> str:
        """The same for two texts that are carried by the same words."""
        return blake2s(self.kept.encode(), digest_size=16).hexdigest()

    @property
    def kept(self) -> str:
        """The words as one line."""
        return " ".join(sorted(self.words))

    @cached_property
    def marks(self) -> list[int]:
        """Numbers of which alike texts share at least one."""
        return marks(self.words)


def texts_of(document: PlanDocument) -> Iterator[Said]:
    """Every text of the plan that is long enough to be compared."""
    names = f"{document.client.legal_name} {document.client.called}"
    for node, pk, field, text in _places(document):
        words = carrying(text, names)
        if len(words) >= LEAST_WORDS:
            yield Said(node, pk, field, text, words)


def _places(document: PlanDocument) -> Iterator[tuple[str, UUID, str, str]]:
    for field in OF_PLAN:
        yield "plan", document.plan.id, field, getattr(document.plan, field)
    for goal in document.active_goals:
        for field in OF_GOAL:
            yield "goal", goal.id, field, getattr(goal, field)
        for step in goal.objectives:
            if step.is_active:
                yield "objective", step.id, "statement", step.statement
