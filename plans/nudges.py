"""What is said beside a draft and never stops anybody: few goals at a time, strengths too.

Both are house rules; they advise the clinician, and nothing is refused for them.
"""

from .document import PlanDocument

PLENTY = 3
SYMPTOMS = "symptom relief"


def nudges(document: PlanDocument) -> list[str]:
    """Sentences about the active goals as a whole."""
    goals = document.active_goals
    said = []
    if len(goals) > PLENTY:
        said.append(
            f"{len(goals)} goals are active; {PLENTY} at a time is plenty."
            " One that can wait may be parked: it keeps its history."
        )
    if goals and all(goal.focus == SYMPTOMS for goal in goals):
        said.append(
            "Every active goal is symptom relief. What would the client like to have more of:"
            " people, activities, strengths?"
        )
    return said
