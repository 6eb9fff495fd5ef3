"""Every write to measures and to the journal."""

from .choosing import add_instrument, switch
from .giving import discard, finish, keep, start
from .journal import add_entry, change_entry

__all__ = [
    "add_entry",
    "add_instrument",
    "change_entry",
    "discard",
    "finish",
    "keep",
    "start",
    "switch",
]
