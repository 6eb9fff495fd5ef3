"""What a chart says to whoever does not see it: its alternative text and the table under it."""

import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from goals.charts import TableRow, alt_text, goal_chart, table
from goals.tests import chart_cases as cases
from goals.tests.chart_cases import SVG, client, week


@pytest.mark.parametrize(
    ("chart", "said"),
    [
        (
            replace(cases.PANIC, title="Worry", baseline=(8, week(0)), target=(3, None)),
            "Worry: 8 on 6 Jan to 4 on 21 Apr; target 3, lower is better; 13 scores, "
            "2 sessions missed.",
        ),
        (
            replace(cases.EMPTY, title="Worry:"),
            "Worry: no scores yet, start 8; target 3, lower is better.",
        ),
        (
            replace(cases.MISSED_ONLY, title="Worry", baseline=None, target=None),
            "Worry: no scores yet; no target, lower is better; 8 sessions missed.",
        ),
        (
            replace(cases.ONE, title="Worry", baseline=None),
            "Worry: 8 on 13 Jan; target 3, lower is better; 1 score.",
        ),
        (
            replace(cases.ONE, title=" ", series=(client((week(60), 0)),), missed=(week(1),)),
            "Goal: 8 on 6 Jan 2026 to 0 on 2 Mar 2027; target 3, lower is better; 1 score, "
            "1 session missed.",
        ),
        (
            replace(cases.CRAVING, title="Evenings"),
            "Evenings: start 7; client 7 on 13 Jan to 7 on 14 Apr; clinician 8 on 13 Jan to 5 on "
            "14 Apr; target 3, lower is better; 26 scores, 1 session missed, off pace, review "
            "barriers.",
        ),
    ],
)
def test_it_says_first_last_and_target_in_its_alternative_text(chart, said):
    assert alt_text(chart) == said
    root = ET.fromstring(goal_chart(chart))
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}desc") == said


def test_it_shortens_a_long_title_aloud_at_a_word():
    said = alt_text(cases.LONG).split(": start")[0]
    assert len(said) <= 121
    assert said.endswith("…")


def test_it_lists_every_score_and_event_in_the_table():
    rows = table(cases.CRAVING)
    assert rows[0] == TableRow(cases.START, None, None, "start 7, version 1 in effect")
    assert rows[1] == TableRow(week(1), 7, 8, "")
    assert TableRow(week(5), None, None, "session missed") in rows
    assert TableRow(week(12), 6, 6, "review") in rows
    assert [row.on for row in rows] == sorted(row.on for row in rows)
    assert sum(row.client is not None for row in rows) == 13


def test_it_gives_a_second_score_of_a_day_its_own_row():
    scores = [row.client for row in table(cases.SAME_DAY) if row.on == week(2)]
    assert scores == [10, 4, 0]
    changed = table(replace(cases.PANIC, breaks=(week(3),)))
    assert TableRow(week(3), 7, None, "the goal's meaning changed") in changed
