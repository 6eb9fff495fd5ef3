"""What the demo has no row of: made by its action, each row is witnessed all the same.

The demo's own rows are proved in test_load_demo.py. A table that is in neither fails there: show
it in the demo, or add one line to MADE.
"""

from datetime import timedelta
from uuid import uuid4

import pytest

from accounts.actions import make_seal
from accounts.models import Role
from accounts.tests.factories import staff
from audits.actions import ask_to_mend, bring_up_to_date, end_waiver, waive, withdraw
from audits.models import Ask, Finding
from clients.actions import answer_risk, hold_back, look_again, review_safety
from clients.models import HeldBack, SafetyReview
from clients.tests.factories import client_of, safety_plan_of
from exchange.actions import extend, receive
from exchange.models import RecordRequest
from goals.actions import extend as move_target
from goals.flags import Step
from goals.models import FlagAnswer, Goal
from measures.actions import switch
from measures.tests.factories import given
from notes.actions import add_addendum, answer_flags, return_note
from notes.models import Addendum, NoteText
from notes.tests.factories import written_note
from plans.actions import record_absence, return_version, reviewing
from plans.keeping import kept
from plans.models import ReviewDraft, UnsignedReason
from plans.proving import prove
from plans.tests.factories import signable_plan, signed_plan
from plans.tests.large import first_goal
from plans.tests.test_ask_amendment import ask, step

LATELY = timedelta(days=7)


def extended_request(dana, sam, priya):
    client = client_of(dana)
    asked = receive(RecordRequest(client=client, received_on=client.practice.today), by=dana)
    until = client.practice.today + timedelta(days=40)
    extend(asked, until=until, text="The archive is closed.", by=dana)


def absence(dana, sam, priya):
    version = signed_plan(dana)
    record_absence(UnsignedReason(version=version, role="client", because="unable", words="Ill."),
                   by=dana)  # fmt: skip


def returned_note(dana, sam, priya):
    note = written_note(sam, client_of(sam))
    return_note(NoteText.objects.get(note=note), {"note": "Say more."}, by=priya)


def risk(dana, sam, priya):
    client = client_of(dana)
    today, source = client.practice.today, client.pk
    answer_risk(client, "note", source, present=True, said="Asked", on=today, by=dana)


def looked_at(dana, sam, priya):
    client = client_of(dana)
    safety_plan_of(client)
    review_safety(SafetyReview(client=client, reviewed_on=client.practice.today), by=dana)


def addendum(dana, sam, priya):
    add_addendum(Addendum(note=written_note(dana, client_of(dana)), text="One more."), by=dana)


def switched(dana, sam, priya):
    switch("phq-9", is_on=False, by=dana.working_in(dana.practice, ["admin", "therapist"]))


def moved(dana, sam, priya):
    goal = first_goal(signed_plan(dana))
    later = goal.target_on + timedelta(days=14)
    move_target(goal, later, because="The bus strike.", expected=goal.row_version, by=dana)


def seen_to(dana, sam, priya):
    goal = first_goal(signed_plan(dana))
    Goal.objects.filter(pk=goal.pk).update(baseline=5, baseline_on=goal.home.opened_on - LATELY)
    written_note(dana, goal.home.client, scores={goal.pk: 9})
    answer_flags(FlagAnswer(goal=goal, step=Step.BARRIERS, words="The bus strike."), by=dana)


def amended(dana, sam, priya):
    step(dana, ask(dana, signed_plan(dana)), "accepted", text="It is corrected next.")


def confirmed(dana, sam, priya):
    version = signed_plan(dana)
    plan, goal = version.plan, first_goal(version)
    today = plan.practice.today
    draft = ReviewDraft(
        practice=plan.practice, plan=plan, held_on=today, participants="Marisol, Dana",
        summary="Nothing changes.", next_due_on=today + timedelta(days=90),
        goals={str(goal.pk): {"decision": "keep"}},
    )  # fmt: skip
    draft = reviewing.keep(draft, expected=0, by=dana)
    reviewing.confirm(plan, draft.pk, expected=draft.row_version, seen=version.digest, by=dana)


def held_back_and_lifted(dana, sam, priya):
    client = client_of(dana)
    held = HeldBack(
        client=client, kind="diagnosis", readers="others", ground="client asked", words="Asked.",
        look_again_on=client.practice.today + LATELY,
    )  # fmt: skip
    held = hold_back(held, by=dana)
    look_again(held, because="It may stand there.", keep_until=None, by=dana)


def asked_and_waived(dana, sam, priya):
    admin, plan = staff(dana.practice, Role.ADMIN), signable_plan(dana)
    plan.services.update(frequency="never")
    bring_up_to_date(dana.practice)
    finding = Finding.objects.filter(plan=plan, rule="R05").select_related("plan__lead").get()
    ask_to_mend([finding], batch=uuid4(), due_on=None, words="Please mend it.", by=admin)
    withdraw(Ask.objects.all(), by=admin)
    end_waiver(waive(finding, reason="Agreed.", until_on=None, version=0, by=admin), by=admin)


# Each table by an act that makes a row of it. A printout is made in test_verify_practice.py, an
# export in exchange/tests: what a press takes seconds for is not made again here.
MADE = {
    "accounts.sealcertificate": lambda dana, sam, priya: make_seal(dana.practice, by=dana),
    "audits.askended": asked_and_waived,
    "audits.waiverended": asked_and_waived,
    "clients.lifted": held_back_and_lifted,
    "clients.riskanswer": risk,
    "clients.safetyplan": looked_at,
    "clients.safetyreview": looked_at,
    "exchange.recordrequest": extended_request,
    "exchange.requeststep": extended_request,
    "goals.extension": moved,
    "goals.flaganswer": seen_to,
    "measures.administration": lambda dana, sam, priya: given(dana, client_of(dana)),
    "measures.instrument": lambda dana, sam, priya: given(dana, client_of(dana)),
    "measures.instrumentchoice": switched,
    "notes.addendum": addendum,
    "notes.notereturn": returned_note,
    "plans.amendmententry": amended,
    "plans.reviewsignature": confirmed,
    "plans.return": lambda dana, sam, priya: return_version(
        signed_plan(sam), {"plan": "Not yet."}, by=priya
    ),
    "plans.unsignedreason": absence,
}
ELSEWHERE = {
    "audits.packet": "audits/tests/test_refuse_meddling.py",
    "plans.printout": "plans/tests/test_verify_practice.py",
    "exchange.export": "exchange/tests/test_export_record.py",
}


@pytest.mark.parametrize("make", set(MADE.values()), ids=lambda make: make.__name__)
def test_every_row_that_an_act_keeps_has_its_witness(practice, dana, sam, priya, make):
    make(dana, sam, priya)
    assert prove(practice.pk, []).faults == []
    held = {table.model._meta.label_lower: table.rows(practice.pk) for table in kept()}
    assert all(held[label].exists() for label, maker in MADE.items() if maker is make)
