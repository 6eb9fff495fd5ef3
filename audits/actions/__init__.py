"""Verbs of the audit: judging and keeping, asking, waiving, attesting, handing charts over."""

from .asking import ask_to_mend, ask_to_sign, withdraw
from .attesting import attest
from .comparing import read_signed_texts
from .drawing import draw
from .keeping import bring_up_to_date, disagreements, judge_now, judge_shown
from .packing import ask_packet, download_packet, expire_packets, make_packet_again
from .signing_off import sign_off
from .waiving import end_waiver, waive

__all__ = [
    "ask_packet", "ask_to_mend", "ask_to_sign", "attest", "bring_up_to_date", "disagreements",
    "download_packet", "draw", "end_waiver", "expire_packets", "judge_now", "judge_shown",
    "make_packet_again", "read_signed_texts", "sign_off", "waive", "withdraw",
]  # fmt: skip
