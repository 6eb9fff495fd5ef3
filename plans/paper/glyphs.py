"""Which characters our fonts can draw. What they cannot is told before printing, never a box.

`fonts/coverage.txt` is read off the fonts by `of_fonts`; a test holds one against the other.
"""

import html
import lzma
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from functools import cache
from io import BytesIO

from .press import FOLDER, SCRIPTS

COVERAGE = FOLDER / "fonts" / "coverage.txt"
BASE = "NotoSans"
_TAG = re.compile(r"<[^>]*>")
# Drawn as nothing, by whatever font: controls, joiners, selectors, spaces.
_UNSEEN = {"Cc", "Cf", "Zs", "Zl", "Zp"}
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")


class MissingGlyphs(Exception):
    """Characters stand in the text that our fonts cannot draw: `characters`, each once, in order.

    Its sentences name them, so that whoever prints can look for them.
    """

    def __init__(self, characters: tuple[str, ...]) -> None:
        super().__init__(f"{len(characters)} characters cannot be drawn")
        self.characters = characters

    @property
    def named(self) -> list[tuple[str, str, str]]:
        """The character, its code ("U+13000") and its name."""
        return [(one, _code(one), unicodedata.name(one, "unnamed")) for one in self.characters]


def missing(text: str) -> tuple[str, ...]:
    """The characters of a text that our fonts cannot draw, each once, in order."""
    return tuple(one for one in dict.fromkeys(text) if not _drawn(one))


def missing_in_page(page: str) -> tuple[str, ...]:
    """The same for an HTML page: what is read on it, not its tags."""
    return missing(html.unescape(_TAG.sub(" ", page)))


def with_codes(page: str, characters: Iterable[str]) -> str:
    """The page with each of these characters replaced by its code, as "[U+13000]"."""
    codes = {one: f"[{_code(one)}]" for one in characters}
    for one, code in codes.items():
        page = page.replace(f"&#{ord(one)};", code).replace(f"&#x{ord(one):x};", code)
    return page.translate({ord(one): code for one, code in codes.items()})


def of_fonts() -> str:
    """The ranges that the fonts draw, one a line in hexadecimal ("41-5A"): what COVERAGE holds.

    A font other than the base counts only for the characters for which the press unpacks it.
    """
    known = _characters(BASE)
    for name, letters in SCRIPTS.items():
        wanted = re.compile(f"[{letters}]")
        known |= {one for one in _characters(name) if wanted.match(chr(one))}
    lines: list[str] = []
    first = last = -1
    for one in [*sorted(known), -1]:
        if one != last + 1 or first < 0:
            lines += [f"{first:X}-{last:X}"] if first >= 0 else []
            first = one
        last = one
    return "\n".join(lines) + "\n"


def _characters(name: str) -> set[int]:
    from fontTools.ttLib import TTFont

    packed = (FOLDER / "fonts" / f"{name}-Regular.ttf.xz").read_bytes()
    return set(TTFont(BytesIO(lzma.decompress(packed))).getBestCmap())


def _drawn(character: str) -> bool:
    if unicodedata.category(character) in _UNSEEN or _SELECTORS.match(character):
        return True
    starts, ends = _ranges()
    place = bisect_right(starts, ord(character)) - 1
    return place >= 0 and ord(character) <= ends[place]


@cache
def _ranges() -> tuple[list[int], list[int]]:
    pairs = [line.split("-") for line in COVERAGE.read_text().split()]
    return [int(start, 16) for start, _ in pairs], [int(end, 16) for _, end in pairs]


def _code(character: str) -> str:
    return f"U+{ord(character):04X}"
