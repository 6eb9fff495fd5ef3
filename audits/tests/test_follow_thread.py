"""The thread from diagnosis to score: what hangs together, and every way in which it breaks."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4
from xml.etree import ElementTree

import pytest

from audits.drawing import wrapped
from audits.tests.plain import (
    START,
    case,
    full,
    goal,
    intervention,
    note,
    objective,
    problem,
    session,
    stored,
    version,
)
from audits.thread import UNTOUCHED, Break, thread_of
from audits.thread.drawing import alt_text, draw, high_of
from audits.thread.placing import COLUMNS, MOST_ROWS, depth_of, placed
from goals.scored import Scored


def breaks(found):
    """(kind of node, break) of each."""
    return sorted((node.kind, one.kind) for node, one in found.orphans)


def lived(weeks=1, *, cites=True, **changed):
    """A whole thread, with a signed note a week that delivers, cites and scores; its nodes."""
    step = intervention()
    stage = objective(step)
    aim = goal(stage)
    rows = [problem(aim)]
    said = {"goals": [aim.id], "delivered": [(step.id, stage.id)], "scores": [(aim.id, 5)]}
    days = [START + timedelta(weeks=week) for week in range(weeks)]
    held = tuple(session(day, note(day, **(said if cites else {}))) for day in days)
    points = tuple((day, 5) for day in days)
    record = {
        "versions": (version(rows),),
        "sessions": held,
        "scored": Scored(scores={aim.id: {"client": points}} if cites else {}),
    }
    return case(rows, today=days[-1], **{**record, **changed}), aim, step


def test_what_is_worked_on_hangs_together_from_the_diagnosis_to_the_note():
    given, aim, step = lived()
    found = thread_of(given)
    assert breaks(found) == [("diagnosis", Break.NO_PROBLEM) for _ in given.document.diagnoses[1:]]
    row = given.document.problems[0]
    [line] = found.notes
    assert found.links >= {
        (("diagnosis", row.diagnosis_id), ("problem", row.id)),
        (("problem", row.id), ("goal", aim.id)),
        (("goal", aim.id), ("note", line.id)),
        (("intervention", step.id), ("note", line.id)),
    }
    assert not found.loose_notes
    assert found.of("goal")[0].scores == 1


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([problem()], ("problem", Break.NO_GOAL)),
        ([problem(goal())], ("goal", Break.NO_OBJECTIVE)),
        ([problem(goal(objective()))], ("objective", Break.NO_INTERVENTION)),
        (
            [problem(goal(objective(intervention())), diagnosis_id=None)],
            ("goal", Break.NO_DIAGNOSIS),
        ),
        (
            [problem(goal(objective(intervention())), diagnosis_id=uuid4())],
            ("goal", Break.NO_DIAGNOSIS),
        ),
        ([], ("diagnosis", Break.NO_PROBLEM)),
    ],
)
def test_a_part_that_leads_nowhere_is_an_orphan(rows, expected):
    assert expected in breaks(thread_of(case(rows)))


@pytest.mark.parametrize("status", ["reserve", "met", "discontinued"])
def test_what_is_not_worked_on_is_held_to_nothing(status):
    found = thread_of(case([problem(goal(status=status), goal(objective(intervention())))]))
    assert ("goal", Break.NO_OBJECTIVE) not in breaks(found)
    assert found.of("goal")[0].status == {"reserve": "parked"}.get(status, status)


def test_nothing_is_missed_before_a_note_was_signed():
    given, _, _ = lived(cites=False, sessions=(session(START),))
    assert {kind for kind, _ in breaks(thread_of(given))} <= {"diagnosis"}


def test_a_note_was_signed_and_the_intervention_not_delivered_nor_the_goal_scored():
    given, _, _ = lived(cites=False)
    found = thread_of(given)
    assert ("intervention", Break.NEVER_DELIVERED) in breaks(found)
    assert ("goal", Break.NEVER_SCORED) in breaks(found)
    assert [one.broken.kind for one in found.loose_notes] == [Break.CITES_NOTHING]


def test_a_note_that_names_what_that_days_plan_did_not_hold_leads_nowhere():
    given, _, _ = lived(sessions=(session(START, note(goals=[uuid4()])),))
    assert [one.broken.kind for one in thread_of(given).loose_notes] == [Break.CITES_OTHER]


def test_a_note_before_the_first_plan_has_nothing_to_name():
    early = session(START - timedelta(days=1), note())
    given, _, _ = lived(sessions=(early,))
    assert not thread_of(given).loose_notes


@pytest.mark.parametrize(("weeks", "is_untouched"), [(5, False), (6, True)])
def test_a_goal_that_six_signed_notes_passed_by_is_untouched(weeks, is_untouched):
    assert UNTOUCHED.value == 6
    given, _, _ = lived(weeks, cites=False)
    assert (("goal", Break.UNTOUCHED) in breaks(thread_of(given))) is is_untouched


def test_a_goal_is_not_untouched_by_sessions_while_it_was_parked():
    given, aim, _ = lived(7, cites=False)
    parked = Scored(pauses={aim.id: ((START, START + timedelta(weeks=3)),)})
    rested = replace(given, record=replace(given.record, scored=parked))
    assert ("goal", Break.UNTOUCHED) in breaks(thread_of(given))
    assert ("goal", Break.UNTOUCHED) not in breaks(thread_of(rested))


def test_a_small_plan_is_drawn_to_its_interventions_and_a_large_one_to_its_goals():
    few, many = full(2, 2, 2, 2), full(5, 3, 4, 4)
    assert depth_of(thread_of(case(few)).problems) == 4
    plot = placed(thread_of(case(many)))
    assert plot.rows == 15 <= MOST_ROWS
    assert {cell.words for cell in plot.cells if cell.column > 2} == {
        "4 objectives",
        "16 interventions",
    }


def test_no_two_boxes_of_the_picture_lie_over_each_other():
    for rows in (full(2, 2, 2, 2), full(5, 3, 4, 4), [problem(), problem(goal())], []):
        plot = placed(thread_of(case(rows)))
        for column in range(len(COLUMNS)):
            at = sorted(cell.row for cell in plot.cells if cell.column == column)
            assert all(b - a >= 0.999 for a, b in zip(at, at[1:], strict=False))
            assert all(0 <= row <= plot.rows - 1 for row in at)


def test_the_picture_says_in_words_what_breaks_and_escapes_what_was_typed():
    rows = [problem(goal(statement="<b>Worry & less</b> " * 9), statement="")]
    found = thread_of(case(rows))
    root = ElementTree.fromstring(draw(found))
    said = " ".join("".join(one.itertext()) for one in root.iter())
    assert "no objective" in said
    assert "<b>Worry" in said
    assert "no objective, once" in alt_text(found)
    assert float(root.get("height")) == high_of(found)


def test_long_words_are_broken_into_lines_and_never_lost_in_the_middle():
    assert wrapped("one two three", 1000, 12, 2) == ["one two three"]
    lines = wrapped("Understand what the panic says " * 5, 150, 12, 2)
    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert wrapped("", 100, 12, 2) == []


def test_every_diagnosis_of_the_document_is_a_node():
    assert [one.id for one in thread_of(case()).diagnoses] == [d.id for d in stored().diagnoses]
