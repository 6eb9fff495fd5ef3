"""The audit held against made-up records: no false alarm, and each planted defect at its place.

`config.audit_generator` knows nothing of the audit; here the two meet.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from audits.case import Case, Stands
from audits.facts import (
    Attested,
    Clinician,
    ConsentFact,
    ContributorFact,
    Copy,
    CoverageFact,
    Delivered,
    Echo,
    MeasureFact,
    NoteFact,
    Part,
    ReviewFact,
    SessionFact,
    Signed,
    VersionFact,
)
from audits.judging import judge
from audits.record import Record
from audits.rules import RULES
from audits.said import Verdict
from config.audit_generator import PLANTERS, Planter, clean_record, facts_of, text_of
from config.audit_generator.drawing import Lot, Row
from goals.scored import Scored
from plans.document import PlanDocument

Place = tuple[str, str, str, str]


def case_of(made: Row) -> Case:
    """A made-up record as the rules read it; before its first version the draft speaks."""
    stands = Stands.IN_EFFECT if any(one["from_on"] for one in made["versions"]) else Stands.DRAFT
    return Case(
        document=PlanDocument.stored(text_of(made)),
        stands=stands,
        record=record_of(facts_of(made)),
        today=made["today"],
        figures=made["figures"],
        signers=frozenset(made["signers"]),
        signers_when=made["signers_when"],
    )


def record_of(facts: Row) -> Record:
    """The plain values as facts."""
    return Record(
        closed_on=facts["closed_on"],
        versions=tuple(_version(one) for one in facts["versions"]),
        sessions=tuple(_session(one) for one in facts["sessions"]),
        reviews=tuple(_review(one) for one in facts["reviews"]),
        measures=_each(MeasureFact, facts["measures"]),
        scored=Scored(scores=facts["scores"]),
        safety_plans_on=tuple(facts["safety_plans_on"]),
        safety_looked_on=tuple(facts["safety_looked_on"]),
        coverages=_each(CoverageFact, facts["coverages"]),
        consents=_each(ConsentFact, facts["consents"]),
        contributors=_each(ContributorFact, facts["contributors"]),
        copies=_each(Copy, facts["copies"]),
        echoes=_each(Echo, facts["echoes"]),
        compared=facts["compared"],
        attested=_each(Attested, facts["attested"]),
        assessed_on=tuple(facts["assessed_on"]),
        next_review_on=facts["next_review_on"],
        note_late_after_hours=facts["note_late_after_hours"],
    )


def _each(fact: Callable[..., Any], rows: Iterable[Row]) -> tuple[Any, ...]:
    return tuple(fact(**row) for row in rows)


def _signed(row: Row) -> Signed:
    return Signed(**row, on=row["at"].date())


def _version(row: Row) -> VersionFact:
    sets = {name: frozenset(row[name]) for name in ("goals", "objectives", "restated")}
    signatures = tuple(_signed(one) for one in row["signatures"])
    return VersionFact(
        **{**row, **sets, "signatures": signatures, "requires": tuple(row["requires"])}
    )


def _review(row: Row) -> ReviewFact:
    signed = row["signed"] and _signed(row["signed"])
    return ReviewFact(**{**row, "goals": tuple(row["goals"]), "signed": signed})


def _session(row: Row) -> SessionFact:
    note = row["note"] and _note(row["note"])
    clinician, named = Clinician(**row["clinician"]), frozenset(row["named"])
    return SessionFact(**{**row, "clinician": clinician, "named": named, "note": note})


def _note(row: Row) -> NoteFact:
    sets = {
        name: frozenset(row[name]) for name in ("goals", "objectives", "counted", "copied", "named")
    }
    given = {name: tuple(row[name]) for name in ("risks", "scores", "requires", "addenda_on")}
    return NoteFact(
        **{
            **row,
            **sets,
            **given,
            "author": Clinician(**row["author"]),
            "text": _each(Part, row["text"]),
            "delivered": _each(Delivered, row["delivered"]),
            "signatures": tuple(_signed(one) for one in row["signatures"]),
        }
    )


@dataclass
class Proof:
    """What came of it. Each list says where: (record, rule and place)."""

    records: int = 0
    planted: Counter[str] = field(default_factory=Counter)
    false_alarms: list[tuple[int, Place]] = field(default_factory=list)
    missed: list[tuple[int, Place]] = field(default_factory=list)
    beside: list[tuple[int, Place, Place]] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """No false alarm, nothing missed, and every rule was tried."""
        return not (self.false_alarms or self.missed or self.beside or self.untried)

    @property
    def untried(self) -> list[str]:
        """The rules for which no record had room."""
        return sorted(set(RULES) - set(self.planted))


def places_in(verdicts: Iterable[Verdict]) -> set[Place]:
    """Where findings stand: (rule, node, id, field)."""
    return {
        (verdict.rule, one.node, str(one.id), one.field)
        for verdict in verdicts
        for one in verdict.findings
    }


def prove(records: int, seed: int) -> Proof:
    """Judge so many clean records; then each with one defect planted, of a rule tried least."""
    proof = Proof()
    for number in range(records):
        lot = Lot(f"{seed}-{number}")
        made = clean_record(lot)
        alarms = places_in(judge(case_of(made)))
        proof.records += 1
        proof.false_alarms += [(number, place) for place in sorted(alarms)]
        planter, place = _plant(lot, made, proof.planted)
        found = places_in(judge(case_of(made))) - alarms
        proof.planted[planter.rule] += 1
        proof.missed += [] if place in found else [(number, place)]
        proof.beside += [(number, place, other) for other in sorted(found - {place})]
    return proof


def _plant(lot: Lot, made: Row, tried: Counter[str]) -> tuple[Planter, Place]:
    """Plant the first defect for which there is room."""
    waiting = sorted(PLANTERS, key=lambda one: (tried[one.rule], lot.random()))
    for planter in waiting:
        if planted := planter.plant(lot, made):
            node, pk, name = planted
            return planter, (planter.rule, node, str(pk), name)
    raise AssertionError("There is always something that can be broken.")
