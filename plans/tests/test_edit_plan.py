"""Writing the plan's own words, also when two people do so at once."""

import pytest
from django.urls import reverse

from clients.models import CareTeam
from plans.models import Plan
from plans.tests.browsing import filled, said, signed_in
from plans.tests.factories import draft_plan

AFTER = "She lost her job on Monday."


@pytest.fixture
def plan(dana, priya):
    plan = draft_plan(dana)
    CareTeam.objects.create(practice=plan.practice, client=plan.client, member=priya)
    return plan


def address(plan) -> str:
    return reverse("plans:edit", args=[plan.client_id, plan.number])


def test_it_saves_what_was_typed(dana, plan):
    browser = signed_in(dana)
    answer = browser.post(address(plan), filled(browser.get(address(plan)), why_now=AFTER))
    assert answer.status_code == 302
    plan.refresh_from_db()
    assert (plan.why_now, plan.row_version) == (AFTER, 2)


def test_it_lands_in_the_field_that_is_asked_for(dana, plan):
    page = signed_in(dana).get(f"{address(plan)}?field=participation")
    assert page.context["form"].fields["participation"].widget.attrs["autofocus"]


def test_it_refuses_a_review_date_in_the_past_and_keeps_the_text(dana, plan):
    browser = signed_in(dana)
    typed = filled(browser.get(address(plan)), review_due_on="2020-01-01", severity="Much worse.")
    answer = browser.post(address(plan), typed)
    assert answer.status_code == 422
    assert "The review date is in the past." in said(answer)
    assert "Much worse." in said(answer)
    plan.refresh_from_db()
    assert plan.severity == "Symptoms four months and worsening."


def test_a_text_that_is_too_long_is_refused_in_a_sentence(dana, plan):
    browser = signed_in(dana)
    typed = filled(browser.get(address(plan)), why_now="q" * 100_000)
    answer = browser.post(address(plan), typed)
    assert answer.status_code == 422
    assert "This has 100000 characters; there is room for 20000." in said(answer)


def opened_by_both(dana, priya, plan):
    mine, hers = signed_in(dana), signed_in(priya)
    my_form = filled(mine.get(address(plan)), why_now="What Dana wrote.")
    her_form = filled(hers.get(address(plan)), why_now="What Priya wrote.")
    assert hers.post(address(plan), her_form).status_code == 302
    return mine, my_form


def test_the_slower_of_two_sees_both_texts_and_overwrites_nothing(dana, priya, plan):
    mine, my_form = opened_by_both(dana, priya, plan)
    answer = mine.post(address(plan), my_form)
    assert answer.status_code == 409
    for words in ("What Dana wrote.", "What Priya wrote.", "Priya Raman changed this"):
        assert words in said(answer)
    assert Plan.objects.get(pk=plan.pk).why_now == "What Priya wrote."


@pytest.mark.parametrize(
    ("resolve", "kept"), [("mine", "What Dana wrote."), ("theirs", "What Priya wrote.")]
)
def test_the_slower_of_two_decides_what_stands(dana, priya, plan, resolve, kept):
    mine, my_form = opened_by_both(dana, priya, plan)
    version = mine.post(address(plan), my_form).context["form"].conflict["version"]
    decided = {**my_form, "row_version": version, "resolve": resolve}
    assert mine.post(address(plan), decided).status_code == 302
    assert Plan.objects.get(pk=plan.pk).why_now == kept


def test_the_slower_of_two_may_write_both_together(dana, priya, plan):
    mine, my_form = opened_by_both(dana, priya, plan)
    version = mine.post(address(plan), my_form).context["form"].conflict["version"]
    page = mine.post(address(plan), {**my_form, "row_version": version, "resolve": "together"})
    assert page.status_code == 409
    both = filled(page, why_now="What both wrote.")
    assert mine.post(address(plan), both).status_code == 302
    assert Plan.objects.get(pk=plan.pk).why_now == "What both wrote."


def test_an_admin_and_a_stranger_do_not_write(avery, stranger, plan):
    assert signed_in(avery).post(address(plan), {"why_now": "x"}).status_code == 403
    assert signed_in(stranger).post(address(plan), {"why_now": "x"}).status_code == 404
