"""Writing a safety plan with the client, agreeing on it, and looking at it again."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from accounts.editing import Stale
from accounts.tests.factories import UserFactory
from clients.actions import agree_on_safety_plan, answer_risk, review_safety
from clients.models import (
    CareTeam,
    ClientAccess,
    RiskAnswer,
    SafetyDraft,
    SafetyPlan,
    SafetyReview,
)
from clients.risk import safety_of
from clients.tests.factories import STEPS, client_of, reader_of, safety_plan_of
from config.tenancy import acting, as_client
from plans.tests.browsing import filled, said, signed_in
from trail.models import Event

BY_ITSELF = {"X-Autosave": "1"}


@pytest.fixture
def marisol(dana):
    return client_of(dana, given_name="Marisol")


def at(name, client, *args):
    return reverse(f"clients:{name}", args=[client.pk, *args])


def answered(client, by, *, present=True, said="thoughts of suicide", source=None):
    answer_risk(
        client, RiskAnswer.Source.NOTE, source or uuid4(),
        present=present, said=said, on=client.practice.today, by=by,
    )  # fmt: skip


def test_it_saves_itself_and_holds_only_once_it_is_agreed_on(dana, marisol):
    browser, edit = signed_in(dana), at("edit-safety-plan", marisol)
    typed = filled(browser.get(edit), **STEPS)
    found = browser.post(edit, typed, headers=BY_ITSELF).json()
    assert (found["state"], found["row_version"]) == ("saved", 1)
    assert not SafetyPlan.objects.exists()
    assert "The draft says something that was not agreed on yet" in said(
        browser.get(at("safety-plan", marisol))
    )
    agree = at("agree-safety-plan", marisol)
    for _ in range(2):
        shown = browser.get(agree)
        if shown.status_code == 200:
            form = filled(shown, agreed_with="the client and her sister")
        assert browser.post(agree, form).status_code in (302, 422)
    plan = SafetyPlan.objects.get()
    assert (plan.number, plan.agreed_with) == (1, "the client and her sister")
    assert plan.helpers == STEPS["helpers"]
    page = said(browser.get(at("safety-plan", marisol)))
    assert "Rosa keeps the tablets" in page
    assert "Agreed on with the client and her sister" in page
    verbs = set(Event.objects.about(marisol.pk).values_list("verb", flat=True))
    assert {"safety_plan.started", "safety_plan.agreed", "safety_plan.opened"} <= verbs


def test_a_change_is_the_next_plan_and_the_one_before_stays(dana, marisol):
    safety_plan_of(marisol)
    safety_plan_of(marisol, own_ways="Walk to the river")
    browser = signed_in(dana)
    assert "Walk to the river" in said(browser.get(at("safety-plan", marisol)))
    assert "Cold water" in said(browser.get(at("safety-version", marisol, 1)))
    assert browser.get(at("safety-version", marisol, 3)).status_code == 404


def test_it_refuses_an_empty_plan_one_that_says_the_same_and_one_of_tomorrow(dana, marisol):
    with pytest.raises(ValidationError, match="Write the plan first"):
        safety_plan_of(marisol, **dict.fromkeys(STEPS, ""))
    safety_plan_of(marisol)
    with pytest.raises(ValidationError, match="says the same"):
        safety_plan_of(marisol)
    browser = signed_in(dana)
    SafetyDraft.objects.update(helpers="Nobody yet")
    agree = at("agree-safety-plan", marisol)
    answer = browser.post(agree, filled(browser.get(agree), agreed_on="2999-01-01"))
    assert answer.status_code == 422
    assert "The day of the agreement is in the future." in said(answer)


def test_nobody_agrees_on_a_draft_that_was_changed_since(dana, priya, marisol):
    safety_plan_of(marisol)
    browser, agree = signed_in(dana), at("agree-safety-plan", marisol)
    SafetyDraft.objects.update(helpers="Only Rosa")
    typed = filled(browser.get(agree))
    SafetyDraft.objects.update(helpers="Rosa and Ben", row_version=7, changed_by=priya)
    answer = browser.post(agree, typed)
    assert answer.status_code == 409
    assert "Priya Raman changed the draft" in said(answer)
    assert "Rosa and Ben" in said(answer)
    plan = SafetyPlan(client=marisol, agreed_on=marisol.practice.today)
    with pytest.raises(Stale):
        agree_on_safety_plan(plan, expected=1, by=dana)
    assert SafetyPlan.objects.count() == 1


def test_two_clinicians_who_write_at_once_see_both_texts(dana, priya, marisol):
    CareTeam.objects.create(practice=dana.practice, client=marisol, member=priya)
    safety_plan_of(marisol)
    browser, edit = signed_in(priya), at("edit-safety-plan", marisol)
    typed = filled(browser.get(edit), helpers="Call Ben")
    SafetyDraft.objects.update(helpers="Call Rosa", row_version=2, changed_by=dana)
    answer = browser.post(edit, typed)
    assert answer.status_code == 409
    assert "Call Ben" in said(answer)
    assert "Call Rosa" in said(answer)


def test_a_supervisor_and_an_admin_read_it_and_do_not_write_it(sam, priya, avery):
    client = client_of(sam)
    safety_plan_of(client)
    for somebody in (priya, avery):
        browser = signed_in(somebody)
        page = said(browser.get(at("safety-plan", client)))
        assert "Rosa keeps the tablets" in page
        assert "Change the plan" not in page
        with pytest.raises(PermissionDenied):
            review_safety(
                SafetyReview(client=client, reviewed_on=client.practice.today), by=somebody
            )


def test_a_risk_answer_stays_on_the_clients_page_until_somebody_looks(dana, marisol):
    browser, page = signed_in(dana), reverse("clients:detail", args=[marisol.pk])
    safety_plan_of(marisol)
    assert "Risk present" not in said(browser.get(page))
    answered(marisol, dana)
    shown = said(browser.get(page))
    assert "Risk present" in shown
    assert "a progress note: thoughts of suicide" in shown
    answered(marisol, dana, present=False, said="none voiced")
    assert "Risk present" in said(browser.get(page))
    review = at("review-safety-plan", marisol)
    typed = filled(browser.get(review), words="Read together, Rosa's number is new")
    assert browser.post(review, typed).status_code == 302
    assert browser.post(review, typed).status_code == 302
    assert SafetyReview.objects.get().plan.number == 1
    assert "Risk present" not in said(browser.get(page))


def test_an_answer_that_was_corrected_no_longer_asks_for_a_look(dana, marisol):
    note = uuid4()
    answered(marisol, dana, source=note)
    answered(marisol, dana, source=note)
    assert safety_of(marisol, dana).is_open
    answered(marisol, dana, source=note, present=False, said="none voiced")
    assert not safety_of(marisol, dana).is_open
    assert RiskAnswer.objects.count() == 2


def test_without_a_plan_the_look_says_why_none_is_needed(dana, marisol):
    answered(marisol, dana, said="thoughts of harming others")
    browser, review = signed_in(dana), at("review-safety-plan", marisol)
    typed = filled(browser.get(review), words=" ")
    answer = browser.post(review, typed)
    assert answer.status_code == 422
    assert "Say why no safety plan is needed, or write one." in said(answer)
    assert browser.post(review, typed | {"words": "A figure of speech"}).status_code == 302
    assert not safety_of(marisol, dana).is_open


def read_as(user):
    return said(signed_in(user).get(reverse("portal:safety")))


def test_the_client_reads_the_plan_that_holds_and_no_draft(dana, marisol):
    reader = reader_of(marisol)
    assert "There is no safety plan to read here" in read_as(reader)
    safety_plan_of(marisol)
    safety_plan_of(marisol, own_ways="Walk to the river")
    SafetyDraft.objects.update(own_ways="Not agreed yet")
    page = read_as(reader)
    assert "Walk to the river" in page
    assert "tel:988" in page
    assert "Cold water" not in page
    assert "Not agreed yet" not in page
    assert reverse("portal:safety") in said(signed_in(reader).get(reverse("portal:help")))
    assert Event.objects.filter(verb="progress.safety_opened", actor_id=reader.pk).count() == 2


@pytest.mark.parametrize("kind", ["guardian", "proxy"])
def test_a_guardian_reads_it_only_where_the_plan_says_so(dana, marisol, kind):
    guardian = UserFactory(credentials="")
    ClientAccess.objects.create(
        practice=dana.practice, client=marisol, user=guardian, kind=kind, given_by=dana
    )
    safety_plan_of(marisol, for_readers=True)
    assert "Rosa keeps the tablets" in read_as(guardian)
    safety_plan_of(marisol, own_ways="Not at home")
    page = read_as(guardian)
    assert "There is no safety plan to read here" in page
    with acting(as_client(dana.practice_id, guardian.pk, marisol.pk)):
        assert not SafetyPlan.objects.values_list("number").exists()


def test_the_clients_role_reads_no_draft_no_review_and_no_risk_answer(dana, marisol):
    reader = reader_of(marisol)
    for model in (SafetyDraft, SafetyReview, RiskAnswer):
        with (
            pytest.raises(Exception, match="permission denied"),
            acting(as_client(dana.practice_id, reader.pk, marisol.pk)),
        ):
            model.objects.count()


def test_the_practices_own_crisis_lines_stand_on_its_clients_pages(dana, avery, marisol):
    browser, address = signed_in(avery), reverse("accounts:practice")
    shown = browser.get(address)
    assert "988lifeline.org" in said(shown)
    typed = filled(shown)
    assert "988" in typed["crisis_lines"]
    typed["crisis_lines"] += "\nCounty crisis team: +1 (555) 010-7000\nThe bell at the back door"
    assert browser.post(address, typed).status_code == 302
    page = read_as(reader_of(marisol))
    for words in ("tel:911", "tel:988", "tel:+15550107000", "The bell at the back door"):
        assert words in page
