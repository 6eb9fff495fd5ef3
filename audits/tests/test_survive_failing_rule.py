"""A rule that breaks off hides nothing else, and is told apart from every answer."""

import io
import logging

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.models import Role
from accounts.tests.factories import PracticeFactory, staff
from audits.desk import counts
from audits.judging import Where, judge, placed
from audits.models import Ask, Finding, Judgement
from audits.rule import RULES, rule
from audits.said import Outcome, Severity
from audits.tests.judged import case_of
from config.tenancy import acting, as_staff
from plans.models import Plan
from plans.tests.browsing import said, signed_in
from plans.tests.factories import signable_plan

SECRET = "Marisol Vega fears the bus"


@pytest.fixture
def failing(monkeypatch):
    """A rule that breaks off, with a client's words in its message."""
    monkeypatch.setattr("audits.rule.RULES", kept := dict(RULES))
    for name in ("judging", "kept", "profiles", "report"):
        monkeypatch.setattr(f"audits.{name}.RULES", kept, raising=False)

    @rule(
        98, "It breaks.", severity=Severity.ERROR, sources=("house",), satisfied_by="Nothing.",
        reads=(), points_at="plan:why_now",
    )  # fmt: skip
    def breaks(case):
        raise LookupError(SECRET)
        yield

    return kept["R98"]


def test_a_rule_that_raises_leaves_the_others_their_say(dana, failing, caplog):
    plan = signable_plan(dana)
    plan.services.all().delete()
    with caplog.at_level(logging.ERROR):
        found = {one.rule: one for one in judge(case_of(plan))}
    assert found["R98"].outcome is Outcome.FAILED
    assert found["R03"].outcome is Outcome.NOT_MET
    assert "R98 failed: LookupError at" in caplog.text
    assert SECRET not in caplog.text


def test_what_a_failing_rule_found_in_the_signed_text_is_not_called_mended(dana, failing):
    plan = signable_plan(dana)
    plan.services.update(frequency="never")
    whole = judge(case_of(plan))
    broken = [
        one if one.rule != "R05" else type(one)("R05", Outcome.FAILED, because="It broke.")
        for one in whole
    ]
    assert [one.where for one in placed(whole, broken) if one.rule == "R05"] == [Where.IN_EFFECT]


def test_the_page_stays_and_the_command_says_how_many_plans(own_database, failing):
    practice = PracticeFactory(name="Riverside Counseling")
    dana, avery = staff(practice, name="Dana Whitfield"), staff(practice, Role.ADMIN)
    plan = signable_plan(dana)
    with acting(as_staff(practice.pk, dana.pk)):
        Ask.objects.create(
            practice=practice, plan=plan, rule="R98", node="plan", node_id=plan.pk,
            field="why_now", sentence="It broke.", by=avery, to=dana, batch=plan.pk,
        )  # fmt: skip
    out = io.StringIO()
    with pytest.raises(CommandError, match="because a rule failed: 1"):
        call_command("audit", stdout=out)
    assert "Every judgement is current." in out.getvalue()
    assert Judgement.objects.with_failed_rules().get().plan_id == plan.pk
    Judgement.objects.update(blocking=0, warnings=0)
    assert not Judgement.objects.passed().exists()
    assert counts(Plan.objects.all(), practice.today)["none"] == 0
    assert not Finding.objects.filter(plan=plan, rule="R98").exists()
    assert not Ask.objects.filter(ended__isnull=False).exists()
    answer = signed_in(avery).get(reverse("audits:findings", args=[plan.pk]))
    assert answer.status_code == 200
    assert "R98: the program broke off" in said(answer)
