"""No rule breaks on a draft in which nothing was written, nor on a plan that was lived."""

import pytest

from audits.rules import RULES
from audits.said import Outcome
from audits.tests.judged import judged, judged_draft
from clients.tests.factories import client_of
from notes.tests.factories import held_session
from plans.models import Plan
from plans.tests.factories import draft_plan, signed_plan

BLANK = ("why_now", "severity", "impairment", "discharge_criteria", "participation")


def test_every_plan_rule_is_written():
    assert {f"R{number:02}" for number in range(1, 42)} <= set(RULES)
    assert list(RULES) == sorted(RULES)


def test_a_draft_in_which_nothing_was_written_is_judged(dana):
    plan = draft_plan(dana)
    Plan.objects.filter(pk=plan.pk).update(review_due_on=None, **dict.fromkeys(BLANK, ""))
    said = judged(plan)
    assert list(said) == list(RULES)
    assert Outcome.FAILED not in {one.outcome for one in said.values()}
    for key in ("R03", "R07", "R09", "R19", "R20", "R22", "R23", "R24"):
        assert said[key].outcome == Outcome.NOT_MET, key
    for key in ("R27", "R34"):
        assert said[key].outcome == Outcome.NOT_JUDGED, key


@pytest.mark.parametrize("status", ["attended", "planned", "missed", "cancelled"])
def test_a_lived_plan_is_judged_in_both_texts(dana, status):
    version = signed_plan(dana, client_of(dana), goals=2)
    held_session(dana, version.plan.client, status=status)
    for said in (judged(version.plan), judged_draft(version.plan)):
        assert list(said) == list(RULES)
        assert Outcome.FAILED not in {one.outcome for one in said.values()}
