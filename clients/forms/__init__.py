"""What may be typed into the client's record."""

from .access import AccessForm, ChooseWayForm, ReasonForm
from .around import (
    ConsentForm,
    ContributorForm,
    CoverageForm,
    NewConsentForm,
    NewContributorForm,
    NewCoverageForm,
)
from .client import ClientForm, IntakeForm, NewClientForm, SearchForm
from .diagnosis import DiagnosisForm, NewDiagnosisForm
from .page import HoldForm, LookForm, WordsForm
from .people import EmergencyForm, FindForm, TeamForm

__all__ = [
    "AccessForm",
    "ChooseWayForm",
    "ClientForm",
    "ConsentForm",
    "ContributorForm",
    "CoverageForm",
    "DiagnosisForm",
    "EmergencyForm",
    "FindForm",
    "HoldForm",
    "IntakeForm",
    "LookForm",
    "NewClientForm",
    "NewConsentForm",
    "NewContributorForm",
    "NewCoverageForm",
    "NewDiagnosisForm",
    "ReasonForm",
    "SearchForm",
    "TeamForm",
    "WordsForm",
]
