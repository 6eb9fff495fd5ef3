"""Every write to plans, by its name."""

from .drafting import (
    add_problem,
    add_service,
    change_plan,
    change_problem,
    change_service,
    close_plan,
    open_plan,
    remove_problem,
    remove_service,
    set_problem_status,
)
from .moving import move
from .permits import stamp
from .signing import CannotSign, cosign, return_version, sign

__all__ = [
    "CannotSign",
    "add_problem",
    "add_service",
    "change_plan",
    "change_problem",
    "change_service",
    "close_plan",
    "cosign",
    "move",
    "open_plan",
    "remove_problem",
    "remove_service",
    "return_version",
    "set_problem_status",
    "sign",
    "stamp",
]
