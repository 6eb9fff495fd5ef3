"""The client's record, apart from plans and notes."""

from .access import BreakGlass, ClientAccess
from .client import Client, Intake
from .coverage import Coverage
from .diagnosis import Diagnosis
from .icd import IcdCode, IcdRelease
from .page import HeldBack, Lifted, PageWords
from .people import CareTeam, Consent, Contributor
from .profile import PracticeProfile, ProfileRule, ProfileVersion
from .safety import RiskAnswer, SafetyDraft, SafetyPlan, SafetyReview

__all__ = [
    "BreakGlass",
    "CareTeam",
    "Client",
    "ClientAccess",
    "Consent",
    "Contributor",
    "Coverage",
    "Diagnosis",
    "HeldBack",
    "IcdCode",
    "IcdRelease",
    "Intake",
    "Lifted",
    "PageWords",
    "PracticeProfile",
    "ProfileRule",
    "ProfileVersion",
    "RiskAnswer",
    "SafetyDraft",
    "SafetyPlan",
    "SafetyReview",
]
