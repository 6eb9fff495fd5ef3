"""An admin reads what the audit shows for a period, and signs it; what is signed stays."""

import json
import re
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
import rfc8785
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction

from accounts.tests.factories import PASSWORD
from audits.actions import ask_to_mend, bring_up_to_date, sign_off, waive
from audits.models import Finding, Judgement, SignOff, Waiver
from audits.period.document import PeriodDocument, digest
from audits.period.gathering import document_of
from audits.rules import RULES
from audits.tests.periods import a_draw, a_sign_off, seen_by
from clients.tests.factories import client_of
from config import clock
from plans.tests.browsing import said, signed_in
from plans.tests.factories import draft_plan, sign_draft, signable_plan
from trail.models import Event

WRONG = "not the password"


@pytest.fixture
def flawed(dana):
    """A signed plan whose service is never given."""
    plan = signable_plan(dana, client_of(dana, record_number="R-77"))
    plan.services.update(frequency="never")
    sign_draft(plan, dana)
    return plan


def period(user, days=30):
    last = user.practice.today
    return last - timedelta(days=days), last


def address(user):
    first, last = period(user)
    return f"/audit/sign-offs/new/?from_on={first}&until_on={last}"


def read_now(user):
    bring_up_to_date(user.practice)
    return document_of(user, *period(user))


def test_it_tells_rules_counts_and_waivers(avery, dana, flawed):
    bring_up_to_date(avery.practice)
    found = Finding.objects.get(plan=flawed, rule="R05")
    before = read_now(avery)
    assert ("R05", 1, 1) in [(one.rule, one.findings, one.plans) for one in before.by_rule]
    assert before.open.blocking == Finding.objects.filter(severity="error").count()
    waive(found, reason="Agreed by letter.", until_on=None, version=1, by=avery)
    other = Finding.objects.filter(plan=flawed, severity="error", is_waived=False).exclude(
        rule="R05"
    )[0]
    today = avery.practice.today
    ask_to_mend([other], batch=flawed.pk, due_on=today, words="", by=avery)
    drawn = a_draw(avery)
    after = read_now(avery)
    (waiver,) = after.waivers
    assert (waiver.record_number, waiver.rule, waiver.reason, waiver.by) == (
        "R-77", "R05", "Agreed by letter.", "Avery Stone",
    )  # fmt: skip
    assert after.open.blocking == before.open.blocking - 1
    assert after.open.waived == 1
    assert (after.waivers_given, after.versions_signed) == (1, 1)
    assert (after.asked.made, after.asked.still_open, after.asked.overdue) == (1, 1, 0)
    assert [one.digest for one in after.mock_audits] == [drawn.digest]
    assert sum(one.plans for one in after.profiles) == 1
    assert after.states == {"in effect": 1}


def test_rules_that_gave_no_answer_are_counted_by_name(avery, dana, flawed):
    draft_plan(dana, client_of(dana))
    said = {one.rule: (one.not_judged, one.broke_off) for one in read_now(avery).unanswered}
    judged = {one.plan_id: one.verdicts for one in Judgement.objects.all()}
    seen = [text["in effect"] or text["draft"] for text in judged.values()]
    by_hand = Counter(
        rule for text in seen for rule, (outcome, _) in text.items() if outcome == "not judged"
    )
    assert len(seen) == 2
    assert by_hand
    assert said == {rule: (number, 0) for rule, number in by_hand.items()}
    assert read_now(avery).caution == ""


def test_a_period_in_which_a_rule_broke_off_says_so_on_its_page_and_in_its_record(
    avery, flawed, monkeypatch
):
    def broken(case):
        raise ArithmeticError

    monkeypatch.setitem(RULES, "R05", replace(RULES["R05"], judge=broken))
    bring_up_to_date(avery.practice)
    Judgement.objects.update(horizon=0)
    row = a_sign_off(avery)
    held = PeriodDocument.stored(row.document)
    told = "The program broke off in 1 rule: R05 on 1 plan."
    assert held.caution.startswith(told)
    assert [(one.rule, one.broke_off) for one in held.unanswered if one.broke_off] == [("R05", 1)]
    words = " ".join(said(signed_in(avery).get(f"/audit/sign-offs/{row.pk}/")).split())
    assert told in words
    assert "R05" not in {one.rule for one in held.by_rule}


def test_what_was_signed_before_answers_were_counted_still_loads_as_it_was(avery, flawed):
    told = json.loads(read_now(avery).canonical()) | {"schema_number": 1}
    for name in ("unanswered", "caution"):
        told.pop(name)
    text = rfc8785.dumps(told).decode()
    older = PeriodDocument.stored(text)
    assert older.unanswered is None
    assert older.canonical() == text


def test_what_happened_before_the_period_is_not_counted_in_it(avery, dana, flawed):
    with clock.standing_at(clock.now() + timedelta(days=90)):
        late = read_now(avery)
    assert late.versions_signed == 0
    assert sum(late.states.values()) == 1


def test_a_waiver_that_ended_by_itself_stands_no_more(avery, flawed):
    bring_up_to_date(avery.practice)
    found = Finding.objects.get(plan=flawed, rule="R05")
    until = avery.practice.today + timedelta(days=3)
    waive(found, reason="For now.", until_on=until, version=1, by=avery)
    assert len(read_now(avery).waivers) == 1
    with clock.standing_at(clock.now() + timedelta(days=5)):
        assert not read_now(avery).waivers


def test_it_is_signed_with_the_password_and_stays_as_it_was_read(avery, flawed):
    browser = signed_in(avery)
    page = browser.get(address(avery))
    typed = {"seen": page.context["seen"], "password": PASSWORD}
    answer = browser.post(address(avery), typed)
    row = SignOff.objects.get()
    assert answer.url == f"/audit/sign-offs/{row.pk}/"
    assert (row.name, row.method, row.digest) == ("Avery Stone", "password", typed["seen"])
    assert PeriodDocument.stored(row.document).canonical() == row.document
    flawed.services.update(frequency="weekly")
    shown = browser.get(answer.url)
    assert shown.context["document"] == PeriodDocument.stored(row.document)
    words = " ".join(said(shown).split())
    assert row.digest in words
    assert "I have read this summary" in words
    event = Event.objects.get(verb="sign_off.signed")
    assert (event.actor_id, event.clients) == (avery.pk, [])


@pytest.mark.parametrize("password", [WRONG, ""])
def test_without_the_password_nothing_is_signed(avery, flawed, password):
    browser = signed_in(avery)
    seen = browser.get(address(avery)).context["seen"]
    answer = browser.post(address(avery), {"seen": seen, "password": password})
    assert answer.status_code == 422
    assert "password" in answer.context["form"].errors
    assert not SignOff.objects.exists()


def test_what_changed_after_the_page_was_opened_is_read_again_first(avery, flawed):
    browser = signed_in(avery)
    seen = browser.get(address(avery)).context["seen"]
    found = Finding.objects.get(plan=flawed, rule="R05")
    waive(found, reason="Agreed.", until_on=None, version=1, by=avery)
    answer = browser.post(address(avery), {"seen": seen, "password": PASSWORD})
    assert answer.status_code == 422
    assert "Something changed after you opened this page." in said(answer)
    assert answer.context["seen"] != seen


def test_signing_the_same_twice_is_signing_once(avery, flawed):
    assert a_sign_off(avery) == a_sign_off(avery)
    assert SignOff.objects.count() == 1


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        (0, 1, "That day is yet to come. End the period by today."),
        (0, -1, "The period must end after it begins."),
    ],
)
def test_a_period_that_is_none_is_refused(avery, first, last, sentence):
    today = avery.practice.today
    begin, end = today + timedelta(days=first), today + timedelta(days=last)
    with pytest.raises(ValidationError, match=re.escape(sentence)):
        sign_off(begin, end, seen="", method="password", by=avery)
    answer = signed_in(avery).get(f"/audit/sign-offs/new/?from_on={begin}&until_on={end}")
    assert answer.status_code == 422
    assert sentence in said(answer)


@pytest.mark.parametrize("query", ["?from_on=x", "?from_on=%00&until_on=", "?until_on=9999-12-31"])
def test_nonsense_in_the_address_is_no_error(avery, query):
    assert signed_in(avery).get(f"/audit/sign-offs/new/{query}").status_code == 422


def test_without_a_word_the_last_whole_month_is_offered(avery):
    form = signed_in(avery).get("/audit/sign-offs/").context["form"]
    assert form.is_valid()
    first, last = form.cleaned_data["from_on"], form.cleaned_data["until_on"]
    assert (first.day, (last + timedelta(days=1)).day, first.month) == (1, 1, last.month)


def test_only_an_admin_signs_and_reads(avery, dana, outsider, flawed):
    row = a_sign_off(avery)
    first, last = period(dana)
    with pytest.raises(PermissionDenied):
        sign_off(first, last, seen=seen_by(dana, first, last), method="password", by=dana)
    assert signed_in(dana).get(f"/audit/sign-offs/{row.pk}/").status_code == 403
    assert signed_in(outsider).get(f"/audit/sign-offs/{row.pk}/").status_code == 404
    assert not list(SignOff.objects.visible_to(dana))


def test_what_was_signed_can_neither_be_changed_nor_removed(avery, flawed):
    a_sign_off(avery)
    connection.check_constraints()
    for statement in ("UPDATE audits_signoff SET digest = 'x'", "DELETE FROM audits_signoff"):
        with (
            pytest.raises(DatabaseError, match="stays as it was signed"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_opening_it_names_the_clients_whose_waivers_stand_there(avery, flawed):
    bring_up_to_date(avery.practice)
    found = Finding.objects.get(plan=flawed, rule="R05")
    waive(found, reason="Agreed.", until_on=None, version=1, by=avery)
    row = a_sign_off(avery)
    signed_in(avery).get(f"/audit/sign-offs/{row.pk}/")
    assert Event.objects.get(verb="sign_off.read").clients == [flawed.client_id]
    assert Waiver.objects.get().plan_id == flawed.pk


def test_the_queries_do_not_grow_with_the_findings(avery, dana, flawed, django_assert_num_queries):
    bring_up_to_date(avery.practice)
    for _ in range(2):
        bring_up_to_date(avery.practice)
    with django_assert_num_queries(18):
        one = document_of(avery, *period(avery))
    for _ in range(4):
        plan = signable_plan(dana, client_of(dana), goals=2, objectives=2)
        plan.services.update(frequency="never")
        sign_draft(plan, dana)
    bring_up_to_date(avery.practice)
    with django_assert_num_queries(18):
        more = document_of(avery, *period(avery))
    assert digest(one.canonical()) != digest(more.canonical())
