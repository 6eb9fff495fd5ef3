"""Every write to requests and exports, by its name."""

from .exporting import export_record
from .requests import deny, extend, fulfil, receive, review_denial, send_elsewhere

__all__ = [
    "deny",
    "export_record",
    "extend",
    "fulfil",
    "receive",
    "review_denial",
    "send_elsewhere",
]
