"""Verbs of the audit: judging and keeping, asking, waiving, attesting."""

from .keeping import bring_up_to_date, disagreements, judge_now

__all__ = ["bring_up_to_date", "disagreements", "judge_now"]
