"""What a note says about risk: told to the client's record, and answered for before signing."""

from django.core.exceptions import ValidationError

from accounts.models import User
from builder.saying import risks
from clients.actions import answer_risk, review_safety
from clients.models import RiskAnswer, SafetyPlan, SafetyReview

from ..models import Note

SAY = (
    "Risk is present: say whether the safety plan was reviewed, written or changed, or why not,"
    " before signing."
)


def risk_in(note: Note) -> list[str]:
    """Every risk that the note names, by its own boxes or by an answer of its template."""
    asked = risks(note.template.asks, note.sections)
    return note.risks + [f"{question}: {answer}" for question, answer in asked]


def tell_risk(note: Note, *, by: User) -> None:
    """Let the client's record know what this note says of risk, as soon as it is saved."""
    found = risk_in(note)
    answer_risk(
        note.attendance.client,
        RiskAnswer.Source.NOTE,
        note.pk,
        present=bool(found),
        said="; ".join(found) or note.get_risk_found_display(),
        on=note.attendance.session.on,
        by=by,
    )


def require_safety_said(note: Note) -> None:
    """Refuse to sign a note that names a risk and says nothing of the safety plan.

    House rule. What it says must be so: a plan that was reviewed is there, one that was written
    or changed was agreed on that day or later, and what was not reviewed has its reason.
    """
    if not risk_in(note):
        return
    said = Note.SafetyPlanSaid(note.safety_plan)
    if said == Note.SafetyPlanSaid.NOT_SAID:
        raise ValidationError(SAY)
    if said == Note.SafetyPlanSaid.NOT_REVIEWED:
        if not note.risk.strip():
            raise ValidationError("Write under Risk why the safety plan was not reviewed.")
        return
    plan = SafetyPlan.objects.filter(client=note.attendance.client_id).newest_first().first()
    if plan is None:
        raise ValidationError("There is no safety plan yet: agree on one first, then sign.")
    if said == Note.SafetyPlanSaid.CHANGED and plan.agreed_on < note.attendance.session.on:
        raise ValidationError(
            "The safety plan that holds is older than this session: agree on the changed one"
            " first, then sign."
        )


def tell_review(note: Note, *, by: User) -> None:
    """A signed note that says so is a look at the safety plan; signed again, it is the same one."""
    looked = {Note.SafetyPlanSaid.REVIEWED, Note.SafetyPlanSaid.CHANGED}
    if risk_in(note) and note.safety_plan in looked:
        said = {
            "client": note.attendance.client,
            "reviewed_on": note.attendance.session.on,
            "words": f"In the session: {note.get_safety_plan_display()}."[:500],
        }
        if not SafetyReview.objects.filter(**said).exists():
            review_safety(SafetyReview(**said), by=by)
