"""What the audit keeps: judgements and findings, which can be made anew, and people's words."""

from .attestation import Attestation
from .judgement import Finding, Judgement

__all__ = ["Attestation", "Finding", "Judgement"]
