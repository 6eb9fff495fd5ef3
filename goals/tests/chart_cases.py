"""Charts that the tests draw: invented goals with the numbers of a real course."""

import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date, timedelta

from goals.charts import GoalChart, RaterSeries

SVG = "{http://www.w3.org/2000/svg}"
VARIANTS = ["wide", "phone", "print", "client"]
START = date(2026, 1, 6)


def week(number):
    return START + timedelta(weeks=number)


def weekly(*values):
    """Scores in weeks 1, 2, 3 …; None is a week without one."""
    return tuple((week(n), value) for n, value in enumerate(values, 1) if value is not None)


def client(*points):
    return RaterSeries("client", points)


def clinician(*points):
    return RaterSeries("clinician", points)


def words(svg):
    """Every line of text in the picture, each once."""
    return list(dict.fromkeys(one.text for one in ET.fromstring(svg).iter(f"{SVG}text")))


PANIC = GoalChart(
    title="Reduce panic attacks and return to ordinary travel",
    zero_means="no fear of another attack",
    ten_means="afraid of an attack all day",
    lower_is_better=True,
    baseline=(8, START),
    target=(3, week(12)),
    series=(client(*weekly(8, 8, 7, 8, 7, None, 6, 6, 5, None, 5, 4, 4, 3, 4)),),
    missed=(week(6), week(10)),
    reviews=(week(12),),
    versions=((START, 1), (week(9), 2)),
)
MEETINGS = GoalChart(
    title="Take part in work meetings",
    zero_means="I say nothing",
    ten_means="I speak whenever I have something to say",
    lower_is_better=False,
    baseline=(2, START),
    target=(7, week(16)),
    series=(client(*weekly(2, 2, 3, None, 3, None, 4, 4, 5, None, 5, 6, 6, 6, 7)),),
    missed=(week(6), week(10)),
    versions=((START, 1),),
)
CRAVING = GoalChart(
    title="Get through evenings without acting on cravings",
    zero_means="no craving",
    ten_means="craving I cannot sit through",
    lower_is_better=True,
    baseline=(7, START),
    target=(3, week(16)),
    series=(
        client(*weekly(7, 8, 7, 7, None, 7, 6, 7, 6, 6, 7, 6, 6, 7)),
        clinician(*weekly(8, 8, 8, 7, None, 7, 7, 7, 6, 6, 6, 6, 5, 5)),
    ),
    missed=(week(5),),
    reviews=(week(12),),
    versions=((START, 1),),
    off_pace=True,
)
EMPTY = replace(PANIC, series=(), missed=(), reviews=(), versions=((START, 1),))
ONE = replace(EMPTY, series=(client((week(1), 8)),))
MISSED_ONLY = replace(EMPTY, missed=tuple(week(n) for n in range(1, 9)))
UNDATED = replace(EMPTY, baseline=(8, None), target=(3, None), versions=())
BARE = replace(UNDATED, baseline=None, target=None, title="", zero_means="", ten_means="")
LONG = replace(
    CRAVING,
    title=("Reduce the fear of another attack on the bus, in meetings and in queues; " * 5)[:300],
    zero_means="no fear whatsoever " * 15,
    ten_means="W" * 300,
    target=(7, week(12)),
)
HOSTILE = replace(
    PANIC,
    title='<script>alert(1)</script> $\\frac$ \U0001f600 \u202eabc \u05e9\u05dc\u05d5\u05dd \x00&"',
    zero_means='"><img src=x onerror=alert(1)>',
    ten_means="]]> & &amp; <!-- a\u0301\u0301\u0301\u0301\u0301\u0301 javascript:alert(1) \ud800",
)
FIVE_HUNDRED = replace(
    CRAVING,
    series=(client(*((week(n), (n * 7 + n // 5) % 11) for n in range(1, 501))),),
    missed=tuple(week(n) + timedelta(days=3) for n in range(0, 500, 9)),
    reviews=tuple(week(n) for n in range(12, 500, 12)),
    versions=tuple((week(n), n // 24 + 1) for n in range(0, 500, 24)),
)
SAME_DAY = replace(
    MEETINGS, series=(client((week(2), 0), (week(2), 10), (week(2), 4)),), missed=(week(2),)
)
FAR_APART = replace(
    PANIC,
    baseline=(8, date.min),
    target=(3, date.max),
    series=(client((date.min, 8), (START, 4), (date.max, 0)),),
)
NEARLY_ALIKE = replace(
    MEETINGS,
    series=(client((week(1), 9)), clinician((week(1), 10))),
    versions=((START, 1), (week(1) + timedelta(days=1), 29)),
)

ALL = {
    name.lower(): chart for name, chart in list(globals().items()) if isinstance(chart, GoalChart)
}
