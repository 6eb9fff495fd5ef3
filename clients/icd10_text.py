"""ICD-10-CM codes and what people type for them, as text: no table, no file but the abbreviations.

Codes are written with their dot, as on a claim form that a person reads: "F40.01".
"""

import re
from functools import lru_cache
from pathlib import Path

import yaml
from django.conf import settings

CODE = re.compile(r"^[A-Z][0-9A-Z]{2}(\.[0-9A-Z]{1,4})?$")
_UNDOTTED = re.compile(r"^[A-Z][0-9A-Z]{2}[0-9A-Z]{0,4}$")
_CODE_BEGINS = re.compile(r"^[A-Z][0-9](?:[0-9A-Z](?:\.?[0-9A-Z]{0,4}))?$")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_MOST_LETTERS, _MOST_WORDS = 200, 8


def normalise(code: str) -> str:
    """The code in capitals with its dot: "f4001" and " F40.01 " become "F40.01".

    What cannot be a code comes back in capitals, trimmed to 20 characters, so that a refusal can
    repeat it.
    """
    typed = _CONTROL.sub("", code).strip().upper()
    letters = re.sub(r"[\s.]", "", typed)
    if not _UNDOTTED.match(letters):
        return typed[:20].strip()
    return f"{letters[:3]}.{letters[3:]}" if len(letters) > 3 else letters


def is_code(code: str) -> bool:
    """Whether the text has the form of a code or heading, with its dot ("F40", "F40.01")."""
    return CODE.match(code) is not None


def code_begun(words: str) -> tuple[str, list[str]]:
    """The beginning of a code, if one was typed first ("f33 mild"), and the other words.

    The beginning comes back with its dot ("F33", "F40.0"), or empty; of the first 200 letters at
    most 8 words, in lower case, letters and digits only, abbreviations spelled out.
    """
    first, _, rest = words[:_MOST_LETTERS].strip().partition(" ")
    begun = first.strip(".,;:").upper()
    if not _CODE_BEGINS.match(begun):
        return "", _words(words)
    return (begun if len(begun) < 3 else normalise(begun)), _words(rest)


def _words(typed: str) -> list[str]:
    said = re.findall(r"[^\W_]+", typed[:_MOST_LETTERS].lower())[:_MOST_WORDS]
    return [part for word in said for part in abbreviations().get(word, word).split()]


@lru_cache(maxsize=1)
def abbreviations() -> dict[str, str]:
    """Letters that clinicians type ("ptsd") → words of the titles, from fixtures/icd10cm."""
    path = Path(settings.BASE_DIR) / "fixtures" / "icd10cm" / "abbreviations.yaml"
    entries: dict[str, str] = yaml.safe_load(path.read_text("utf-8"))
    return {letters.lower(): words.lower() for letters, words in entries.items()}
