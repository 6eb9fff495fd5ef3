"""Numbers of nodes: "1", "1.2", "1.2B", "1.2B.3". They follow from the place."""

from string import ascii_uppercase


def letters(n: int) -> str:
    """0 is A, 25 is Z, 26 is AA."""
    word = ""
    n += 1
    while n:
        n, rest = divmod(n - 1, 26)
        word = ascii_uppercase[rest] + word
    return word


def number_of(kind: str, parent: str, place: int) -> str:
    """The number of a node of this kind, at a place (from 0) under the parent's number."""
    if kind == "problem":
        return str(place + 1)
    if kind == "objective":
        return f"{parent}{letters(place)}"
    return f"{parent}.{place + 1}"
