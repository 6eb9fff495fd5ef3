"""The rules that gave no answer on open plans, counted by the database in one query."""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection

from ..rules import RULES
from ..said import Outcome
from .document import Unanswered

# As a payer sees a plan: the text in effect, and the draft where there is none. A rule that broke
# off on either text has left something unsaid.
COUNTED = """
    WITH told AS (
        SELECT verdicts -> 'draft' AS draft,
            CASE WHEN verdicts -> 'in effect' = '{}' THEN verdicts -> 'draft'
                ELSE verdicts -> 'in effect' END AS seen
        FROM audits_judgement JOIN plans_plan ON plans_plan.id = audits_judgement.plan_id
        WHERE audits_judgement.practice_id = %(practice)s AND plans_plan.closed_on IS NULL
    ), ended AS (
        SELECT one.key AS rule, one.value ->> 0 = %(open)s AS is_open,
            %(failed)s IN (one.value ->> 0, draft -> one.key ->> 0) AS has_failed
        FROM told CROSS JOIN jsonb_each(seen) AS one
    )
    SELECT rule, count(*) FILTER (WHERE has_failed),
        count(*) FILTER (WHERE is_open AND has_failed IS NOT TRUE)
    FROM ended WHERE has_failed OR is_open GROUP BY rule ORDER BY rule
"""


def unanswered(practice_id: UUID) -> tuple[Unanswered, ...]:
    """Each rule that broke off or was not judged on an open plan, by number."""
    asked = {"practice": str(practice_id), "open": str(Outcome.NOT_JUDGED)}
    asked |= {"failed": str(Outcome.FAILED)}
    with connection.cursor() as cursor:
        cursor.execute(COUNTED, asked)
        rows = cursor.fetchall()
    return tuple(
        Unanswered(rule=rule, sentence=_sentence(rule), broke_off=broke, not_judged=open_)
        for rule, broke, open_ in rows
    )


def _sentence(rule: str) -> str:
    return RULES[rule].sentence if rule in RULES else ""


def caution_of(found: Sequence[Unanswered]) -> str:
    """That rules broke off, and what that means; empty where none did."""
    broken = [
        f"{one.rule} on {one.broke_off} plan{'' if one.broke_off == 1 else 's'}"
        for one in found
        if one.broke_off
    ]
    if not broken:
        return ""
    return (
        f"The program broke off in {len(broken)} rule{'' if len(broken) == 1 else 's'}:"
        f" {', '.join(broken)}. What would have been found there is not known, and the counts"
        " are without it. Whoever runs this install finds the place in its log."
    )
