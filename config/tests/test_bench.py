"""Measuring what things cost, and filling a database to measure in."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connections

from accounts.models import Practice
from config.bench.timing import compare
from goals.models import Goal
from library.models import BankStatement
from notes.models import Note, Score
from plans.document import PlanDocument, digest
from plans.models import Plan
from plans.state import state_of

BOTH = pytest.mark.django_db(databases=["default", "owner"])


@pytest.fixture(scope="module", autouse=True)
def owner_goes_home(django_db_blocker):
    """The owner's connection is a second one: left open, it would keep the test database."""
    yield
    with django_db_blocker.unblock():
        connections["owner"].close()


def bench(*arguments, **options):
    printed = StringIO()
    call_command("bench", *arguments, stdout=printed, **options)
    return printed.getvalue()


def test_a_form_that_saves_itself_is_measured_beside_the_health_check(db):
    (figure,) = json.loads(bench("--only", "typing", "--rounds", "1"))["figures"]
    assert figure["result"]["p95_ms"] > 0
    assert figure["result"]["ratio"]["healthz"]["median"] == 1


def test_each_figure_stands_beside_its_floor_in_one_run(db):
    result = json.loads(bench("--only", "pages", "--rounds", "1"))
    assert set(result["canary"]) == {"before_cpu_ms", "after_cpu_ms", "steady"}
    (figure,) = result["figures"]
    assert figure["floor"]
    assert figure["goal"]
    read = figure["result"]
    assert read["ratio"]["floor"]["median"] == 1
    assert read["ratio"]["read_page"]["median"] > 1
    assert read["wall_ms"].keys() == {"floor", "read_page"}


def test_the_read_page_asks_as_much_for_a_large_plan_as_for_a_small_one(db):
    read = json.loads(bench("--only", "pages", "--rounds", "1"))["figures"][0]["result"]
    assert read["queries"] == read["queries_of_a_small_plan"]


def test_pages_are_as_light_as_they_should_be_and_nothing_is_left_behind(db):
    pages = json.loads(bench("--only", "weights"))["figures"][0]["result"]
    limits = {"client_page": 50_000, "editor": 120_000, "desk": 100_000}
    assert {name for name, most in limits.items() if pages[name]["first_visit_gz"] > most} == set()
    assert all(page["page_gz"] > 1_000 for page in pages.values())
    assert not Practice.objects.exists()


@BOTH
def test_writing_a_score_is_held_against_a_bare_insert():
    write, growth = json.loads(bench("--only", "scores", "--rounds", "1"))["figures"]
    assert write["result"]["floor"] == "bare_insert"
    assert write["result"]["wall_ms"].keys() == {"bare_insert", "score"}
    assert growth["result"] == {"scores": 0, "seed_first": "manage.py bench seed --clients 200"}


@BOTH
def test_it_seeds_clients_whose_plans_can_be_read():
    printed = bench("seed", "--clients", "2")
    assert "200  scores" not in printed
    assert "400  scores" in printed
    plans = Plan.objects.using("owner").with_versions().select_related("practice")
    states = [state_of(plan, plan.practice.today).word for plan in plans]
    assert sorted(states) == ["closed"] * 2 + ["in effect"] * 2
    version = plans.first().versions.first()
    document = PlanDocument.stored(version.document)
    assert digest(version.document) == version.digest
    rows = Goal.objects.using("owner").filter(problem__plan=version.plan_id)
    assert {goal.id for goal in document.goals} == {row.pk for row in rows}
    assert Note.objects.using("owner").signed().count() == Note.objects.using("owner").count()
    assert {score.rater for score in Score.objects.using("owner").all()} == {"client"}


@BOTH
def test_it_adds_to_a_bench_practice_and_refuses_any_other():
    bench("seed", "--clients", "1")
    bench("seed", "--clients", "1")
    assert Practice.objects.using("owner").get().name == "Bench practice"
    Practice.objects.using("owner").create(name="Riverside Counseling")
    with pytest.raises(CommandError, match="Seed an empty one"):
        bench("seed", "--clients", "1")


@pytest.mark.parametrize("arguments", [("--rounds", "0"), ("seed", "--clients", "0")])
def test_it_refuses_to_do_nothing(arguments):
    with pytest.raises(CommandError, match="at least one"):
        bench(*arguments)


def test_a_ratio_is_the_median_of_rounds_held_against_the_same_rounds_floor():
    ticks = iter(range(0, 10_000, 1))
    result = compare(
        {"floor": lambda: None, "ours": lambda: next(ticks)},
        floor="floor",
        rounds=3,
        clock=lambda: float(next(ticks)),
    )
    assert result["ratio"]["floor"]["median"] == 1
    assert result["ratio"]["ours"]["median"] == 2
    assert "cpu_ms" in result


def test_suggestions_are_measured_in_a_full_bank(own_database, monkeypatch):
    monkeypatch.setattr("config.bench.wording.STATEMENTS", 300)
    (figure,) = json.loads(bench("--only", "wording", "--rounds", "1"))["figures"]
    assert figure["result"]["statements"] == 300
    assert figure["result"]["wall_ms"]["p95"] > 0
    assert figure["result"]["ratio"] > 0
    assert not BankStatement.objects.exists()


def test_the_caseload_is_measured_and_leaves_nothing_behind(own_database, monkeypatch):
    monkeypatch.setattr("config.bench.caseload.FEW", 2)
    monkeypatch.setattr("config.bench.caseload.MANY", 60)
    page, signing = json.loads(bench("--only", "caseload", "--rounds", "1"))["figures"]
    assert page["result"]["clients"] == 60
    assert page["result"]["page_ms_of_10000"] > 0
    assert signing["result"]["ratio"]["signing"]["median"] == 1
    assert not Goal.objects.exists()


def test_the_audit_is_measured_where_nothing_is_seeded(db):
    rules, every_plan, first = json.loads(bench("--only", "audit", "--rounds", "1"))["figures"]
    assert rules["result"]["cpu_ms"].keys() == {"floor", "twenty_sessions", "a_year"}
    assert not every_plan["result"]["seeded"]
    assert every_plan["result"]["plans"] > 400
    assert first["result"]["kept"] >= 400
