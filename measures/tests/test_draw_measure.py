"""A measure's picture: its bands and its own scale, as the reference pictures show them."""

from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from goals.charts import goal_chart
from goals.tests.test_draw_chart import NUMBER
from measures.models import Administration
from measures.reading import MeasureLine
from measures.shipped import shipped

REFERENCE = Path(__file__).parent / "reference"
TAKEN = {"phq-9": (19, 17, 12, 9), "who-5": (28, 36, 52, 60)}
VARIANTS = ["wide", "phone", "print"]


def chart_of(key):
    """Four results two weeks apart."""
    says = shipped()[key]
    scale = {"minimum": says.minimum, "maximum": says.maximum}
    given = [
        Administration(
            on=date(2026, 1, 6) + timedelta(weeks=2 * place),
            total=total,
            result=scale,
            instrument_id=UUID(int=1),
        )
        for place, total in enumerate(TAKEN[key])
    ]
    return MeasureLine(says, tuple(given)).chart()


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("key", TAKEN)
def test_it_draws_what_the_reference_picture_shows(key, variant):
    """Same elements, same words, every place within 0.02 pt; redraw() makes them anew."""
    kept = (REFERENCE / f"{key}-{variant}.svg").read_text(encoding="utf-8")
    drawn = goal_chart(chart_of(key), variant=variant)
    assert NUMBER.sub("#", drawn) == NUMBER.sub("#", kept)
    assert [float(one) for one in NUMBER.findall(drawn)] == pytest.approx(
        [float(one) for one in NUMBER.findall(kept)], abs=0.02
    )


def redraw():
    """Write the reference pictures anew."""
    REFERENCE.mkdir(exist_ok=True)
    for key in TAKEN:
        for variant in VARIANTS:
            drawn = goal_chart(chart_of(key), variant=variant)
            (REFERENCE / f"{key}-{variant}.svg").write_text(drawn, encoding="utf-8")
