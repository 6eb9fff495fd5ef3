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
from .importing import discard, forget_old, remove_planner, stage, take_over
from .layering import add_statement, put_back, reword, take_out, use_original

__all__ = [
    "add_statement",
    "change_statement",
    "delete_statement",
    "discard",
    "forget_old",
    "keep",
    "merge",
    "promote",
    "put_back",
    "remove_planner",
    "restore",
    "reword",
    "stage",
    "take_back",
    "take_out",
    "take_over",
    "use_original",
    "withdraw",
]
