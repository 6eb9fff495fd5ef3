"""The admin's pages, and what a plan's clinicians read of the audit."""

from .asking import withdraw
from .desk import show_desk
from .findings import attest, end_waiver, show_findings, waive
from .packets import (
    download_packet,
    new_packet,
    packet_again,
    packet_csv,
    packet_progress,
    show_packet,
    show_packets,
)
from .reading import show_plan_thread, show_plan_timeline, show_thread, show_timeline

__all__ = [
    "attest", "download_packet", "end_waiver", "new_packet", "packet_again", "packet_csv",
    "packet_progress", "show_desk", "show_findings", "show_packet", "show_packets",
    "show_plan_thread", "show_plan_timeline", "show_thread", "show_timeline", "waive", "withdraw",
]  # fmt: skip
