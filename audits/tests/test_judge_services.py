"""Services ordered: each rule is met by a plain order, and finds what is planted in the draft."""

import pytest

from audits.case import Case, Stands
from audits.judging import Where, judge, placed
from audits.record import Record
from audits.rules import RULES
from audits.said import Outcome
from audits.sources import sources
from plans.drafting import draft_document
from plans.tests.factories import signable_plan

FLAWED = [("R05", "frequency", "0 times a week"), ("R06", "duration_weeks", 53)]


def case_of(plan, stands=Stands.DRAFT):
    document = draft_document(plan, author=plan.lead)
    return Case(document, stands, Record(), plan.practice.today)


def verdicts(case):
    return {one.rule: one for one in judge(case)}


def stands(in_effect, draft):
    return [one.where for one in placed(in_effect, draft) if one.rule == "R05"]


def test_a_plain_order_meets_every_rule_of_services(dana):
    said = verdicts(case_of(signable_plan(dana)))
    assert {said[key].outcome for key in ("R03", "R04", "R05", "R06")} == {Outcome.MET}


@pytest.mark.parametrize(("rule", "field", "value"), FLAWED)
def test_what_is_planted_is_found_at_its_field(dana, rule, field, value):
    plan = signable_plan(dana)
    plan.services.update(**{field: value})
    found = verdicts(case_of(plan))[rule].findings
    assert [(one.node, one.id, one.field) for one in found] == [
        ("service", plan.services.get().pk, field)
    ]


def test_nothing_ordered_is_one_defect_and_leaves_the_rest_unjudged(dana):
    plan = signable_plan(dana)
    plan.services.all().delete()
    said = verdicts(case_of(plan))
    assert said["R03"].outcome is Outcome.NOT_MET
    assert {said[key].outcome for key in ("R04", "R05", "R06")} == {Outcome.NOT_JUDGED}


def test_what_is_mended_in_the_draft_awaits_a_signature(dana):
    plan = signable_plan(dana)
    plan.services.update(frequency="never")
    flawed = judge(case_of(plan, Stands.IN_EFFECT))
    plan.services.update(frequency="weekly")
    mended = judge(case_of(plan))
    assert stands(flawed, flawed) == [Where.IN_EFFECT]
    assert stands(flawed, mended) == [Where.MENDED]
    assert stands(mended, flawed) == [Where.DRAFT]


def test_each_rule_names_sources_that_are_written_down():
    for rule in RULES.values():
        assert set(rule.sources) <= set(sources()), rule.id
