"""Does everything that stays still prove itself? A whole practice, without the web."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from uuid import UUID

import rfc8785
from django.db import transaction

from trail import sealing
from trail.models import Seal
from trail.proof import unproved, unwitnessed, witness
from trail.recording import record

from .document import PlanDocument, digest
from .keeping import kept
from .models import Printout, Signature, Version
from .paper.seal_check import check
from .paper.sealing import HEAD


@dataclass
class Report:
    """How many of each were looked at, and what failed, in sentences."""

    counts: dict[str, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def prove(practice_id: UUID, certificates: list[str], heads: Iterable[str] = ()) -> Report:
    """Check the practice: every row that stays, versions, paper, and the trail.

    `certificates` (PEM) are those with which it sealed; `heads` ("12:<SHA-256>") stand printed on
    paper outside the house. Queries see what the database role may see.
    """
    report = Report()
    tables = kept()
    for table in tables:
        report.counts[table.name] = table.rows(practice_id).count()
    report.faults += _versions(practice_id)
    report.faults += _papers(practice_id, certificates)
    labels = {table.model._meta.label_lower for table in tables}
    rows = (row for table in tables for row in table.rows(practice_id).iterator(chunk_size=50))
    report.faults += [one.sentence for one in unproved(practice_id, rows, labels)]
    report.faults += [one.sentence for one in sealing.faults(practice_id)]
    report.faults += _heads(practice_id, heads, "The paper outside")
    report.counts["seals"] = Seal.objects.filter(practice_id=practice_id).count()
    return report


@transaction.atomic
def adopt(practice_id: UUID) -> int:
    """Witness every row that stays and of which no event speaks yet; gives their number.

    For rows from before their table had witnesses: from here on they prove themselves. The event
    tells that it was done, and by no person.
    """
    tables = kept()
    rows = (row for table in tables for row in table.rows(practice_id).iterator(chunk_size=50))
    found = unwitnessed(practice_id, rows)
    for start in range(0, len(found), 100):
        some = found[start : start + 100]
        record("rows.witnessed", some[0], by=None, changed=witness(*some))
    return len(found)


def _versions(practice_id: UUID) -> Iterator[str]:
    """Digest, canonical form (RFC 8785), chain and numbers; and an author who signed."""
    versions = Version.objects.filter(practice=practice_id)
    rows = versions.prefetch_related("signatures").order_by("plan", "number")
    for _, chain in groupby(rows.iterator(chunk_size=50), key=lambda row: row.plan_id):
        before = ""
        for number, version in enumerate(chain, 1):
            name = f"Version {version.number} of plan {version.plan_id}"
            for wrong, sentence in (
                (digest(version.document) != version.digest, "does not fit its digest"),
                (not _is_canonical(version.document), "is not in canonical form"),
                (version.previous_digest != before, "does not follow the version before"),
                (version.number != number, "is out of order"),
                (not _is_signed(version), "has no signature of its author"),
            ):
                if wrong:
                    yield f"{name} {sentence}."
            before = version.digest


def _is_canonical(text: str) -> bool:
    """Whether this is the one text of its meaning, and still a plan."""
    try:
        PlanDocument.stored(text)
        return bool(rfc8785.dumps(json.loads(text)).decode() == text)
    except (ValueError, TypeError):
        return False


def _is_signed(version: Version) -> bool:
    return any(one.role == Signature.Role.AUTHOR for one in version.signatures.all())


def _papers(practice_id: UUID, certificates: list[str]) -> Iterator[str]:
    """Each paper's digest, its seal, and the trail's head that the seal names."""
    for paper in Printout.objects.filter(practice=practice_id).order_by("made_at").iterator(10):
        pdf, name = bytes(paper.bytes), f"Printout {paper.pk}"
        if hashlib.sha256(pdf).hexdigest() != paper.digest:
            yield f"{name} does not fit its digest."
        # Paper from before there were codes has no seal either.
        if paper.code and not check(pdf, certificates).holds:
            yield f"{name} bears no unbroken seal of the practice."
        named = [f"{number.decode()}:{said.decode()}" for number, said in HEAD.findall(pdf)]
        yield from _heads(practice_id, named, name)


def _heads(practice_id: UUID, heads: Iterable[str], where: str) -> Iterator[str]:
    """Heads on paper that the chain does not hold."""
    for head in heads:
        number, _, said = head.partition(":")
        held = Seal.objects.filter(practice_id=practice_id, number=int(number or 0)).first()
        if held is None or held.digest != said.strip().lower():
            yield f"{where} names seal {number} of the trail otherwise than the trail does."


HEAD_WRITTEN = re.compile(r"\d+:[0-9A-Fa-f]{64}")
