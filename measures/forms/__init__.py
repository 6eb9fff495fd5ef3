"""What is typed about measures and the journal."""

from .choosing import SwitchForm, UploadForm
from .giving import DiscardForm, EditGivenForm, NewGivenForm
from .journal import EntryForm, NewEntryForm

__all__ = [
    "DiscardForm",
    "EditGivenForm",
    "EntryForm",
    "NewEntryForm",
    "NewGivenForm",
    "SwitchForm",
    "UploadForm",
]
