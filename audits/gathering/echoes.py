"""Texts of plans that stand elsewhere: in another client's plan, or in a planner."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from accounts.models import Practice
from library.models import PracticeStatement, Statement
from library.wording import Kind
from plans.document import PlanDocument
from plans.models import Plan

from ..case import Stands
from ..facts import Echo
from ..likeness import alike
from ..models import SignedText
from ..signed_texts import Said, texts_of
from ..wording.bags import Bag, bag, likeness
from ..wording.scripted_text import LIKE, as_the_planner_has_it, frame_of

ELSEWHERE, LIBRARY = "another client's plan", "the library"
PLACES = {"goal": "a goal", "objective": "an objective", "plan": "the reasons and criteria"}
KINDS = {"goal": Kind.GOAL, "objective": Kind.OBJECTIVE}

Texts = Sequence[tuple[Plan, Stands, PlanDocument]]
Echoes = Mapping[tuple[UUID, Stands], tuple[Echo, ...]]
Place = tuple[UUID, UUID, str, str]


class Comparing:
    """Holds the texts of many plans of one practice against what others signed before.

    The planners' words are read once (two queries); each chunk of plans costs two queries more.
    """

    def __init__(self, practice: Practice) -> None:
        self.practice_id = practice.pk
        shipped = Statement.objects.filter(kind__in=KINDS.values()).values_list("kind", "text")
        own = PracticeStatement.objects.filter(practice=practice, kind__in=KINDS.values())
        said = [*shipped, *own.values_list("kind", "text")]
        self.planners = {kind: _Planner(text for one, text in said if one == kind)
                         for kind in KINDS.values()}  # fmt: skip

    def __call__(self, texts: Texts) -> Echoes:
        """The echoes of each text, by plan and by where it stands; empty where there is none."""
        said = [(plan, stands, one) for plan, stands, held in texts for one in texts_of(held)]
        found: dict[tuple[UUID, Stands], list[Echo]] = {
            (plan.pk, stands): list(self._of_planners(held)) for plan, stands, held in texts
        }
        signed = _first_signed({plan.pk for plan, *_ in texts})
        asked = [(plan.client_id, _moment(plan, one, signed), one.marks) for plan, _, one in said]
        nearest: dict[int, int] = defaultdict(int)
        for near in alike(self.practice_id, asked):
            like = likeness(said[near.number][2].words, frozenset(near.words.split()))
            nearest[near.number] = max(nearest[near.number], like)
        for number, like in nearest.items():
            plan, stands, one = said[number]
            if like >= LIKE:
                found[plan.pk, stands].append(_echo(one, like, ELSEWHERE))
        return {key: tuple(echoes) for key, echoes in found.items()}

    def _of_planners(self, held: PlanDocument) -> Iterator[Echo]:
        for goal in held.active_goals:
            if like := self.planners[Kind.GOAL].like(goal.statement):
                yield Echo("goal", goal.id, "statement", like, LIBRARY, "a planner")
            for step in goal.objectives:
                if step.is_active and (like := self.planners[Kind.OBJECTIVE].like(step.statement)):
                    yield Echo("objective", step.id, "statement", like, LIBRARY, "a planner")


def _echo(said: Said, like: int, source: str) -> Echo:
    return Echo(said.node, said.id, said.field, like, source, PLACES[said.node])


def _first_signed(plans: Collection[UUID]) -> dict[Place, datetime]:
    """When each text of these plans was signed first. One query."""
    rows = SignedText.objects.filter(plan__in=plans).order_by()
    return {
        (plan, node, field, digest): at
        for plan, node, field, digest, at in rows.values_list(
            "plan", "node_id", "field", "digest", "at"
        )
    }


def _moment(plan: Plan, said: Said, signed: Mapping[Place, datetime]) -> datetime:
    """Who said it first is no copy: what is not signed yet is as old as the draft's last change."""
    return signed.get((plan.pk, said.id, said.field, said.digest), plan.changed_at)


class _Planner:
    """Statements of the planners, found by the rarest of their words."""

    def __init__(self, texts: Iterable[str]) -> None:
        frames = {text: frame_of(text) for text in set(texts)}
        self.holding = _by_rarest(frames)

    def like(self, text: str) -> int:
        """0-100: how much of a text that adds nothing of its own is a planner's; 0 for none."""
        near = {one for word in bag(text) for one in self.holding.get(word, ())}
        copied = (one for one in sorted(near) if as_the_planner_has_it(one, text))
        return max((likeness(bag(text), bag(one)) for one in copied), default=0)


def _by_rarest(frames: Mapping[str, Bag]) -> Mapping[str, list[str]]:
    """Whoever holds most words of a frame holds one of its rarest half."""
    often: dict[str, int] = defaultdict(int)
    for words in frames.values():
        for word in words:
            often[word] += 1
    found: dict[str, list[str]] = defaultdict(list)
    for text, words in frames.items():
        rarest = sorted(words, key=lambda word: (often[word], word))
        for word in rarest[: len(words) // 2 + 1]:
            found[word].append(text)
    return found
