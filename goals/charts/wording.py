"""The words that a picture writes by itself: English here, another language from outside.

Pictures know no language and no request: whoever wants other words gives them with the chart.
"""

from dataclasses import dataclass

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True)
class Words:
    """What is written in a picture and said in its alt text; %(...)s stand for values."""

    lower: str = "lower is better"
    higher: str = "higher is better"
    start: str = "start %(value)s"
    target: str = "target %(value)s"
    no_target: str = "no target"
    none_yet: str = "No scores yet"
    none_since: str = "no scores yet, start %(value)s"
    goal: str = "Goal"
    changed: str = "the goal's meaning changed"
    client: str = "you"
    clinician: str = "therapist"
    on_day: str = "%(value)s on %(day)s"
    from_to: str = "%(first)s to %(last)s"
    one_score: str = "%(count)s score"
    scores: str = "%(count)s scores"
    day: str = "%(day)s %(month)s"
    day_of_year: str = "%(day)s %(month)s %(year)s"
    months: tuple[str, ...] = MONTHS


ENGLISH = Words()
