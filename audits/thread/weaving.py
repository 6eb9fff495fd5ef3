"""From a case to its thread. Pure: a case, and nothing else.

What is parked, met or put off is shown and not held to anything. What needs a session before it can
be there (a delivery, a score) is missed only when a note was signed since it took effect.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from audits.case import Case
from audits.facts import NoteFact, SessionFact
from audits.rule import Figure
from plans.document import Goal, Intervention, Objective, Problem
from plans.document.frame import Diagnosis

from .nodes import Break, Broken, Node, NoteLine, Thread

# House rule: nothing published was found on how many sessions a goal may wait.
UNTOUCHED = Figure(6, "sessions with a signed note since a goal was last worked on", "house")

ACTIVE = "active"
STATUS = {"reserve": "parked"}
Signed = tuple[SessionFact, NoteFact]


def thread_of(case: Case) -> Thread:
    """The thread through the text that is judged, and through every note that was signed."""
    return _Weaving(case).thread()


@dataclass
class _Weaving:
    """One case on its way to a thread."""

    case: Case
    since: dict[UUID, date] = field(default_factory=dict)
    citing: dict[UUID, list[Signed]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """When each goal and objective took effect, and which notes name what."""
        for version in self.case.record.effective:
            for node in version.nodes:
                self.since.setdefault(node, version.from_on or date.max)
        for one in self.case.record.progress_notes:
            delivered = {step.intervention for step in one[1].delivered}
            for node in one[1].named_nodes | delivered:
                self.citing.setdefault(node, []).append(one)

    def thread(self) -> Thread:
        document = self.case.document
        known = {one.id for one in document.diagnoses}
        named = tuple(
            (problem.diagnosis_id, problem.id)
            for problem in document.problems
            if problem.diagnosis_id in known and problem.diagnosis_id
        )
        told = {one for one, _ in named}
        return Thread(
            diagnoses=tuple(_diagnosis(one, one.id in told) for one in document.diagnoses),
            problems=tuple(
                self.problem(one, one.diagnosis_id in known) for one in document.problems
            ),
            notes=tuple(self.note(*one) for one in self.case.record.progress_notes),
            named=named,
        )

    def problem(self, row: Problem, is_diagnosed: bool) -> Node:
        works = row.is_active
        goals = tuple(self.goal(goal, works, is_diagnosed) for goal in row.goals)
        breaks = []
        if works and not any(goal.is_active for goal in row.goals):
            breaks.append(_broken(Break.NO_GOAL))
            if not is_diagnosed:
                breaks.append(_broken(Break.NO_DIAGNOSIS))
        return self.node("problem", row, works, breaks, goals)

    def goal(self, row: Goal, under_work: bool, is_diagnosed: bool) -> Node:
        works = under_work and row.is_active
        steps = tuple(self.objective(one, works) for one in row.objectives)
        given = self.case.record.scored.scores.get(row.id, {})
        points = self.case.record.scored.points(row)
        breaks = []
        if works and not is_diagnosed:
            breaks.append(Broken(Break.NO_DIAGNOSIS, "its problem names no diagnosis"))
        if works and not any(one.is_active for one in row.objectives):
            breaks.append(_broken(Break.NO_OBJECTIVE))
        if works:
            breaks += self.left_alone(row, any(given.values()))
        return self.node(
            "goal", row, works, breaks, steps,
            scores=sum(len(one) for one in given.values()),
            change=f"{points[0][1]} → {points[-1][1]}" if len(points) > 1 else "",
        )  # fmt: skip

    def left_alone(self, row: Goal, is_scored: bool) -> Iterable[Broken]:
        """A goal that no session worked on for long, or that nobody scored."""
        since = self.since.get(row.id)
        if since is None:
            return
        mine = self.of(row.id, *(one.id for one in row.objectives))
        last = max((session.on for session, _ in mine), default=None)
        gone = [on for on in self.days(row.id, since) if last is None or on > last]
        if len(gone) >= UNTOUCHED.value:
            yield Broken(Break.UNTOUCHED, f"untouched for {len(gone)} sessions")
        if self.days(row.id, since) and not is_scored:
            yield _broken(Break.NEVER_SCORED)

    def objective(self, row: Objective, under_work: bool) -> Node:
        works = under_work and row.is_active
        steps = tuple(self.intervention(one, row.id, works) for one in row.interventions)
        breaks = []
        if works and not any(one.is_active for one in row.interventions):
            breaks.append(_broken(Break.NO_INTERVENTION))
        return self.node("objective", row, works, breaks, steps)

    def intervention(self, row: Intervention, objective: UUID, under_work: bool) -> Node:
        works, since = under_work and row.is_active, self.since.get(objective)
        breaks = []
        if works and since and self.days(objective, since) and row.id not in self.citing:
            breaks.append(_broken(Break.NEVER_DELIVERED))
        return self.node("intervention", row, works, breaks)

    def node(
        self,
        kind: str,
        row: Problem | Goal | Objective | Intervention,
        works: bool,
        breaks: Iterable[Broken],
        children: tuple[Node, ...] = (),
        *,
        scores: int = 0,
        change: str = "",
    ) -> Node:
        own = row.status if row.status != ACTIVE else "" if works else "not worked on now"
        cited = self.of(row.id, *(one.id for child in children for one in child.all()))
        return Node(
            kind=kind, id=row.id, number=row.number, words=row.statement,
            status=STATUS.get(own, own), breaks=tuple(breaks),
            notes=tuple(note.id for _, note in cited),
            last_on=max((session.on for session, _ in cited), default=None),
            scores=scores, change=change, children=children,
        )  # fmt: skip

    def of(self, *nodes: UUID) -> list[Signed]:
        """The notes that name any of these, each once, in order of time."""
        found = {one[1].id: one for node in nodes for one in self.citing.get(node, ())}
        return sorted(found.values(), key=lambda one: one[0].starts_at)

    def days(self, node: UUID, since: date) -> list[date]:
        """The days of the signed notes since it took effect, without the times it was parked."""
        parked = self.case.record.scored.pauses.get(node, ())
        return [
            session.on
            for session, _ in self.case.record.progress_notes
            if session.on >= since
            and not any(a <= session.on and (b is None or session.on < b) for a, b in parked)
        ]

    def note(self, session: SessionFact, note: NoteFact) -> NoteLine:
        """A note before the first version has nothing to name: the timeline tells of its day."""
        versions = self.case.record.versions_on(session.on)
        held = frozenset[UUID]().union(*(one.nodes for one in versions))
        cites = note.named_nodes | {one.intervention for one in note.delivered}
        broken = None
        if versions and not note.named_nodes:
            broken = _broken(Break.CITES_NOTHING)
        elif versions and not note.named_nodes & held:
            broken = _broken(Break.CITES_OTHER)
        return NoteLine(note.id, session.on, cites, len(note.scores), broken)


def _diagnosis(row: Diagnosis, is_named: bool) -> Node:
    breaks = () if is_named else (Broken(Break.NO_PROBLEM, "no problem names it"),)
    return Node("diagnosis", row.id, row.code, row.title, breaks=breaks)


def _broken(kind: Break) -> Broken:
    return Broken(kind, str(kind))
