"""Drawing a goal's chart: what a clinician, a client and a payer's fax machine see."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest

from goals.charts import alt_text, goal_chart
from goals.charts.looks import LOOKS
from goals.tests import chart_cases as cases
from goals.tests import count_cases
from goals.tests.chart_cases import SVG, VARIANTS, client, week, words

REFERENCE = Path(__file__).parent / "reference"
PICTURED = {
    "lower": cases.PANIC,
    "higher": cases.MEETINGS,
    "two-raters": cases.CRAVING,
    "empty": cases.EMPTY,
    "count": count_cases.PANICS,
    "long-count": count_cases.STEPS,
}
NUMBER = re.compile(r"(?<![#\w])-?\d+(?:\.\d+)?")


def colours(svg):
    return set(re.findall(r'(?:fill|stroke)="(#\w+)"', svg))


def joined(svg, variant="wide"):
    """The lines through two and more scores."""
    lines = re.findall(
        rf'<path fill="none" stroke="{LOOKS[variant].data}" stroke-width="2.2" d="(M[^"h]*)"', svg
    )
    return [one for line in lines for one in line.split("M")[1:]]


# What is seen.


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("name", PICTURED)
def test_it_draws_what_the_reference_picture_shows(name, variant):
    """Same elements, same words, every place within 0.02 pt; `python -m` this file redraws."""
    kept = (REFERENCE / f"{name}-{variant}.svg").read_text(encoding="utf-8")
    drawn = goal_chart(PICTURED[name], variant=variant)
    assert NUMBER.sub("#", drawn) == NUMBER.sub("#", kept)
    assert [float(one) for one in NUMBER.findall(drawn)] == pytest.approx(
        [float(one) for one in NUMBER.findall(kept)], abs=0.02
    )


def test_it_names_start_target_direction_and_the_newest_value():
    told = words(goal_chart(cases.PANIC))
    assert {"start 8", "target 3", "clear change", "lower is better", "4"} <= set(told)
    assert "4, down 4 since start" in told
    assert "10 = afraid of an attack all day" in told
    assert "0 = no fear of another attack" in told
    assert {"v1", "v2", "review", "plan", "missed", "Feb", "2026"} <= set(told)
    assert "7, up 5 since start" in words(goal_chart(cases.MEETINGS))


def test_it_never_turns_the_axis_round():
    for chart in (cases.PANIC, cases.MEETINGS):
        root = ET.fromstring(goal_chart(chart))
        at = {one.text: float(one.get("y")) for one in root.iter(f"{SVG}text")}
        assert at["10"] < at["8"] < at["2"] < at["0"]


def test_it_flags_off_pace_with_a_shape_words_and_a_next_step():
    drawn = goal_chart(cases.CRAVING)
    assert "Off pace: review barriers" in words(drawn)
    assert "#d55e00" in colours(drawn)
    assert "#d55e00" not in colours(goal_chart(cases.PANIC))


def test_it_keeps_two_raters_apart():
    drawn = goal_chart(cases.CRAVING)
    assert {"client", "clinician"} <= set(words(drawn))
    assert "client 7, same as start; clinician 5" in words(drawn)
    assert 'stroke-dasharray="4 2.5"' in drawn
    alone = goal_chart(replace(cases.CRAVING, series=cases.CRAVING.series[:1]))
    assert "client" not in words(alone)


def test_it_shows_the_clear_change_for_the_worse_only_once_it_is_crossed():
    chart = replace(cases.PANIC, baseline=(6, cases.START), series=(client((week(2), 8)),))
    crossed = replace(chart, series=(client((week(1), 9), (week(2), 8)),))
    label = ">clear change<"
    assert goal_chart(chart).count(label) == 1
    assert goal_chart(crossed).count(label) == 2
    assert goal_chart(replace(chart, baseline=(2, cases.START))).count(label) == 1


def test_it_says_that_there_are_no_scores_yet():
    for chart in (cases.EMPTY, cases.MISSED_ONLY, cases.UNDATED, cases.BARE):
        assert "No scores yet" in words(goal_chart(chart))
    assert "No scores yet" not in words(goal_chart(cases.ONE))


def test_it_draws_zero_as_a_score_and_a_miss_as_no_score():
    zero = replace(cases.PANIC, series=(client((week(1), 0), (week(2), 0)),), missed=(week(3),))
    missed = replace(zero, series=(client((week(1), 0)),), missed=(week(2), week(3)))
    assert len(joined(goal_chart(zero))) == 1
    assert len(joined(goal_chart(missed))) == 0
    assert goal_chart(zero).count("h0") == 2
    assert "0, down 8 since start" in words(goal_chart(zero))


def test_it_joins_scores_over_a_missed_session_by_dots_only():
    drawn = goal_chart(cases.PANIC)
    assert [line.count("L") + 1 for line in joined(drawn)] == [5, 3, 5]
    assert drawn.count('stroke-dasharray="1 2.5"') == 1


def test_it_draws_no_line_over_a_change_of_meaning():
    drawn = goal_chart(replace(cases.PANIC, missed=(), breaks=(week(9),)))
    assert [line.count("L") + 1 for line in joined(drawn)] == [7, 6]
    assert 'stroke-dasharray="1 2.5"' not in drawn


# Each reader's picture.


def test_it_spares_the_client_plan_line_misses_marks_and_flags():
    drawn = goal_chart(replace(cases.CRAVING, versions=((week(1), 3),)), variant="client")
    told = " ".join(words(drawn))
    for unseen in ("plan", "clear", "missed", "v3", "review", "pace", "clinician"):
        assert unseen not in told
        assert unseen not in alt_text(cases.CRAVING, variant="client")
    assert {"you", "therapist", "start 7", "target 3"} <= set(words(drawn))
    assert "#d55e00" not in colours(drawn)
    assert "missed" not in drawn
    assert len(joined(goal_chart(cases.PANIC, variant="client"), "client")) == 1


@pytest.mark.parametrize("chart", PICTURED.values(), ids=PICTURED)
def test_it_prints_in_pure_black(chart):
    drawn = goal_chart(chart, variant="print")
    assert colours(drawn) <= {"#000", "#000000", "#fff", "#ffffff"}
    assert "opacity" not in drawn


def test_it_prints_through_weasyprint_with_every_word():
    from base64 import b64encode
    from io import BytesIO

    from pypdf import PdfReader
    from weasyprint import HTML

    drawn = goal_chart(cases.CRAVING, variant="print")
    source = "data:image/svg+xml;base64," + b64encode(drawn.encode()).decode()
    pdf = HTML(string=f'<img src="{source}" alt="{alt_text(cases.CRAVING)}">').write_pdf()
    page = re.sub(r"\s", "", PdfReader(BytesIO(pdf)).pages[0].extract_text())
    for said in words(drawn):
        assert said.replace(" ", "") in page
    assert page.count("Offpace") == 1


@pytest.mark.parametrize(
    ("variant", "inches"),
    [("wide", (7.2, 2.9)), ("phone", (3.6, 2.4)), ("client", (3.6, 2.4)), ("print", (7.0, 3.2))],
)
def test_it_has_the_size_of_its_place(variant, inches):
    root = ET.fromstring(goal_chart(cases.PANIC, variant=variant))
    drawn = [float(root.get(side).removesuffix("pt")) / 72 for side in ("width", "height")]
    assert drawn == pytest.approx(inches)


def test_it_labels_decades_by_years():
    told = words(goal_chart(cases.FIVE_HUNDRED))
    assert [one for one in told if re.fullmatch(r"20\d\d", one)]
    assert not {"Jan", "Feb"} & set(told)


if __name__ == "__main__":
    for name, chart in PICTURED.items():
        for variant in VARIANTS:
            drawn = goal_chart(chart, variant=variant)
            (REFERENCE / f"{name}-{variant}.svg").write_text(drawn, encoding="utf-8")
