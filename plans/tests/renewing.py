"""What tests of a review do: open the sheet, fill it in, finish it, sign that nothing changes."""

from django.urls import reverse

from accounts.tests.factories import PASSWORD
from notes.actions import NumberGiven, save_note, sign_note, start_note
from notes.tests.factories import held_session
from plans.models import Plan, Version
from plans.state import state_of
from plans.tests.browsing import filled, signed_in

RESPONSE = "She said that the breathing helped on the bus."


def door(version: Version, name: str = "renew", *more: object) -> str:
    return reverse(f"plans:{name}", args=[version.plan.client_id, 1, *more])


def typed(page, act: str, **more: object) -> dict[str, object]:
    """The sheet as it stands, with the button that is pressed and what is typed over it."""
    return filled(page, **more) | {"act": act}


def whole(page, *, act: str = "finish", decision: str = "keep", **more: object) -> dict:
    """A sheet on which nothing is missing."""
    decided = {name: decision for name in page.context["form"].fields if name[:9] == "decision-"}
    return typed(page, act, participants="Marisol and her therapist", **{**decided, **more})


def finish(user, version: Version, **more: object):
    browser = signed_in(user)
    return browser.post(door(version), whole(browser.get(door(version)), **more))


def sign_no_change(browser, version: Version, **more: object):
    page = browser.get(door(version, "confirm-review"))
    kept, current = page.context["kept"], page.context["version"]
    told = {"draft": kept.pk, "row_version": kept.row_version, "seen": current.digest}
    return browser.post(
        door(version, "confirm-review"), told | {"password": PASSWORD} | more, follow=True
    )


def current(version: Version):
    plan = Plan.objects.with_versions().get(pk=version.plan_id)
    return state_of(plan, plan.practice.today)


def a_told_note(dana, version, goal, *, signed: bool = True):
    """A note that names the goal, with the client's response and a remark on the score."""
    note = start_note(held_session(dana, version.plan.client), "dap", by=dana)
    note.sections, note.response = {"data": "Told.", "assessment": "", "plan": ""}, RESPONSE
    scores = [NumberGiven(goal.pk, 4, "client", "after a good week")]
    note = save_note(note, goals=[goal.pk], scores=scores, expected=note.row_version, by=dana)
    return sign_note(note, expected=note.row_version, by=dana) if signed else note
