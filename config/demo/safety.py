"""A session in which risk was voiced: the safety plan made in it, and the therapist's own line."""

from accounts.models import User
from clients.actions import agree_on_safety_plan, save_safety_draft
from clients.models import Client, SafetyDraft, SafetyPlan
from notes import actions
from notes.models import Attendance, Note, PrivateNote

from .cases import Safety


def plan_for_safety(said: Safety, client: Client, *, by: User) -> None:
    """Write the plan with the client, and agree on it."""
    draft = save_safety_draft(SafetyDraft(client=client, **said.plan), expected=0, by=by)
    plan = SafetyPlan(client=client, agreed_on=client.practice.today, agreed_with=said.agreed_with)
    agree_on_safety_plan(plan, expected=draft.row_version, by=by)


def speak_of_risk(said: Safety, note: Note) -> None:
    """What the note says of it."""
    note.risk_found, note.risk = said.risk, said.words
    note.safety_plan = Note.SafetyPlanSaid.CHANGED


def keep_private(said: Safety, attendance: Attendance, *, by: User) -> None:
    """One line for nobody but its author."""
    note = PrivateNote(attendance=attendance, author=by, text=said.private)
    actions.save_private_note(note, expected=0, by=by)
