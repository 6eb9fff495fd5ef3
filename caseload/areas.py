"""Problem areas: the blocks of chapter 5 of ICD-10-CM, by the code of the problem's diagnosis.

Source: ICD-10-CM, tabular list, chapter 5 (F01-F99), a work of the US government; the titles were
compared with public copies of it, not with the publication itself.
"""

from typing import NamedTuple

UNNAMED = "No diagnosis named"
ELSEWHERE = "Other chapters of ICD-10-CM"


class Block(NamedTuple):
    """Codes from `first` to `last`, by their first three characters."""

    first: str
    last: str
    title: str


BLOCKS = (
    Block("F01", "F09", "Mental disorders due to known physiological conditions"),
    Block("F10", "F19", "Mental and behavioral disorders due to psychoactive substance use"),
    Block(
        "F20",
        "F29",
        "Schizophrenia, schizotypal, delusional, and other non-mood psychotic disorders",
    ),
    Block("F30", "F39", "Mood [affective] disorders"),
    Block(
        "F40",
        "F48",
        "Anxiety, dissociative, stress-related, somatoform and other nonpsychotic mental disorders",
    ),
    Block(
        "F50",
        "F59",
        "Behavioral syndromes associated with physiological disturbances and physical factors",
    ),
    Block("F60", "F69", "Disorders of adult personality and behavior"),
    Block("F70", "F79", "Intellectual disabilities"),
    Block("F80", "F89", "Pervasive and specific developmental disorders"),
    Block(
        "F90",
        "F98",
        "Behavioral and emotional disorders with onset usually occurring in childhood and"
        " adolescence",
    ),
    Block("F99", "F99", "Unspecified mental disorder"),
)
# In the order of a table's rows.
AREAS = (*(f"{b.title} ({b.first}–{b.last})" for b in BLOCKS), ELSEWHERE, UNNAMED)


def area_of(code: str | None) -> str:
    """One of `AREAS`."""
    if not code:
        return UNNAMED
    for place, block in enumerate(BLOCKS):
        if block.first <= code[:3].upper() <= block.last:
            return AREAS[place]
    return ELSEWHERE
