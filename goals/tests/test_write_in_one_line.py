"""A whole node written in one line: what is read out of it, and what stays in the sentence."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from goals.wizard.lines import goal_line, intervention_line, objective_line, understood

TODAY = date(2026, 3, 2)


def weeks(count: int) -> date:
    return TODAY + timedelta(weeks=count)


def test_a_goal_says_its_scale_start_target_date_and_focus():
    line = (
        "Build a support system; relationships; 0 is nobody to call; 10 means several people;"
        " 1 to 7 in 20 weeks"
    )
    assert goal_line(line, TODAY) == {
        "statement": "Build a support system",
        "focus": "relationships",
        "zero_means": "nobody to call",
        "ten_means": "several people",
        "baseline": 1,
        "baseline_on": TODAY,
        "target": 7,
        "target_on": weeks(20),
        "lower_is_better": False,
        "aim": "build",
    }


def test_going_down_is_read_as_lower_is_better():
    found = goal_line("Ease the mornings; from 8 to 4 by 7/20/2026", TODAY)
    assert (found["lower_is_better"], found["aim"]) == (True, "reduce")
    assert found["target_on"] == date(2026, 7, 20)


@pytest.mark.parametrize(
    ("said", "what", "numbers", "per", "by"),
    [
        ("contacts 0 to 3 per week in 8 weeks", "contacts", (0, 3), "week", weeks(8)),
        ("cravings surfed 1 to 8 per 10 cravings in 10 weeks", "cravings surfed", (1, 8),
         "10 cravings", weeks(10)),
        ("named 0 to 3 in all in 4 weeks", "named", (0, 3), "in all", weeks(4)),
        ("days a technique was used: 0 → 7 a week", "days a technique was used", (0, 7),
         "week", None),
        ("panic attacks, from 3 to 1 each week by 2026-06-30", "panic attacks", (3, 1), "week",
         date(2026, 6, 30)),
        ("steps 2000-8000 every day, by June 30, 2026", "steps", (2000, 8000), "day",
         date(2026, 6, 30)),
    ],
)  # fmt: skip
def test_an_objective_says_what_is_counted(said, what, numbers, per, by):
    found = objective_line(f"Do something; {said}", TODAY)
    assert found["statement"] == "Do something"
    assert (found["measure"], found["measure_per"]) == (what, per)
    assert (found["measure_from"], found["measure_to"]) == numbers
    assert found.get("target_on") == by


def test_an_intervention_says_approach_frequency_and_homework():
    found = intervention_line("Rehearse two calls; MI, every session; homework: log", TODAY)
    assert found == {
        "statement": "Rehearse two calls",
        "modality": "MI",
        "frequency": "every session",
        "homework": "log",
    }
    assert intervention_line("Coping review; twice", TODAY)["frequency"] == "twice"
    assert intervention_line("Return; BA, every other week", TODAY)["modality"] == "BA"


@pytest.mark.parametrize(
    "line",
    [
        "Say no; say why; go home",
        "Take the pills; as the doctor said",
        "Call in a while; contacts in a while",
        "Read 3 to 5 pages",
        "One; 0 to 3",
        "; contacts 0 to 3",
        "contacts 0 to 3 per week;",
    ],
)
def test_what_is_not_understood_stays_in_the_sentence(line):
    assert objective_line(line, TODAY) == {"statement": line.strip()}


def test_reading_stops_at_the_first_part_that_is_not_understood():
    found = objective_line("Walk; by my own choice; walks 0 to 3 per week", TODAY)
    assert found["statement"] == "Walk; by my own choice"
    assert found["measure"] == "walks"


def test_what_is_said_twice_is_not_read_twice():
    found = goal_line("Sleep; 9 to 3; 8 to 4", TODAY)
    assert (found["statement"], found["baseline"]) == ("Sleep; 9 to 3", 8)


def test_a_score_above_ten_and_a_day_that_is_over_are_refused_in_a_sentence():
    with pytest.raises(ValidationError, match="A score is a whole number from 0 to 10"):
        goal_line("Sleep; 11 to 3", TODAY)
    with pytest.raises(ValidationError, match="The target date is in the past"):
        objective_line("Walk; by 1/5/2026", TODAY)


def test_what_was_read_is_said_in_words():
    said = understood(objective_line("Call; contacts 0 to 3 per week in 8 weeks", TODAY))
    assert said == "contacts: from 0 to 3 per week; by 27 April 2026"
    assert understood(goal_line("Just a sentence", TODAY)) == ""
