"""Every write to plans, by its name."""

from .amending import add_to_amendment, record_amendment_request
from .answering import Said, answer, hand_over, record_absence, take_back
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
from .sections import answer_section
from .signing import CannotSign, cosign, return_version, sign
from .undoing import put_back, remember

__all__ = [
    "CannotSign",
    "Said",
    "add_problem",
    "add_service",
    "add_to_amendment",
    "answer",
    "answer_section",
    "change_plan",
    "change_problem",
    "change_service",
    "close_plan",
    "cosign",
    "hand_over",
    "move",
    "open_plan",
    "put_back",
    "record_amendment_request",
    "record_absence",
    "remember",
    "remove_problem",
    "remove_service",
    "return_version",
    "set_problem_status",
    "sign",
    "stamp",
    "take_back",
]
