"""Five checks read an objective and say what would make it better; none stands in the way."""

import pytest

from library.planner import shipped
from library.smart import checks


def failed(text, **known):
    return [check.name for check in checks(text, **known) if not check.passed]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ride the 14 bus alone 3 times a week by 2027-03-31.", []),
        ("Feel better.", ["Specific", "Measurable", "Time-bound"]),
        (
            "Work on coping with anger at home and at work.",
            ["Specific", "Measurable", "Time-bound"],
        ),
        ("My husband will stop shouting 5 days a week by [date].", ["Attainable"]),
        ("Never again argue with the boss, by [date].", ["Attainable"]),
        ("Write three things that went well each night.", ["Time-bound"]),
        ("Tell [trusted person] what happened, by the next review.", []),
    ],
)
def test_it_names_what_is_wanting(text, expected):
    assert failed(text) == expected


def test_the_forms_own_fields_count():
    text = "Ride the bus to work without a companion."
    assert failed(text) == ["Measurable", "Time-bound"]
    assert failed(text, dated=True, counted=True) == []


def test_it_asks_what_it_has_to_do_with_the_goal():
    text = "Do the baking with a neighbor 2 times a week by [date]."
    assert failed(text, serves="Sleep through the night.") == ["Relevant"]
    assert failed(text, serves="I used to love baking.") == []


def test_each_check_says_one_line_whichever_way_it_went():
    for text in ("", "Feel better", "Ride the bus 3 times by [date] as agreed."):
        said = checks(text)
        assert [check.name[0] for check in said] == list("SMART")
        assert all(check.says.endswith((".", "?")) and "\n" not in check.says for check in said)


@pytest.mark.parametrize("planner", shipped(), ids=lambda planner: planner.slug)
def test_every_shipped_objective_passes_all_five(planner):
    wanting = {step.text: failed(step.text) for step in planner.objectives}
    assert not {text: names for text, names in wanting.items() if names}
