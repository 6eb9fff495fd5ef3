"""Risk that was voiced, and the safety plan that answers it."""

from collections.abc import Iterator
from datetime import date

from audits.case import Case
from audits.record import Record
from audits.rule import Basis, rule
from audits.said import DoesNotApply, Found, Said, Severity
from plans.drafting import in_words

LOOKED = frozenset({"reviewed", "changed"})


@rule(
    39,
    "Where there is risk there is a safety plan, looked at since.",
    severity=Severity.ERROR,
    sources=("COaud",),
    satisfied_by="Agree on a safety plan, or look at the one that holds, after a risk was voiced.",
    reads=(
        "record.sessions.note.risks",
        "record.sessions.note.safety_plan",
        "record.measures.raised_risk",
        "record.safety_plans_on",
        "record.safety_looked_on",
    ),
    points_at="client:safety_plan",
    basis=Basis.RECORD,
)
def risk_has_a_safety_plan(case: Case) -> Iterator[Said]:
    """House rule, as on the client's page: a review that says why none is needed answers too."""
    voiced_on = _voiced(case.record)
    if not voiced_on:
        yield DoesNotApply("No note and no measure names a risk.")
        return
    last, client = max(voiced_on), case.document.client.id
    looked = [*case.record.safety_plans_on, *case.record.safety_looked_on, *_in_notes(case.record)]
    evidence = f"Risk was named on {in_words(last)}"
    if not (case.record.safety_plans_on or case.record.safety_looked_on):
        yield Found("Agree on a safety plan.", "client", client, "safety_plan", evidence)
    elif max(looked) < last:
        sentence = "Look at the safety plan: risk was named since."
        yield Found(sentence, "client", client, "safety_plan", evidence)


def _voiced(record: Record) -> list[date]:
    noted = [one.on for one in record.sessions if one.note and one.note.risks]
    return noted + [one.on for one in record.measures if one.raised_risk]


def _in_notes(record: Record) -> list[date]:
    return [one.on for one, note in record.notes if note.safety_plan in LOOKED]
