"""How many places of a kind a case has: what "1 of 4 objectives" counts."""

from plans.document import PlanDocument

from .case import Case


def alike(case: Case) -> dict[str, int]:
    """The number of each kind of node that there are several of; what is parked is not counted."""
    record = case.record
    return _of_text(case.document) | {
        "session": len(record.held),
        "note": sum(session.note is not None for session in record.sessions),
        "contributor": len(record.contributors),
        "coverage": len(record.coverages),
    }


def _of_text(document: PlanDocument) -> dict[str, int]:
    goals = document.active_goals
    objectives = [one for goal in goals for one in goal.objectives if one.is_active]
    return {
        "problem": sum(problem.is_active for problem in document.problems),
        "goal": len(goals),
        "objective": len(objectives),
        "intervention": sum(one.is_active for each in objectives for one in each.interventions),
        "service": len(document.services),
        "diagnosis": len(document.diagnoses),
    }
