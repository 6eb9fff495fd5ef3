"""The plan: its root, its versions and what was signed."""

from .amendment import AmendmentEntry, AmendmentRequest
from .plan import Plan, Problem, ServiceOrder
from .version import Printout, Return, Review, Signature, Version

__all__ = [
    "AmendmentEntry",
    "AmendmentRequest",
    "Plan",
    "Printout",
    "Problem",
    "Return",
    "Review",
    "ServiceOrder",
    "Signature",
    "Version",
]
