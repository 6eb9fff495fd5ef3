"""Signing a plan."""

import pytest
from django.core.exceptions import PermissionDenied

from accounts.editing import Stale
from plans.actions import CannotSign, cosign, sign
from plans.document import PlanDocument, canonical, digest
from plans.drafting import draft_document
from plans.models import Plan, Version
from plans.state import state_of
from plans.tests.factories import draft_plan, sign_draft, signable_plan, signed_plan
from trail.models import Event


def test_it_freezes_the_draft_and_leaves_a_trace(dana, act_as):
    plan = signable_plan(dana)
    with act_as(dana):
        version = sign_draft(plan, dana)
    assert version.number == 1
    assert digest(version.document) == version.digest
    assert PlanDocument.stored(version.document).goals[0].baseline == 8
    assert canonical(PlanDocument.stored(version.document)) == version.document
    assert Event.objects.filter(verb="plan.signed", subject_id=str(version.pk)).count() == 1
    plan = Plan.objects.with_versions().get(pk=plan.pk)
    assert state_of(plan, plan.practice.today).word == "in effect"


def test_signing_twice_is_the_same_as_signing_once(dana, act_as):
    plan = signable_plan(dana)
    with act_as(dana):
        first, second = sign_draft(plan, dana), sign_draft(plan, dana)
    assert first.pk == second.pk
    assert first.signatures.count() == 1


def test_it_says_everything_that_is_missing(dana, act_as):
    plan = draft_plan(dana)
    Plan.objects.filter(pk=plan.pk).update(participation="")
    with act_as(dana), pytest.raises(CannotSign) as refusal:
        sign_draft(plan, dana)
    said = " ".join(refusal.value.messages)
    assert "Add a diagnosis." in said
    assert "Add a problem." in said
    assert "how the client took part" in said
    assert Version.objects.count() == 0


def test_it_refuses_a_draft_that_changed_since_it_was_shown(dana, act_as):
    plan = signable_plan(dana)
    seen = digest(canonical(draft_document(Plan.objects.get(pk=plan.pk), author=dana)))
    Plan.objects.filter(pk=plan.pk).update(why_now="Something else")
    with act_as(dana), pytest.raises(Stale):
        sign(plan, by=dana, reason="first plan", seen=seen)


def test_a_trainees_plan_waits_for_the_supervisor(sam, priya, act_as):
    version = signed_plan(sam)
    plan = Plan.objects.with_versions().get(pk=version.plan_id)
    state = state_of(plan, plan.practice.today)
    assert (state.word, state.current) == ("waiting", None)
    assert "Priya Raman" in state.label
    with act_as(priya):
        cosign(version, by=priya)
    plan = Plan.objects.with_versions().get(pk=version.plan_id)
    assert state_of(plan, plan.practice.today).word == "in effect"


def test_only_the_care_team_signs(dana, stranger, avery):
    plan = signable_plan(dana)
    for somebody in (stranger, avery):
        with pytest.raises(PermissionDenied):
            sign_draft(plan, somebody)
