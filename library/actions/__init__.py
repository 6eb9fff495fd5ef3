"""Every write to the banks and to a practice's layer over the planners."""

from .banking import (
    change_statement,
    delete_statement,
    keep,
    merge,
    promote,
    restore,
    take_back,
    withdraw,
)
from .importing import discard, remove_planner, stage, sweep, take_over
from .layering import add_statement, put_back, reword, take_out, use_original

__all__ = [
    "add_statement",
    "change_statement",
    "delete_statement",
    "discard",
    "keep",
    "merge",
    "promote",
    "put_back",
    "remove_planner",
    "restore",
    "reword",
    "stage",
    "sweep",
    "take_back",
    "take_out",
    "take_over",
    "use_original",
    "withdraw",
]
