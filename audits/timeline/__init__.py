"""The coverage timeline: sessions against the validity of plan, consent and authorization."""

from .cover import Reason, Span, Uncovered, spans_of, uncovered
from .orders import Delivery, deliveries
from .units import Units, units_of

__all__ = [
    "Delivery", "Reason", "Span", "Uncovered", "Units", "deliveries", "spans_of", "uncovered",
    "units_of",
]  # fmt: skip
