"""Keeping labels apart."""

from collections.abc import Sequence

from goals.charts.lettering import width


def spread(wanted: Sequence[float], gap: float, lowest: float, highest: float) -> list[float]:
    """Places as near as may be to the wanted ones, `gap` apart, between lowest and highest.

    Labels wanted at one place keep their order downwards. If there is no room for all, they
    stand as far apart as the room allows.
    """
    if not wanted:
        return []
    gap = min(gap, (highest - lowest) / max(len(wanted) - 1, 1))
    order = sorted(range(len(wanted)), key=lambda one: (wanted[one], -one))
    groups: list[list[int]] = []
    for one in order:
        groups.append([one])
        while len(groups) > 1 and _low(groups[-1], wanted, gap, lowest, highest) < (
            _low(groups[-2], wanted, gap, lowest, highest) + gap * len(groups[-2])
        ):
            groups[-2:] = [groups[-2] + groups[-1]]
    places = [0.0] * len(wanted)
    for group in groups:
        low = _low(group, wanted, gap, lowest, highest)
        for step, one in enumerate(group):
            places[one] = low + step * gap
    return places


def _low(
    group: list[int], wanted: Sequence[float], gap: float, lowest: float, highest: float
) -> float:
    """The lowest place of labels that stand together, around the middle of what they want."""
    height = gap * (len(group) - 1)
    middle = sum(wanted[one] for one in group) / len(group)
    return min(max(middle - height / 2, lowest), highest - height)


def free_places(
    wanted: Sequence[tuple[float, str]], size: float, left: float, right: float
) -> list[tuple[float, str]]:
    """Where labels beside their marks start, those first in the list first; who has no room, goes.

    `wanted` holds (x of the mark, label). A label stands right of its mark, or left of it at the
    right edge.
    """
    taken: list[tuple[float, float]] = []
    placed: list[tuple[float, str]] = []
    for mark, said in wanted:
        wide = width(said, size)
        start = mark + 2 if mark + 2 + wide <= right else mark - 2 - wide
        clear = all(start >= end + 3 or start + wide + 3 <= begin for begin, end in taken)
        if clear and start >= left:
            taken.append((start, start + wide))
            placed.append((start, said))
    return placed
