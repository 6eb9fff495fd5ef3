"""What the audit keeps: judgements and findings, which can be made anew, and people's words."""

from .asking import Ask, AskEnded, Waiver, WaiverEnded
from .attestation import Attestation
from .judgement import Finding, Judgement, Watch
from .mock import MockAudit, MockChart
from .packet import Packet, PacketChart, PacketFile
from .sign_off import SignOff
from .signed_text import ReadVersion, SignedText

__all__ = [
    "Ask", "AskEnded", "Attestation", "Finding", "Judgement", "MockAudit", "MockChart", "Packet",
    "PacketChart", "PacketFile", "ReadVersion", "SignOff", "SignedText", "Waiver", "WaiverEnded",
    "Watch",
]  # fmt: skip
