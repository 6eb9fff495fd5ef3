"""A random sample that anybody can draw again: the same seed takes the same rows."""

import hashlib
import secrets
from collections.abc import Iterable
from uuid import UUID


def new_seed() -> str:
    """Eight characters that nobody chose."""
    return secrets.token_hex(4)


def sample(keys: Iterable[UUID], size: int, seed: str) -> list[UUID]:
    """`size` of these (all, if there are fewer), by the SHA-256 of the seed and each key."""
    drawn = sorted(keys, key=lambda key: hashlib.sha256(f"{seed} {key}".encode()).digest())
    return drawn[: max(size, 0)]
