"""A thread of its own for pyHanko, which runs an event loop and cannot run it inside another."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Found = TypeVar("Found")


def apart(work: Callable[[], Found]) -> Found:
    """What the work gives, or raises. It asks no database: a thread has no connection of ours."""
    with ThreadPoolExecutor(max_workers=1) as threads:
        return threads.submit(work).result()
