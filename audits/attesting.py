"""What no program can judge: a named person's word, or that there is none yet."""

from collections.abc import Iterator
from uuid import UUID

from plans.drafting import in_words

from .case import Case
from .said import Found, NotJudged, Said


def attested(case: Case, rule: str, asked: str, place: tuple[str, UUID, str]) -> Iterator[Said]:
    """Nothing where somebody attests it; found where they deny it; else `asked` is still open.

    `place` is (node, id, field).
    """
    said = case.attested(rule)
    if said is None:
        yield NotJudged(f"No program can judge this: {asked}")
    elif not said.holds:
        yield Found(said.words, *place, evidence=f"{said.by}, {in_words(said.on)}")
