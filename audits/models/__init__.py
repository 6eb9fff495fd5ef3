"""What the audit keeps: judgements and findings, which can be made anew, and people's words."""

from .asking import Ask, AskEnded, Waiver, WaiverEnded
from .attestation import Attestation
from .judgement import Finding, Judgement, Watch
from .mock import MockAudit, MockChart
from .packet import Packet, PacketChart, PacketFile
from .sign_off import SignOff

__all__ = [
    "Ask", "AskEnded", "Attestation", "Finding", "Judgement", "MockAudit", "MockChart", "Packet",
    "PacketChart", "PacketFile", "SignOff", "Waiver", "WaiverEnded", "Watch",
]  # fmt: skip
