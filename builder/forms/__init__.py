"""What may be typed about templates."""

from .draft import AddPartForm, DraftForm, NewDraftForm, PublishForm
from .importing import ImportForm
from .part import PartForm

__all__ = [
    "AddPartForm",
    "DraftForm",
    "ImportForm",
    "NewDraftForm",
    "PartForm",
    "PublishForm",
]
