"""The plan: its root, its versions and what was signed."""

from .amendment import AmendmentEntry, AmendmentRequest
from .answer import ClientAnswer, UnsignedReason
from .disclosure import Disclosure
from .plan import Plan, Problem, ServiceOrder
from .removed import Removed
from .review import ReviewDraft, ReviewSignature
from .section import PlanSection
from .version import Printout, Return, Review, Signature, Version

__all__ = [
    "AmendmentEntry",
    "AmendmentRequest",
    "ClientAnswer",
    "Disclosure",
    "Plan",
    "PlanSection",
    "Printout",
    "Problem",
    "Removed",
    "Return",
    "Review",
    "ReviewDraft",
    "ReviewSignature",
    "ServiceOrder",
    "Signature",
    "UnsignedReason",
    "Version",
]
