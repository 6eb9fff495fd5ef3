"""Every write to the banks and to a practice's layer over the planners."""

from .banking import change_statement, delete_statement, keep, merge, promote, take_back, withdraw

__all__ = [
    "change_statement",
    "delete_statement",
    "keep",
    "merge",
    "promote",
    "take_back",
    "withdraw",
]
