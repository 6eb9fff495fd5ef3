"""What may be typed into the client's record."""

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
from .people import AccessForm, ChoosePasswordForm, EmergencyForm, FindForm, TeamForm

__all__ = [
    "AccessForm",
    "ChoosePasswordForm",
    "ClientForm",
    "ConsentForm",
    "ContributorForm",
    "CoverageForm",
    "DiagnosisForm",
    "EmergencyForm",
    "FindForm",
    "IntakeForm",
    "NewClientForm",
    "NewConsentForm",
    "NewContributorForm",
    "NewCoverageForm",
    "NewDiagnosisForm",
    "SearchForm",
    "TeamForm",
]
