"""The tree as the pages show it: to read, with each goal's line; and to edit, with its buttons."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from goals.overview import line_since
from goals.scored import Scored, scores_of
from goals.sparkline import Sparkline, sparkline
from notes.progress import Progress

from .amending import amendments_of
from .answers import answers_of
from .beside import beside
from .document import Goal, PlanDocument, Problem
from .models import Plan, Version
from .pages import Places
from .state import asked_for, awaited, effective_at, printed_signatures, returned, waits_for

Comments = Mapping[str, str]


@dataclass(frozen=True)
class GoalRead:
    """A goal to read: as it was frozen, with the line of its scores."""

    goal: Goal
    line: Sparkline | None
    url: str


@dataclass(frozen=True)
class ProblemRead:
    """A problem to read."""

    problem: Problem
    goals: tuple[GoalRead, ...]


def to_read(
    plan: Plan,
    document: PlanDocument,
    progress: Progress | None = None,
) -> list[ProblemRead]:
    """The frozen tree. Without `progress` no scores stand beside it."""
    place = Places(plan)
    return [
        ProblemRead(
            problem,
            tuple(
                GoalRead(
                    goal,
                    line_of(goal, progress) if progress else None,
                    place("goals:detail", goal.id),
                )
                for goal in problem.goals
            ),
        )
        for problem in document.problems
    ]


def line_of(goal: Goal, progress: Progress) -> Sparkline:
    """The small line beside a goal, and its words: "8→4 (target 3)"."""
    return sparkline(
        progress.points(goal),
        target=goal.target,
        lower_is_better=goal.lower_is_better,
        baseline=goal.baseline,
    )


def frozen(plan: Plan, version: Version, *, scored: bool = False) -> dict[str, Any]:
    """What plans/document.html shows: the document read back, signatures, and scores beside it."""
    document = PlanDocument.stored(version.document)
    progress = Progress(scores_of([goal.id for goal in document.goals])) if scored else None
    back = returned(version)
    threads = amendments_of(version)
    return {
        "version": version,
        "document": document,
        "words": as_words(document),
        "problems_read": to_read(plan, document, progress),
        "threads": threads,
        "beside": beside(comments=back.comments if back else {}, threads=threads),
        "signatures": printed_signatures(version),
        "effective_at": effective_at(version),
        "returned": back,
        "waits_for": [] if back else waits_for(version),
        "awaited": [] if back else [*awaited(version), *asked_for(version)],
        "answers": answers_of(version, document),
    }


CHILD = {"problem": "goal", "goal": "objective", "objective": "intervention"}


@dataclass
class Node:
    """A row to edit: its number, its words as a document says them, and its buttons' addresses."""

    kind: str
    row: Any
    said: Any
    children: "list[Node]" = field(default_factory=list)
    comment: str = ""
    edit_url: str = ""
    up_url: str = ""
    down_url: str = ""
    status_url: str = ""
    remove_url: str = ""
    add_url: str = ""
    grow_url: str = ""
    line: Sparkline | None = None

    @property
    def name(self) -> str:
        """How it is called on the page: "goal 1.2"."""
        return f"{self.kind} {self.said.number}"

    @property
    def child(self) -> str:
        """What may be added under it."""
        return CHILD.get(self.kind, "")

    @property
    def is_active(self) -> bool:
        """Worked on now."""
        return bool(self.row.status == "active")

    @property
    def status_label(self) -> str:
        """What the button says that leads to the choice."""
        return "Park, met or stop" if self.is_active else "Take up again or stop"


class Editor:
    """Turns a plan whose tree was fetched into nodes with buttons. No query."""

    def __init__(
        self,
        plan: Plan,
        document: PlanDocument,
        progress: Scored,
        *,
        signed: PlanDocument | None,
        comments: Comments,
        may_write: bool,
    ) -> None:
        self.plan, self.document, self.progress = plan, document, progress
        self.comments, self.may_write = comments, may_write
        # What stands in a signed version stays: it is discontinued, and not removed. A node of an
        # older version is in the latest one too, because it could not be removed either.
        self.kept = set(signed.numbers()) if signed else set()
        self.place = Places(plan)

    def nodes(self) -> list[Node]:
        """The problems, with what stands under them."""
        return self._family("problem", self.plan.problems.all(), self.document.problems)

    def _family(self, kind: str, rows: Any, said: Any) -> list[Node]:
        pairs = list(zip(rows, said, strict=True))
        return [
            self._node(kind, row, words, first=n == 0, last=n == len(pairs) - 1)
            for n, (row, words) in enumerate(pairs)
        ]

    def _node(self, kind: str, row: Any, said: Any, *, first: bool, last: bool) -> Node:
        node = Node(kind, row, said, comment=self.comments.get(str(row.pk), ""))
        if child := CHILD.get(kind):
            rows = getattr(row, f"{child}s").all()
            node.children = self._family(child, rows, getattr(said, f"{child}s"))
        if kind == "goal" and row.pk in self.progress.scores:
            node.line = line_since(row, self.progress)
        if self.may_write:
            self._buttons(node, first=first, last=last)
        return node

    def _buttons(self, node: Node, *, first: bool, last: bool) -> None:
        kind, pk, place = node.kind, node.row.pk, self.place
        node.edit_url = place.edit(kind, pk)
        move = place("plans:move", pk, kind=kind)
        node.up_url, node.down_url = ("" if first else move), ("" if last else move)
        if kind == "problem":
            node.status_url = place("plans:problem-status", pk)
            removal = "" if node.children else place("plans:remove-problem", pk)
        else:
            node.status_url = place("goals:status", pk, kind=kind)
            removal = place("goals:remove", pk, kind=kind)
        node.remove_url = "" if pk in self.kept else removal
        if kind == "goal":
            node.grow_url = place("goals:grow", pk)
        if node.child:
            node.add_url = place(f"goals:add-{node.child}", pk, key="parent")


def same_text(
    draft: PlanDocument, signed: PlanDocument, confirmed_until: date | None = None
) -> bool:
    """Whether the draft says what was signed, whoever looks at it.

    `confirmed_until` is the date to which a signed review that changed nothing moved the next one.
    """
    dates = (signed.plan.review_due_on, confirmed_until)
    return draft.plan.review_due_on in dates and draft.says_the_same_as(signed)


def as_words(document: PlanDocument) -> list[tuple[str, Any]]:
    """The plan's own words as (label, value), in the order in which a payer reads."""
    plan = document.plan
    rows = [
        ("Programme", plan.programme),
        ("Level of care", plan.level_of_care),
        ("Lead clinician", document.lead.printed_name),
        ("Why treatment is needed now", plan.why_now),
        ("Severity", plan.severity),
        ("Functional impairment", plan.impairment),
        ("Discharge criteria", plan.discharge_criteria),
        ("Anticipated discharge", day(plan.discharge_expected_on)),
        ("Aftercare", plan.aftercare),
        ("How the client took part", plan.participation),
    ]
    if plan.client_unsigned_because:
        rows.append(("Why the client’s signature is absent", plan.client_unsigned_because))
    return rows


def day(on: Any) -> str:
    """5 January 2026; empty for none."""
    return f"{on:%-d %B %Y}" if on else ""
