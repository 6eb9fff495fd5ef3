"""An admin draws charts by lot; they are gone through as a payer would, and the result stays."""

import hashlib
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction

from audits.actions import bring_up_to_date, draw, waive
from audits.actions.drawing import digest_of
from audits.mock.drawing import frame
from audits.mock.listing import charts_of, compared, result_of
from audits.mock.marking import payer_order
from audits.models import Finding, MockAudit, MockChart
from audits.rules import RULES
from audits.sampling import sample
from audits.tests.periods import a_draw
from clients.payers import profile_of
from clients.tests.factories import client_of, covered
from goals.models import Goal
from plans.models import Plan
from plans.tests.browsing import filled, said, signed_in
from plans.tests.factories import draft_plan, sign_draft, signable_plan, signed_plan
from trail.models import Event


def flawed(dana, how=None, **sizes):
    """A signed plan with something planted in it first."""
    plan = signable_plan(dana, client_of(dana), **sizes)
    if how:
        how(plan)
    sign_draft(plan, dana)
    return Plan.objects.get(pk=plan.pk)


def mark_of(audit, rule):
    (chart,) = audit.charts.all()
    return next(one for one in chart.marks if one["rule"] == rule)


def test_the_same_seed_draws_the_same_charts_and_anybody_can_check_which(avery, dana):
    plans = [flawed(dana) for _ in range(6)]
    first, again = a_draw(avery, size=3), a_draw(avery, size=3)
    keys = [chart.plan_id for chart in first.charts.all()]
    assert keys == [chart.plan_id for chart in again.charts.all()]
    by_hand = sorted(plans, key=lambda one: hashlib.sha256(f"7 {one.pk}".encode()).hexdigest())
    assert keys == [plan.pk for plan in by_hand[:3]]
    ids = "\n".join(sorted(str(plan.pk) for plan in plans))
    assert first.frame_digest == hashlib.sha256(ids.encode()).hexdigest()
    assert first.drawn_from == 6


def test_every_plan_is_drawn_about_as_often_as_every_other():
    plans = [f"plan {number}" for number in range(20)]
    times = dict.fromkeys(plans, 0)
    for seed in range(2_000):
        for plan in sample(plans, 5, str(seed)):
            times[plan] += 1
    # 500 is expected; five standard deviations are 97.
    assert all(400 < number < 600 for number in times.values())


def test_without_a_seed_one_is_drawn_and_kept(avery, dana):
    flawed(dana)
    audit = a_draw(avery, seed=None)
    assert MockAudit.objects.get(pk=audit.pk).seed > 0


def test_a_defect_at_each_place_is_not_met_and_at_some_of_them_partly(avery, dana):
    def wordless(plan, number):
        some = Goal.objects.filter(problem__plan=plan).values("pk")[:number]
        Goal.objects.filter(pk__in=some).update(own_words="")

    for number, mark, of in ((1, "partly", "1 of 3 goals"), (3, "not met", "3 of 3 goals")):
        plan = flawed(dana, lambda plan, n=number: wordless(plan, n), goals=3)
        marked = mark_of(a_draw(avery, scope="open"), "R10")
        assert (marked["mark"], marked["of"]) == (mark, of)
        Plan.objects.filter(pk=plan.pk).update(closed_on=plan.practice.today)


def test_it_judges_the_version_in_effect_and_not_the_draft(avery, dana):
    plan = flawed(dana)
    plan.services.update(frequency="never")
    assert mark_of(a_draw(avery), "R05")["mark"] == "met"


def test_where_no_version_took_effect_the_draft_is_judged_and_said_to_be(avery, dana):
    draft_plan(dana, client_of(dana))
    (chart,) = a_draw(avery, scope="open").charts.all()
    assert chart.version == 0
    with pytest.raises(ValidationError, match="No plan fits"):
        a_draw(avery, scope="in effect")


def test_a_payer_knows_of_no_waiver(avery, dana):
    plan = flawed(dana, lambda plan: plan.services.update(frequency="never"))
    a_draw(avery)
    bring_up_to_date(avery.practice)
    found = Finding.objects.get(plan=plan, rule="R05")
    waive(found, reason="Agreed.", until_on=None, version=1, by=avery)
    assert mark_of(a_draw(avery), "R05")["mark"] == "not met"


def test_a_rule_that_broke_off_is_not_judged_and_says_so(avery, dana, monkeypatch):
    def broken(case):
        raise ArithmeticError

    flawed(dana)
    monkeypatch.setitem(RULES, "R05", replace(RULES["R05"], judge=broken))
    marked = mark_of(a_draw(avery), "R05")
    assert marked["mark"] == "not judged"
    assert "broke off" in marked["why"]


def test_of_fewer_plans_all_are_drawn(avery, dana):
    flawed(dana)
    audit = a_draw(avery, size=10)
    assert (audit.size, audit.drawn_from, audit.charts.count()) == (1, 1, 1)


def of_payer(dana, key):
    """A signed plan for which this payer pays."""
    paid = covered(flawed(dana).client)
    type(paid).objects.filter(pk=paid.pk).update(payer_profile=key)
    return paid


def test_the_rules_stand_in_the_order_of_the_payer_s_own_audit_tool(avery, dana):
    of_payer(dana, "health-first-colorado")
    audit = a_draw(avery, profile="health-first-colorado")
    tool = profile_of("health-first-colorado").audit_tool
    assert [key for key, _ in audit.rules][: len(tool.rules)] == tool.rules
    result = result_of(audit, charts_of(audit))
    parts = {part.name: [line.rule for line in part.lines] for part in result.parts}
    assert list(parts) == [*(one.name for one in tool.sections), "Other rules of the audit"]
    assert parts["A. Administrative requirements"] == ["R63", "R64"]
    assert parts["Access standards"] == []
    assert "Insurance Audit Questionnaire" in result.order
    assert "not verified" in result.order
    page = signed_in(avery).get(f"/audit/mock/{audit.pk}/")
    assert "C. Treatment plan" in said(page)
    text = signed_in(avery).get(f"/audit/mock/{audit.pk}.csv").content.decode()
    assert '"D. Progress notes requirements","R55"' in text


def test_where_no_audit_tool_was_read_the_page_says_that_it_is_not_the_payer_s_order(avery, dana):
    of_payer(dana, "qualchoice")
    words = result_of(a_draw(avery, profile="qualchoice"), []).order
    assert "this is not the payer’s order" in words
    assert "by number" in result_of(a_draw(avery), []).order


def test_a_result_from_before_the_order_was_kept_still_fits_its_digest(avery, dana):
    flawed(dana)
    audit = a_draw(avery)
    told = digest_of(audit, charts_of(audit))
    audit.audit_tool = {"sections": []}
    assert told == audit.digest != digest_of(audit, charts_of(audit))


def test_without_an_audit_tool_the_named_rules_come_first_and_those_left_out_are_gone(avery, dana):
    paid = of_payer(dana, "oklahoma-medicaid")
    flawed(dana)
    audit = a_draw(avery, profile="oklahoma-medicaid", size=10)
    (chart,) = audit.charts.all()
    assert (audit.drawn_from, chart.plan.client_id) == (1, paid.client_id)
    asked = profile_of("oklahoma-medicaid").rules
    named = [key for key, one in asked.items() if one.applies]
    order = [key for key, _ in audit.rules]
    assert order[: len(named)] == named
    assert set(order) == set(RULES) - {key for key, one in asked.items() if not one.applies}
    assert [one["rule"] for one in chart.marks] == order == payer_order(profile_of(chart.profile))


def test_pressing_twice_draws_once(avery, dana):
    flawed(dana)
    browser = signed_in(avery)
    typed = filled(browser.get("/audit/mock/"), size=1, scope="all", words="Before the visit.")
    first, second = (browser.post("/audit/mock/", typed) for _ in range(2))
    assert first.url == second.url
    assert MockAudit.objects.count() == 1


@pytest.mark.parametrize("size", ["0", "101", "ten", ""])
def test_a_size_that_cannot_be_drawn_is_refused_beside_its_field(avery, dana, size):
    flawed(dana)
    browser = signed_in(avery)
    answer = browser.post("/audit/mock/", filled(browser.get("/audit/mock/"), size=size))
    assert answer.status_code == 422
    assert answer.context["form"].errors["size"]
    assert not MockAudit.objects.exists()


def test_the_result_can_neither_be_changed_nor_removed(avery, dana):
    flawed(dana)
    a_draw(avery)
    connection.check_constraints()
    for table in ("audits_mockaudit", "audits_mockchart"):
        for statement in (f"UPDATE {table} SET position = 9", f"DELETE FROM {table}"):
            statement = statement.replace(
                "position", "id" if table.endswith("audit") else "position"
            )
            with (
                pytest.raises(DatabaseError, match="stays as it was found|uuid"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement)


def test_a_result_that_somebody_altered_behind_the_program_s_back_is_shown_as_such(avery, dana):
    flawed(dana)
    audit = a_draw(avery)
    assert digest_of(audit, charts_of(audit)) == audit.digest
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audits_mockchart DISABLE TRIGGER stays")
    MockChart.objects.update(version=9)
    assert "does not fit its digest" in said(signed_in(avery).get(f"/audit/mock/{audit.pk}/"))


def test_the_page_tells_every_rule_and_chart_and_the_trail_whose_they_were(avery, dana):
    plan = flawed(dana, lambda plan: plan.services.update(frequency="never"))
    audit = a_draw(avery, words="Before the visit.")
    answer = signed_in(avery).get(f"/audit/mock/{audit.pk}/")
    words = said(answer)
    assert "Before the visit." in words
    assert "Seed 7." in words
    (line,) = (one for one in answer.context["result"].rules if one.rule == "R05")
    (missed,) = line.missed
    assert (missed.chart.plan_id, missed.mark) == (plan.pk, "not met")
    assert reverse_of(plan) in words
    assert {tuple(one.clients) for one in Event.objects.filter(verb="mock_audit.read")} == {
        (plan.client_id,)
    }


def reverse_of(plan):
    return f"/audit/plans/{plan.pk}/"


def test_the_table_has_a_row_for_each_chart_and_rule_and_no_formula(avery, dana):
    client = client_of(dana, family_name="=cmd|calc", given_name="+1")
    signed_plan(dana, client)
    audit = a_draw(avery)
    text = signed_in(avery).get(f"/audit/mock/{audit.pk}.csv").content.decode()
    assert text.count("\r\n") == 1 + len(RULES)
    assert '"\'+1 =cmd|calc"' in text


def test_two_stand_beside_each_other_with_what_became_of_each_rule(avery, dana):
    plan = flawed(dana, lambda plan: plan.services.update(frequency="never"))
    first = a_draw(avery)
    plan.services.update(frequency="weekly")
    sign_draft(plan, dana, reason="mended")
    second = a_draw(avery)
    lines = compared(*(result_of(one, charts_of(one)) for one in (first, second)))
    words = {line.rule: line.change_words for line in lines}
    assert words["R05"] == "100 points more"
    assert words["R03"] == "as before"
    for one, other in ((first, second), (second, first)):
        page = signed_in(avery).get(f"/audit/mock/{one.pk}/with/{other.pk}/")
        assert (page.context["first"], page.context["second"]) == (first, second)
        assert "1 chart is in both samples." in " ".join(said(page).split())


def test_only_an_admin_draws_and_reads(avery, dana, outsider):
    flawed(dana)
    audit = a_draw(avery)
    with pytest.raises(PermissionDenied):
        draw(MockAudit(size=1, seed=1, scope="all"), by=dana)
    assert signed_in(dana).get(f"/audit/mock/{audit.pk}/").status_code == 403
    assert signed_in(outsider).get(f"/audit/mock/{audit.pk}/").status_code == 404
    assert not list(MockAudit.objects.visible_to(dana))


def test_drawing_makes_nothing_stale(avery, dana):
    flawed(dana)
    a_draw(avery)
    verbs = set(Event.objects.filter(verb__startswith="mock_audit").values_list("verb", flat=True))
    assert verbs == {"mock_audit.drawn", "mock_audit.read"}
    assert not Event.objects.get(verb="mock_audit.drawn").clients


def test_the_queries_do_not_grow_with_the_plans(avery, dana, django_assert_max_num_queries):
    for _ in range(8):
        covered(flawed(dana).client)
    with django_assert_max_num_queries(75):
        a_draw(avery, size=8, profile="general")
    assert len(frame(avery, "open", "general")) == 8
