"""What planners call their parts: by these words headings and sections are known."""

from typing import get_args

from ..planner import Aim, Focus, Measure
from ..wording import Kind, bare

# What a column may hold besides the statements of one section.
HEADINGS = {
    "area": "problem area",
    "section": "section of each statement",
    "statement": "statement",
    "approach": "approach",
    "group": "group of areas",
    "codes": "diagnosis codes",
    "measure": "measure (count, rating, act)",
    "zero": "what 0 means",
    "ten": "what 10 means",
    "focus": "focus of a goal",
    "aim": "aim of a goal",
}
VOCABULARY = {"measure": get_args(Measure), "focus": get_args(Focus), "aim": get_args(Aim)}

_SECTIONS = {
    Kind.DEFINITION: "behavioral definition|definition|behavioural definition|symptom|"
    "presenting symptom|behavior definition|indicator",
    Kind.GOAL: "goal|long term goal|ltg|long range goal|treatment goal|goals long term",
    Kind.OBJECTIVE: "objective|short term objective|short term goal|sto|stg|measurable objective",
    Kind.INTERVENTION: "intervention|therapeutic intervention|clinical intervention|"
    "treatment intervention|technique|action step",
    Kind.HOMEWORK: "homework|homework assignment|assignment|between sessions|task|exercise",
    Kind.STRENGTH: "strength|client strength|resource|protective factor",
}
_NAMES = {
    "area": "area|problem|problem area|presenting problem|planner|topic|chapter|problem title",
    "section": "section|kind|type|category|statement type|part|element",
    "statement": "statement|text|wording|description|content|statement text",
    "approach": "approach|modality|orientation|theory|model|evidence base",
    "group": "group|population|age group|volume|library|book",
    "codes": "code|icd|icd 10|icd 10 cm|icd code|icd 10 code|icd 10 cm code|diagnosis|"
    "diagnosis code|diagnoses|dsm code",
    "measure": "measure|measured by|measurement",
    "zero": "zero|0|zero means|what 0 means|0 means",
    "ten": "ten|10|ten means|what 10 means|10 means",
    "focus": "focus|domain",
    "aim": "aim|direction",
}


def _spelled(table: dict[str, str]) -> dict[str, str]:
    """Every word, and its plural, by what it stands for."""
    return {
        spelled: name
        for name, words in table.items()
        for word in words.split("|")
        for spelled in (word, f"{word}s")
    }


_BY_SECTION = _spelled({str(kind): words for kind, words in _SECTIONS.items()})
_BY_NAME = _spelled(_NAMES)


def section_of(word: str) -> Kind | None:
    """The section that a word names: "Long-Term Goals" is goals."""
    known = _BY_SECTION.get(bare(word))
    return Kind(known) if known else None


def heading_of(word: str) -> str:
    """What a column of this heading probably holds; "" if nobody can tell."""
    plain = bare(word)
    return _BY_NAME.get(plain) or _BY_SECTION.get(plain, "")
