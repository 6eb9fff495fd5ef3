"""The plan on paper: a frozen document and facts in, PDF bytes out.

Plain functions: no request, no query, no clock. WeasyPrint is loaded when the first page is
printed (it costs a second).
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
    """The payer's paper: thirteen sections on Letter, tagged, readable in black and white.

    Raises PressUnavailable when WeasyPrint's libraries are not installed.
    """
    from . import press

    return press.pdf(payer_html(document, facts))
