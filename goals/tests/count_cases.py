"""Charts of what was counted, on scales of their own, as goals.counting draws them."""

from goals.counting import count_chart
from goals.models import Objective
from goals.tests.chart_cases import week, weekly

PANICS = count_chart(
    Objective(
        statement="Panic attacks fall from 7 a week to 1 a week",
        measure="panic attacks",
        measure_from=7,
        measure_to=1,
        measure_per="week",
        target_on=week(12),
    ),
    weekly(7, 6, 7, 5, 6, None, 4, 4, 3, None, 2, 2, 1),
    lower_is_better=True,
)
STEPS = count_chart(
    Objective(
        statement="Walk every day",
        measure="steps",
        measure_from=2000,
        measure_to=8000,
        measure_per="day",
    ),
    weekly(2100, 2500, 0, 2800, 4000, 12000),
    lower_is_better=False,
)
