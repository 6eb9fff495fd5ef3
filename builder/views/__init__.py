"""Pages about templates."""

from .drafting import add_part, begin, discard, edit, edit_part, move_part, publish, remove_part
from .importing import bring_in
from .listing import copy, list_templates, read_number, read_template, revise, send_out, use

__all__ = [
    "add_part",
    "begin",
    "bring_in",
    "copy",
    "discard",
    "edit",
    "edit_part",
    "list_templates",
    "move_part",
    "publish",
    "read_number",
    "read_template",
    "remove_part",
    "revise",
    "send_out",
    "use",
]
