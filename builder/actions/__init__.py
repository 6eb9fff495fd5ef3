"""Every write to templates, by its name."""

from .drafting import (
    add_part,
    begin_draft,
    change_draft,
    change_part,
    copied,
    discard_draft,
    draft_of,
    move_part,
    remove_part,
)
from .publishing import publish, set_retired
from .using import template_in_use

__all__ = [
    "add_part",
    "begin_draft",
    "change_draft",
    "change_part",
    "copied",
    "discard_draft",
    "draft_of",
    "move_part",
    "publish",
    "remove_part",
    "set_retired",
    "template_in_use",
]
