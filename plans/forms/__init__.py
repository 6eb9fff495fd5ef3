"""What may be typed about a plan."""

from .answering import AbsenceForm, AnswerForm, HandOverForm, OwnAnswerForm
from .parts import ActForm, WholeNumber, clinicians_field, laid_out
from .review import ReturnForm
from .section import SectionForm
from .signing import PasswordForm, SignForm, TakeBackForm, reason_for
from .versions import CompareForm, DayForm
from .writing import (
    ClosePlanForm,
    EditProblemForm,
    EditServiceForm,
    OpenPlanForm,
    PlanForm,
    ProblemForm,
    ProblemStatusForm,
    ServiceForm,
)

__all__ = [
    "AbsenceForm",
    "ActForm",
    "AnswerForm",
    "ClosePlanForm",
    "CompareForm",
    "DayForm",
    "EditProblemForm",
    "EditServiceForm",
    "HandOverForm",
    "OpenPlanForm",
    "OwnAnswerForm",
    "PasswordForm",
    "PlanForm",
    "ProblemForm",
    "ProblemStatusForm",
    "ReturnForm",
    "SectionForm",
    "ServiceForm",
    "SignForm",
    "TakeBackForm",
    "WholeNumber",
    "clinicians_field",
    "laid_out",
    "reason_for",
]
