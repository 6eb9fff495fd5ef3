"""The plan as a document: frozen, complete, and the one source of page, paper and audit."""

from . import frame
from .missing import Missing, missing_before_signing
from .nodes import Extended, Goal, Intervention, Objective, Problem
from .plan_document import SCHEMA, PlanDocument, canonical, digest

__all__ = [
    "SCHEMA",
    "Extended",
    "Goal",
    "Intervention",
    "Missing",
    "Objective",
    "PlanDocument",
    "Problem",
    "canonical",
    "digest",
    "frame",
    "missing_before_signing",
]
