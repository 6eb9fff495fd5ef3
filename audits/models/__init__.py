"""What the audit keeps: judgements and findings, which can be made anew, and people's words."""

from .asking import Ask, AskEnded, Waiver, WaiverEnded
from .attestation import Attestation
from .judgement import Finding, Judgement, Watch
from .mock import MockAudit, MockChart
from .sign_off import SignOff

__all__ = [
    "Ask", "AskEnded", "Attestation", "Finding", "Judgement", "MockAudit", "MockChart", "SignOff",
    "Waiver", "WaiverEnded", "Watch",
]  # fmt: skip
