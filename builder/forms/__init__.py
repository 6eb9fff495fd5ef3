"""What may be typed about templates."""

from .draft import AddPartForm, DraftForm, MoveForm, NewDraftForm, PublishForm
from .importing import ImportForm
from .part import PartForm

__all__ = [
    "AddPartForm",
    "DraftForm",
    "ImportForm",
    "MoveForm",
    "NewDraftForm",
    "PartForm",
    "PublishForm",
]
