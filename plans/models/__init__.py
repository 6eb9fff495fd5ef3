"""The plan: its root, its versions and what was signed."""

from .plan import Plan, Problem, ServiceOrder
from .version import Printout, Return, Review, Signature, Version

__all__ = [
    "Plan",
    "Printout",
    "Problem",
    "Return",
    "Review",
    "ServiceOrder",
    "Signature",
    "Version",
]
