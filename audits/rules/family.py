"""Work with couples and families stands on the plan of one identified client."""

from collections.abc import Iterator

from audits.case import Case
from audits.rule import Basis, rule
from audits.said import DoesNotApply, Found, Said, Severity
from plans.drafting import in_words

TOGETHER = frozenset({"family", "couple"})


@rule(
    40,
    "Family work names one identified client, and stands on that client's plan.",
    severity=Severity.ERROR,
    sources=("AlmaFam",),
    satisfied_by="Say whose session it is; order family therapy on that client's plan.",
    reads=(
        "record.sessions.kind",
        "record.sessions.identified",
        "record.sessions.attendees",
        "document.services.type",
    ),
    points_at="plan:services",
    basis=Basis.RECORD,
)
def family_work_is_planned(case: Case) -> Iterator[Said]:
    """House rule: who came alone of their family is the identified client."""
    held = [one for one in case.record.held if one.kind in TOGETHER]
    if not held:
        yield DoesNotApply("No session was held with a couple or a family.")
        return
    for one in held:
        if not one.has_identified and one.attendees > 1:
            sentence = "Say whose session it is: the identified client."
            yield Found(sentence, "session", one.id, "identified", in_words(one.on))
    theirs = [one for one in held if one.identified or one.attendees <= 1]
    if theirs and not any(one.type.startswith("family") for one in case.document.services):
        evidence = f"{len(theirs)} sessions, the first on {in_words(theirs[0].on)}"
        sentence = "Order family therapy: it was held, and the plan names none."
        yield Found(sentence, "plan", case.document.plan.id, "services", evidence)
