"""Reading outcomes: how many improved reliably, and nothing that tells of one person."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.test import Client as Browser

from caseload.areas import AREAS, area_of
from caseload.outcomes import outcomes_of
from caseload.tests.factories import judged_clients
from clients.models import Client
from goals.models import Goal, GoalSummary
from measures.models import Administration
from measures.tests.factories import given
from trail.models import Event

BETTER, SAME = "reliable improvement", "no reliable change"
WORSE, FEW = "reliable deterioration", "not enough data"


def told(practice):
    today = practice.today
    everybody = Client.objects.filter(practice=practice)
    return outcomes_of(everybody, today - timedelta(days=365), today)


def page_of(user, path="", **asked):
    browser = Browser()
    browser.force_login(user)
    return browser.get(f"/outcomes/{path}", asked)


def test_it_says_how_many_of_how_many_improved(dana, avery):
    judged_clients(dana, 25, BETTER, code="F40.01")
    judged_clients(dana, 17, SAME, code="F40.01")
    judged_clients(dana, 12, FEW, code="F32.1")
    page = page_of(avery).content.decode()
    assert "of 42 clients with two scores, 25 improved reliably" in page
    assert "Anxiety, dissociative" in page
    assert "There is no comparison group" in page
    assert "young people" in page
    (client, clinician) = told(dana.practice).raters
    assert client.table.total.cells == ("25", "17", "0", "42", "12")
    assert clinician.sentence == "No client has a score by the clinician in this period."


def test_small_counts_are_hidden_and_so_is_what_would_give_them_away(dana, avery):
    judged_clients(dana, 25, BETTER, code="F40.01")
    judged_clients(dana, 4, WORSE, code="F40.01")
    judged_clients(dana, 30, SAME, code="F40.01")
    judged_clients(dana, 20, BETTER, code="F32.1")
    table = told(dana.practice).raters[0].table
    shown = [line.cells[:4] for line in (*table.lines, table.total)]
    assert shown == [
        ("20", "0", "0", "20"),
        ("25", "hidden", "hidden", "59"),
        ("45", "hidden", "hidden", "79"),
    ]
    page = page_of(avery).content.decode()
    assert "A count of 1 to 10 clients is hidden." in page
    assert "not read at its source" in page


def test_of_a_few_clients_nothing_is_told(dana):
    judged_clients(dana, 6, BETTER, code="F40.01")
    page = page_of(dana).content.decode()
    assert "Too few clients to tell" in page
    assert "Anxiety" not in page
    assert ">6<" not in page


def test_raters_are_never_put_together(dana):
    judged_clients(dana, 12, BETTER)
    judged_clients(dana, 13, WORSE, rater="clinician")
    client, clinician = told(dana.practice).raters
    assert client.table.total.cells[:4] == ("12", "0", "0", "12")
    assert clinician.table.total.cells[:4] == ("0", "0", "13", "13")


def test_a_client_with_one_goal_better_and_one_worse_deteriorated(dana):
    clients = judged_clients(dana, 11, BETTER)
    for goal in Goal.objects.filter(problem__plan__client__in=clients):
        other = Goal.objects.create(practice=dana.practice, problem=goal.problem, statement="y")
        GoalSummary.objects.create(
            practice=dana.practice, goal=other, rater="client", judgement=WORSE,
            latest_on=dana.practice.today,
        )  # fmt: skip
    assert told(dana.practice).raters[0].table.total.cells[:4] == ("0", "0", "11", "11")


def test_only_the_period_that_was_asked_for_counts(dana, avery):
    judged_clients(dana, 12, BETTER, ago=10)
    judged_clients(dana, 15, BETTER, ago=100)
    today = dana.practice.today
    asked = {"first": today - timedelta(days=30), "last": today}
    assert "of 12 clients with two scores" in page_of(avery, **asked).content.decode()
    backwards = {"first": today, "last": today - timedelta(days=3)}
    answer = page_of(avery, **backwards)
    assert answer.status_code == 422
    assert "The period must end after it begins." in answer.content.decode()
    assert page_of(avery, "outcomes.csv", **backwards).status_code == 422


def test_a_therapist_reads_of_their_own_clients_alone(dana, stranger, avery):
    judged_clients(dana, 12, BETTER)
    judged_clients(stranger, 15, BETTER)
    assert "of 12 clients" in page_of(dana).content.decode()
    assert "of 27 clients" in page_of(avery).content.decode()
    assert Event.objects.filter(verb="outcomes.opened").count() == 2


def test_measures_are_judged_by_their_own_published_change(dana, avery):
    clients = judged_clients(dana, 11, FEW)
    one = given(dana, clients[0])
    for client in clients:
        for days, total in ((60, 20), (0, 12)):
            Administration.objects.create(
                practice=dana.practice, client=client, instrument=one.instrument,
                on=dana.practice.today - timedelta(days=days), total=total, result=one.result,
                completed_at=one.completed_at,
            )  # fmt: skip
    (line,) = told(dana.practice).measures.lines
    assert line.name == one.instrument.name
    assert line.cells == ("11", "0", "0", "11")
    assert one.instrument.name in page_of(avery).content.decode()


def test_the_table_for_spreadsheets_hides_the_same(dana, avery):
    judged_clients(dana, 25, BETTER, code="F40.01")
    judged_clients(dana, 4, WORSE, code="F40.01")
    text = page_of(avery, "outcomes.csv").content.decode("utf-8-sig")
    rows = list(csv.reader(StringIO(text)))
    assert rows[0][:3] == ["By", "Problem area or measure", "Improved reliably"]
    assert all("4" not in row for row in rows)
    assert "There is no comparison group" in text


@pytest.mark.parametrize(
    ("code", "area"),
    [("F40.01", "Anxiety"), ("F99", "Unspecified"), ("F09", "Mental disorders due to known"),
     ("Z63.0", "Other chapters"), ("", "No diagnosis")],
)  # fmt: skip
def test_a_code_stands_in_its_block(code, area):
    assert area_of(code).startswith(area)
    assert area_of(code) in AREAS
