"""What may be typed about wording."""

from .browsing import BankFilterForm, BrowseForm
from .importing import MatchForm, UploadForm
from .merging import MergeForm
from .wording import (
    ActOnLineForm,
    AddStatementForm,
    BankStatementForm,
    EditStatementForm,
)

__all__ = [
    "ActOnLineForm",
    "AddStatementForm",
    "BankFilterForm",
    "BankStatementForm",
    "BrowseForm",
    "EditStatementForm",
    "MatchForm",
    "MergeForm",
    "UploadForm",
]
