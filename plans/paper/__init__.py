"""The plan on paper: a frozen document and facts in, PDF bytes out.

`payer_html` and its kin are plain functions: no request, no query, no clock. `pressroom` has the
pages made in a process of their own, and `ordering` goes from a version to the paper that is kept.
"""

from plans.document import PlanDocument

from .facts import (
    GoalProgress,
    GoalReviewed,
    PaperFacts,
    PrintedSignature,
    ReviewHeld,
)
from .press import PressUnavailable
from .sheet import payer_html

__all__ = [
    "GoalProgress",
    "GoalReviewed",
    "PaperFacts",
    "PressUnavailable",
    "PrintedSignature",
    "ReviewHeld",
    "payer_html",
    "payer_pdf",
]


def payer_pdf(document: PlanDocument, facts: PaperFacts) -> bytes:
    """The payer's paper before its seal: thirteen sections on Letter, readable in black and white.

    Raises PressUnavailable when WeasyPrint's libraries are not installed, and
    pressroom.PressFailed when the document is more than its process may take.
    """
    from . import pressroom

    return pressroom.press(payer_html(document, facts)).pdf
