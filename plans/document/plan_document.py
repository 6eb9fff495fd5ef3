"""`PlanDocument`: what is read, signed, printed and audited."""

import hashlib
import json
from collections.abc import Iterator
from uuid import UUID

import rfc8785

from . import frame
from .nodes import Frozen, Goal, Objective, Problem, goals_of

# Raised when a field is added or changes its meaning; plans/tests/documents/ keeps an example of
# each schema ever released, and each must load and render for ever.
# 2: goals and objectives say how their target dates were extended.
# 3: the practice's own sections.
SCHEMA = 3


class PlanDocument(Frozen):
    """A whole plan, frozen. Pure data: no row, no query, no clock."""

    schema_number: int = SCHEMA
    practice: frame.Practice
    client: frame.Client
    plan: frame.Episode
    lead: frame.Clinician
    author: frame.Clinician
    coverage: tuple[frame.Coverage, ...]
    diagnoses: tuple[frame.Diagnosis, ...]
    care_team: tuple[frame.Member, ...]
    contributors: tuple[frame.Contributor, ...]
    consents: tuple[frame.Consent, ...]
    intake: frame.Intake
    services: tuple[frame.Service, ...]
    problems: tuple[Problem, ...]
    sections: tuple[frame.Section, ...] = ()

    @classmethod
    def stored(cls, text: str) -> "PlanDocument":
        """The document of a signed version, read back from its canonical JSON."""
        return cls.model_validate_json(text)

    @property
    def goals(self) -> tuple[Goal, ...]:
        """Every goal, in order."""
        return tuple(goals_of(self.problems))

    @property
    def active_goals(self) -> tuple[Goal, ...]:
        """The goals that are worked on: active, under an active problem."""
        return tuple(
            goal
            for problem in self.problems
            if problem.is_active
            for goal in problem.goals
            if goal.is_active
        )

    @property
    def answered_sections(self) -> tuple[frame.Section, ...]:
        """The practice's own sections in which anything was said."""
        return tuple(section for section in self.sections if section.is_answered)

    @property
    def objectives(self) -> Iterator[Objective]:
        """Every objective, in order."""
        for goal in self.goals:
            yield from goal.objectives

    def says_the_same_as(self, signed: "PlanDocument") -> bool:
        """Whether nothing was changed since it was signed, whoever looks and in which schema.

        The date of the next review is left out: a review that changes nothing moves it. So is
        why a signature is absent, which a draft says no more, and so are questions that the
        practice asks since then, as long as nobody answered one.
        """
        apart = ("review_due_on", "client_unsigned_because")
        as_signed = {name: getattr(signed.plan, name) for name in apart}
        asked = signed.sections or any(section.is_answered for section in self.sections)
        as_then = {
            "sections": self.sections if asked else signed.sections,
            "author": signed.author,
            "schema_number": signed.schema_number,
            "plan": self.plan.model_copy(update=as_signed),
        }
        return self.model_copy(update=as_then) == signed

    def numbers(self) -> dict[UUID, str]:
        """The number of every node, by its id: "1", "1.2", "1.2B", "1.2B.3"."""
        found: dict[UUID, str] = {}
        for problem in self.problems:
            found[problem.id] = problem.number
            for goal in problem.goals:
                found[goal.id] = goal.number
                for objective in goal.objectives:
                    found[objective.id] = objective.number
                    found |= {i.id: i.number for i in objective.interventions}
        return found


def canonical(document: PlanDocument) -> str:
    """The document as canonical JSON (RFC 8785): one text for one meaning."""
    return rfc8785.dumps(json.loads(document.model_dump_json())).decode()


def digest(text: str) -> str:
    """SHA-256 of the canonical text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()
