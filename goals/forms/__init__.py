"""What may be typed about the tree."""

from .dates import ExtendGoalForm, ExtendObjectiveForm
from .flag import FlagAnswerForm
from .goal import EditGoalForm, GoalForm
from .status import GoalStatusForm, InterventionStatusForm, ObjectiveStatusForm
from .steps import (
    EditInterventionForm,
    EditObjectiveForm,
    InterventionForm,
    ObjectiveForm,
)

__all__ = [
    "EditGoalForm",
    "EditInterventionForm",
    "EditObjectiveForm",
    "ExtendGoalForm",
    "ExtendObjectiveForm",
    "FlagAnswerForm",
    "GoalForm",
    "GoalStatusForm",
    "InterventionForm",
    "InterventionStatusForm",
    "ObjectiveForm",
    "ObjectiveStatusForm",
]
