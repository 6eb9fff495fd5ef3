"""Words in a picture: made safe to draw, and measured before they are drawn.

What is typed can hold anything: control characters break XML, direction marks turn a line round,
piled accents run out of the figure. The width is an upper estimate, so that a label which fits
here fits with whatever font the reader's machine has.
"""

import unicodedata

# Advance widths of printable ASCII in DejaVu Sans, in 1/1000 em: the widest of the fonts named.
_REGULAR = (
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636,
    636, 636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698,
    770, 632, 575, 775, 752, 295, 295, 656, 557, 863, 748, 787, 603, 787, 695, 635, 611, 732,
    684, 989, 685, 611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352, 635,
    634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592,
    525, 636, 337, 636, 838,
)  # fmt: skip
_BOLD = (
    348, 456, 521, 838, 696, 1002, 872, 306, 457, 457, 523, 838, 380, 415, 380, 365, 696, 696,
    696, 696, 696, 696, 696, 696, 696, 696, 400, 400, 838, 838, 838, 580, 1000, 774, 762, 734,
    830, 683, 683, 821, 837, 372, 372, 775, 637, 995, 837, 850, 733, 850, 770, 720, 682, 812,
    774, 1103, 771, 724, 725, 457, 365, 457, 838, 500, 500, 675, 716, 593, 716, 678, 435, 716,
    712, 343, 343, 665, 343, 1042, 712, 687, 716, 716, 493, 595, 478, 712, 652, 924, 645, 652,
    582, 712, 365, 712, 838,
)  # fmt: skip
_OTHER, _WIDE = 950, 1400
_ZERO_WIDTH_JOINER = "\u200d"
_MOST_ACCENTS = 2


def clean(text: str) -> str:
    """The text on one line, without what cannot or must not be drawn.

    Left out: control and direction characters, surrogates, unassigned code points, and all but
    two accents on one letter. Letters of every script, emoji and zero-width joiners stay.
    """
    kept: list[str] = []
    accents = 0
    for char in unicodedata.normalize("NFC", " ".join(text.split())):
        category = unicodedata.category(char)
        accents = accents + 1 if category in ("Mn", "Me") else 0
        drawable = category[0] != "C" or char == _ZERO_WIDTH_JOINER
        if drawable and accents <= _MOST_ACCENTS:
            kept.append(char)
    return "".join(kept).strip()


def width(text: str, size: float, *, bold: bool = False) -> float:
    """An upper estimate of how wide the text is drawn, in the unit of `size`."""
    table = _BOLD if bold else _REGULAR
    return sum(_advance(char, table) for char in text) * size / 1000


def _advance(char: str, table: tuple[int, ...]) -> int:
    code = ord(char)
    if 32 <= code < 127:
        return table[code - 32]
    if unicodedata.combining(char) or char == _ZERO_WIDTH_JOINER:
        return 0
    wide = code > 0xFFFF or unicodedata.east_asian_width(char) in ("W", "F")
    return _WIDE if wide else _OTHER


def shorten(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """The cleaned text if it fits into `room`, else its beginning and an ellipsis."""
    text = clean(text)
    if width(text, size, bold=bold) <= room:
        return text
    table = _BOLD if bold else _REGULAR
    left = room * 1000 / size - 1000
    end = 0
    while end < len(text) and (left := left - _advance(text[end], table)) >= 0:
        end += 1
    return text[:end].rstrip(" .,;:" + _ZERO_WIDTH_JOINER) + "…" if end else ""
