"""A thread as its page tells it: the picture, the same as a list with links, and what was found."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse

from audits.drawing import as_image
from audits.gathering import case_to_read
from audits.models import Finding
from audits.sources import sources
from plans.drafting import in_words
from plans.models import Plan
from plans.pages import Places, crumbs

from . import drawing
from .nodes import Broken, Node, NoteLine, Thread
from .placing import many
from .weaving import UNTOUCHED, thread_of

RECENT = 5
# Of a long care the newest notes are listed; all stand under sessions and notes.
MOST_NOTES = 60
WITH_NOTES = ("goal", "intervention")

Findings = Mapping[UUID, list[Finding]]


@dataclass(frozen=True)
class Told:
    """A node of the list: where it leads, its newest notes, and what the audit found there."""

    node: Node
    url: str
    recent: list[tuple[date, str]]
    findings: list[Finding]
    children: list["Told"]

    @property
    def more(self) -> int:
        """How many notes are not named here, where some are."""
        return len(self.node.notes) - len(self.recent) if self.recent else 0

    @property
    def said(self) -> str:
        """ "12 notes, 9 scores, 8 → 4:", before the newest notes; or when the last one was."""
        node = self.node
        if node.kind == "diagnosis":
            return ""
        if not node.notes or not node.last_on:
            return "No note."
        scores = [many(node.scores, "score")] if node.scores else []
        told = [many(len(node.notes), "note"), *scores, *([node.change] if node.change else [])]
        end = ":" if self.recent else f", the last on {in_words(node.last_on)}."
        return ", ".join(told) + end


@dataclass(frozen=True)
class ToldNote:
    """A note of the list: what it cites, by number."""

    on: date
    url: str
    cites: str
    scores: int
    broken: Broken | None
    findings: list[Finding]


def thread_page(plan: Plan) -> dict[str, Any]:
    """What the page of a plan’s thread shows. The plan is judged already."""
    case = case_to_read(plan)
    thread, findings = thread_of(case), _findings(plan)
    telling = _Telling(plan, thread, findings, is_draft=case.current is None)
    numbers = case.document.numbers()
    notes = [telling.note(one, numbers) for one in reversed(thread.notes)]
    return {
        "plan": plan,
        "version": case.current,
        "picture": as_image(drawing.draw(thread)),
        "high": drawing.high_of(thread),
        "alt": drawing.alt_text(thread),
        "diagnoses": [telling.node(one) for one in thread.diagnoses],
        "problems": [telling.node(one) for one in thread.problems],
        "notes": notes[:MOST_NOTES],
        "more_notes": len(notes[MOST_NOTES:]),
        "loose": [one for one in notes if one.broken],
        "breaks": len(thread.orphans) + len(thread.loose_notes),
        "untouched": UNTOUCHED,
        "source": sources()[UNTOUCHED.source],
        "crumbs": crumbs(plan),
    }


class _Telling:
    """Links and findings of one plan, ready for each node."""

    def __init__(self, plan: Plan, thread: Thread, findings: Findings, *, is_draft: bool) -> None:
        self.place, self.plan, self.findings = Places(plan), plan, findings
        self.is_draft = is_draft
        self.days = {note.id: note.on for note in thread.notes}

    def node(self, node: Node) -> Told:
        newest = (
            list(reversed(node.notes))[:RECENT] if node.kind in ("goal", "intervention") else []
        )
        return Told(
            node,
            self.url(node),
            [(self.days[one], self.note_url(one)) for one in newest],
            self.findings.get(node.id, []),
            [self.node(child) for child in node.children],
        )

    def url(self, node: Node) -> str:
        """The goal’s own page; of the rest the place in the plan as it is read."""
        if node.kind == "diagnosis":
            return reverse("clients:detail", args=[self.plan.client_id])
        if self.is_draft:
            return self.place.draft(node.kind, node.id)
        if node.kind == "goal":
            return self.place("goals:detail", node.id)
        return f"{self.place('plans:read')}#{node.kind}-{node.id}"

    def note_url(self, note: UUID) -> str:
        return reverse("notes:note", args=[self.plan.client_id, note])

    def note(self, line: NoteLine, numbers: Mapping[UUID, str]) -> ToldNote:
        known = sorted(numbers[one] for one in line.cites if one in numbers)
        others = sum(one not in numbers for one in line.cites)
        if others:
            known.append(f"{others} that this text does not hold")
        return ToldNote(
            line.on, self.note_url(line.id), ", ".join(known), line.scores, line.broken,
            self.findings.get(line.id, []),
        )  # fmt: skip


def _findings(plan: Plan) -> Findings:
    """What is kept of this plan and is not waived, by the row that it is about."""
    found: dict[UUID, list[Finding]] = defaultdict(list)
    for row in Finding.objects.filter(plan=plan, is_waived=False).order_by("rule", "field"):
        found[row.node_id].append(row)
    return found
