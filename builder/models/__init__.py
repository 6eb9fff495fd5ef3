"""Templates: what a note, an assessment or a plan asks; and the drafts of the next ones."""

from .draft import Draft
from .template import Template

__all__ = ["Draft", "Template"]
