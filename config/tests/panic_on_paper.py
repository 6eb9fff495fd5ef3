"""What of the case in fixtures/demo/panic.yaml must stand on its paper, and where."""

import re
from datetime import date, timedelta
from typing import Any

import yaml
from django.conf import settings

CASE: dict[str, Any] = yaml.safe_load((settings.BASE_DIR / "fixtures/demo/panic.yaml").read_text())


def words(text: str) -> str:
    """Text as one reads it: line breaks and soft breaks do not count."""
    return re.sub(r"\s+", " ", text.replace("\u200b", "").replace("\u00ad", ""))


def everything_written() -> list[str]:
    """Every statement of the case that a payer's paper must hold."""
    said = [CASE["intake"]["own_words"], CASE["intake"]["why_now"], *CASE["intake"]["strengths"]]
    said += [CASE["necessity"], CASE["discharge_criteria"], CASE["participation"]]
    said += [CASE["coverage"]["payer"], CASE["coverage"]["member_id"], CASE["diagnoses"][0]["code"]]
    for problem in CASE["problems"]:
        said += [problem["statement"], *problem["behaviors"]]
        for goal in problem["goals"]:
            said += [goal["statement"], goal["own_words"]]
            said += [goal["scale"]["zero"], goal["scale"]["ten"]]
            for objective in goal["objectives"]:
                said += [objective["statement"], objective["measure"]["what"]]
                for intervention in objective["interventions"]:
                    said += [intervention["statement"], intervention["frequency"]]
                    said += [intervention["approach"], intervention.get("homework", "")]
    return [item for item in said if item]


def on_paper(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def numbers_on_paper(text: str, opened: date) -> None:
    """Every date, score and count of the case stands on the paper, row by row.

    A row of the table reads: the day, the first goal's score, its objective's count, and the
    second goal's score; a dash where nothing was scored.
    """
    counts = CASE["problems"][0]["goals"][0]["objectives"][0]["counts"]
    for week, scores in CASE["sessions"].items():
        day = on_paper(opened + timedelta(weeks=week))
        if scores == "x":
            assert f"{day} session missed" in text, day
            continue
        first, second = ("–" if score == "-" else score for score in scores)
        row = f"{day} {first} {counts.get(week, '–')} {second}"
        assert row in text, row


def target_dates(opened: date) -> list[str]:
    """The dates by which the goals and objectives are to be reached, as typed in."""
    goals = [goal for problem in CASE["problems"] for goal in problem["goals"]]
    weeks = [goal["scale"]["weeks"] for goal in goals]
    weeks += [objective["weeks"] for goal in goals for objective in goal["objectives"]]
    return [on_paper(opened + timedelta(weeks=week + 16)) for week in weeks]
