"""An admin asks, requests and waives; the therapist mends, and what is mended goes by itself."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from audits.actions import bring_up_to_date
from audits.models import Ask, AskEnded, Attestation, Finding, Judgement, Waiver
from clients.tests.factories import client_of
from plans.models import Plan
from plans.tests.browsing import filled, signed_in
from plans.tests.factories import sign_draft, signable_plan, signed_plan

NEVER = "Say how often."


@pytest.fixture
def flawed(dana):
    """A signed plan whose service is never given."""
    plan = signable_plan(dana)
    plan.services.update(frequency="never")
    sign_draft(plan, dana)
    return Plan.objects.get(pk=plan.pk)


def judged(plan):
    bring_up_to_date(plan.practice)
    return Finding.objects.get(plan=plan, rule="R05")


def said(answer, status=200):
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def ask(user, query="", follow=True, **told):
    told = {"batch": uuid4(), "act": "mend", "matching": query} | told
    return signed_in(user).post(f"/audit/?{query}", told, follow=follow)


def mended(plan, by, frequency="weekly"):
    service = plan.services.get()
    address = reverse("plans:edit-service", args=[plan.client_id, plan.number, service.pk])
    browser = signed_in(by)
    return browser.post(address, filled(browser.get(address), frequency=frequency))


def test_the_therapist_lands_in_the_field_reads_why_and_mends_it(avery, dana, flawed):
    found = judged(flawed)
    told = {"batch": uuid4(), "act": "mend", "findings": [found.pk], "plans": [flawed.pk]}
    told |= {"words": "Before the renewal, please."}
    answer = signed_in(avery).post(f"/audit/plans/{flawed.pk}/", told, follow=True)
    assert answer.redirect_chain == [(f"/audit/plans/{flawed.pk}/", 302)]
    assert "1 finding sent." in said(answer)
    today = said(signed_in(dana).get("/"))
    assert "Before the renewal, please." in today
    (asked,) = signed_in(dana).get("/").context["today"].asks
    assert asked.url.endswith("#id_frequency")
    page = signed_in(dana).get(asked.url)
    assert "The audit found:" in said(page)
    assert page.context["form"].fields["frequency"].widget.attrs["autofocus"]
    mended(flawed, dana)
    (asked,) = signed_in(dana).get("/").context["today"].asks
    assert asked.chip == ("waiting", "mended, awaiting signature")
    assert "Mended in the draft, awaiting signature." in said(
        signed_in(avery).get(f"/audit/plans/{flawed.pk}/")
    )
    sign_draft(flawed, dana, reason="mended")
    assert not signed_in(dana).get("/").context["today"].asks
    assert AskEnded.objects.get().why == "gone"
    assert not Finding.objects.filter(plan=flawed, rule="R05").exists()


def test_the_draft_and_the_findings_say_what_is_asked(avery, dana, flawed):
    ask(avery, findings=[judged(flawed).pk])
    draft = reverse("plans:draft", args=[flawed.client_id, flawed.number])
    assert "Asked by the practice’s audit" in said(signed_in(dana).get(draft))
    report = said(signed_in(dana).get(f"/audit/plans/{flawed.pk}/"))
    assert "Avery Stone asked Dana Whitfield" in report
    assert "Who requires this?" in report
    assert "Waive" not in report


def test_all_that_match_the_filter_are_asked_in_one_press_once(avery, dana, sam):
    for owner in (dana, dana, sam):
        plan = signable_plan(owner, client_of(owner))
        plan.services.update(frequency="never")
    bring_up_to_date(avery.practice)
    batch = uuid4()
    query = f"rule=R05&lead={dana.pk}"
    for _ in range(2):
        ask(avery, query, everything="on", batch=batch)
    assert Ask.objects.count() == 2
    assert {(one.rule, one.to) for one in Ask.objects.all()} == {("R05", dana)}
    ask(avery, query, everything="on")
    assert Ask.objects.count() == 2


def test_undo_takes_back_what_one_press_asked(avery, dana, flawed):
    batch = uuid4()
    page = said(ask(avery, findings=[judged(flawed).pk], batch=batch))
    undo = f"/audit/asks/{batch}/withdraw/"
    assert undo in page
    signed_in(avery).post(undo)
    assert AskEnded.objects.get().why == "withdrawn"
    assert not signed_in(dana).get("/").context["today"].asks


def test_a_press_without_a_tick_or_with_a_day_gone_asks_nothing(avery, flawed):
    found = judged(flawed)
    for act in ("mend", "sign"):
        assert "Tick at least one line first." in said(ask(avery, act=act), 422)
    yesterday = avery.practice.today - timedelta(days=1)
    assert "That day has passed." in said(ask(avery, findings=[found.pk], due_on=yesterday), 422)
    assert not Ask.objects.exists()


def test_what_is_refused_keeps_the_filter_the_ticks_and_the_words(avery, flawed):
    found = judged(flawed)
    told = {"due_on": "tomorrow", "words": "Before the renewal, please."}
    desk = ask(avery, "rule=R05&sort=client", plans=[flawed.pk], everything="on", **told)
    told |= {"batch": uuid4(), "act": "mend", "findings": [found.pk], "plans": [flawed.pk]}
    report = signed_in(avery).post(f"/audit/plans/{flawed.pk}/", told)
    for page, ticked in ((desk, flawed.pk), (report, found.pk)):
        words = said(page, 422)
        assert f'value="{ticked}" checked' in words
        assert "Before the renewal, please.</textarea>" in words
        assert words.count("Write the date as year-month-day, such as 2026-03-31.") == 2
        assert page.context["ask"]["due_on"].value() == "tomorrow"
    assert desk.context["sort"] == "client"
    assert '<option value="R05" selected>' in said(desk, 422)
    assert 'id="id_everything" checked' in said(desk, 422)


def test_a_signature_is_requested_of_whoever_must_sign(avery, dana, sam, priya):
    draft, waiting = signable_plan(dana), signed_plan(sam).plan
    ask(avery, act="sign", plans=[draft.pk, waiting.pk])
    assert {(one.plan, one.to) for one in Ask.objects.all()} == {(draft, dana), (waiting, priya)}
    sign_draft(draft, dana)
    bring_up_to_date(avery.practice)
    assert AskEnded.objects.get().ask.plan == draft


def test_a_waived_finding_counts_no_more_and_can_be_had_back(avery, flawed):
    found = judged(flawed)
    before = Judgement.objects.get(plan=flawed).blocking
    door = f"/audit/findings/{found.pk}/waive/"
    refused = signed_in(avery).post(door, {"reason": ""})
    assert refused.status_code == 422
    assert "Fill in: Why this may stand." in refused.content.decode()
    page = said(signed_in(avery).post(door, {"reason": "Agreed by letter."}, follow=True))
    assert "Agreed by letter." in page
    assert "until the next version takes effect" in page
    assert Judgement.objects.get(plan=flawed).blocking == before - 1
    waiver = Waiver.objects.get()
    signed_in(avery).post(f"/audit/waivers/{waiver.pk}/end/", follow=True)
    assert Judgement.objects.get(plan=flawed).blocking == before


def test_what_only_a_person_can_say_is_said_under_a_name(avery, dana, flawed):
    report = signed_in(dana).get(f"/audit/plans/{flawed.pk}/")
    assert "R16" in {one.rule.id for one in report.context["open"]}
    door = f"/audit/plans/{flawed.pk}/attest/R16/"
    assert signed_in(dana).post(door, {"holds": "yes", "words": ""}).status_code == 422
    told = {"holds": "yes", "words": "Exposure fits the diagnosis."}
    report = signed_in(dana).post(door, told, follow=True)
    assert "R16" in {rule.id for rule in report.context["met"]}
    assert Attestation.objects.get().name == "Dana Whitfield"


def test_nobody_but_an_admin_asks_or_waives(dana, priya, outsider, flawed):
    found = judged(flawed)
    for user in (dana, priya):
        assert ask(user, findings=[found.pk]).status_code == 403
        assert signed_in(user).get(f"/audit/findings/{found.pk}/waive/").status_code in (403, 404)
    assert signed_in(outsider).get(f"/audit/plans/{flawed.pk}/").status_code == 404
    ask(outsider, findings=[found.pk])
    assert not Ask.objects.exists()


def test_the_page_of_findings_costs_the_same_for_a_large_plan(dana, django_assert_max_num_queries):
    small, large = signed_plan(dana).plan, signed_plan(dana, goals=3, objectives=4).plan
    for plan in (small, large):
        browser = signed_in(dana)
        with django_assert_max_num_queries(104):
            assert browser.get(f"/audit/plans/{plan.pk}/").status_code == 200
