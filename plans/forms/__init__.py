"""What may be typed about a plan."""

from .parts import ActForm, WholeNumber, clinicians_field, laid_out
from .review import ReturnForm
from .signing import PasswordForm, SignForm, reason_for
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
    "ActForm",
    "ClosePlanForm",
    "CompareForm",
    "DayForm",
    "EditProblemForm",
    "EditServiceForm",
    "OpenPlanForm",
    "PasswordForm",
    "PlanForm",
    "ProblemForm",
    "ProblemStatusForm",
    "ReturnForm",
    "ServiceForm",
    "SignForm",
    "WholeNumber",
    "clinicians_field",
    "laid_out",
    "reason_for",
]
