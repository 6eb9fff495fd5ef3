"""The admin keeps the desk and its findings as tables; nothing in them turns into a formula."""

import csv
import io
from uuid import uuid4

import pytest

from audits import desk
from audits.actions import bring_up_to_date, waive
from audits.exports.tables import AGAIN, desk_rows, finding_rows, to_be_judged
from audits.models import Finding, Judgement
from clients.tests.factories import client_of, covered
from config.spreadsheets import STARTERS
from plans.tests.browsing import signed_in
from plans.tests.factories import draft_plan, sign_draft, signable_plan
from trail.models import Event

HOSTILE = ["=cmd|' /C calc'!A0", "+1", "-1+1", "@SUM(1)", "\tx", "＝1"]


def table(user, path):
    answer = signed_in(user).get(f"/audit/{path}")
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    text = answer.content.decode().removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.fixture
def flawed(dana):
    """A signed plan whose service is never given."""
    plan = signable_plan(dana, client_of(dana, given_name="Ana", family_name="Bell"))
    covered(plan.client)
    plan.services.update(frequency="never")
    sign_draft(plan, dana)
    return plan


def test_the_desk_s_table_has_every_plan_that_the_filter_matches(avery, dana, priya, flawed):
    draft_plan(priya, client_of(priya, given_name="Ben", family_name="Cole"))
    rows = table(avery, "desk.csv")
    assert sorted(row["Client"] for row in rows) == ["Ana Bell", "Ben Cole"]
    (row,) = table(avery, f"desk.csv?lead={dana.pk}&state=in+effect")
    assert (row["Payer"], row["State"], row["Plan"]) == ("Example Mutual", "in effect", "1")
    assert int(row["Blocking"]) == Finding.objects.filter(severity="error", plan=flawed).count()


def test_a_plan_that_changed_is_not_told_as_if_it_were_current(avery, flawed):
    today = avery.practice.today
    bring_up_to_date(avery.practice)
    assert table(avery, "desk.csv")[0]["Judged on"] == str(today)
    Judgement.objects.update(horizon=0)
    (row,) = desk_rows(desk.matching(avery, today, ""), to_be_judged(avery.practice, today))
    assert row[-1] == AGAIN
    rows = list(finding_rows(Finding.objects.all(), to_be_judged(avery.practice, today)))
    assert {row[-1] for row in rows} == {AGAIN}
    assert {row["Judged on"] for row in table(avery, "findings.csv")} == {str(today)}


@pytest.mark.parametrize("door", ["desk.csv", "findings.csv", "", "calendar.csv", "packets/"])
def test_an_address_that_says_nonsense_is_no_failure(avery, flawed, door):
    nonsense = "rule=%00&q=%00&lead=%00&payer=%00&page=%00&day=9999-12-31&month=0001-01&sort=%00"
    assert signed_in(avery).get(f"/audit/{door}?{nonsense}").status_code == 200
    told = {"batch": uuid4(), "act": "mend", "everything": "on", "matching": "rule=%00&state=x"}
    assert signed_in(avery).post(f"/audit/?{nonsense}", told).status_code == 302


def test_findings_are_judged_again_before_they_are_told(avery, dana, flawed):
    bring_up_to_date(avery.practice)
    today = str(avery.practice.today)
    rows = table(avery, "findings.csv?rule=R05")
    assert [row["Judged on"] for row in rows] == [today]
    flawed.services.update(frequency="weekly")
    sign_draft(flawed, dana, reason="mended")
    assert table(avery, "findings.csv?rule=R05") == []


def test_what_could_not_be_judged_in_time_says_so_in_its_row(avery, dana, flawed, monkeypatch):
    bring_up_to_date(avery.practice)
    Finding.objects.exclude(rule="R05").delete()
    draft_plan(dana, client_of(dana, given_name="Ben", family_name="Cole"))
    monkeypatch.setattr("audits.exports.views.AT_MOST", 0)
    Judgement.objects.update(horizon=0)
    known, unknown = table(avery, "findings.csv")
    assert (known["Client"], known["Rule"], known["Judged on"]) == ("Ana Bell", "R05", AGAIN)
    assert (unknown["Client"], unknown["Rule"], unknown["Judged on"]) == ("Ben Cole", "", AGAIN)
    assert len(Event.objects.get(verb="findings.listed").clients) == 2


def test_findings_are_told_with_rule_and_place_and_whether_they_are_waived(avery, dana, flawed):
    bring_up_to_date(avery.practice)
    found = Finding.objects.get(plan=flawed, rule="R05")
    assert [row["Rule"] for row in table(avery, "findings.csv?rule=R05")] == ["R05"]
    waive(found, reason="Agreed.", until_on=None, version=1, by=avery)
    for path in ("findings.csv", f"plans/{flawed.pk}/findings.csv"):
        (row,) = (row for row in table(avery, path) if row["Rule"] == "R05")
        assert row["Finding"] == found.sentence
        assert (row["Weight"], row["Where it stands"], row["Waived"]) == (
            "blocking", "in effect", "waived",
        )  # fmt: skip
    assert table(avery, f"findings.csv?lead={avery.pk}") == table(avery, "findings.csv")


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_becomes_a_formula(avery, dana, name):
    draft_plan(dana, client_of(dana, given_name=name, family_name=name, record_number=name))
    for path in ("desk.csv", "findings.csv"):
        rows = table(avery, path)
        assert rows
        for row in rows:
            assert not any(cell.lstrip(" ").startswith(STARTERS) for cell in row.values())


def test_keeping_a_table_is_told_with_each_client(avery, flawed):
    table(avery, "desk.csv")
    table(avery, "findings.csv")
    for verb in ("audit.listed", "findings.listed"):
        assert Event.objects.get(verb=verb).clients == [flawed.client_id]


def test_therapists_keep_their_own_plans_findings_and_no_more(avery, dana, stranger, flawed):
    for path in ("desk.csv", "findings.csv"):
        assert signed_in(dana).get(f"/audit/{path}").status_code == 403
    own = f"/audit/plans/{flawed.pk}/findings.csv"
    assert signed_in(dana).get(own).status_code == 200
    assert signed_in(stranger).get(own).status_code == 404
