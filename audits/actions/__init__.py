"""Verbs of the audit: judging and keeping, asking, waiving, attesting."""

from .asking import ask_to_mend, ask_to_sign, withdraw
from .attesting import attest
from .keeping import bring_up_to_date, disagreements, judge_now, judge_shown
from .waiving import end_waiver, waive

__all__ = [
    "ask_to_mend", "ask_to_sign", "attest", "bring_up_to_date", "disagreements", "end_waiver",
    "judge_now", "judge_shown", "waive", "withdraw",
]  # fmt: skip
