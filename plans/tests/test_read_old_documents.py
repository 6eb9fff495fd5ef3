"""A plan that was signed years ago still reads: an example of every schema ever released."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from plans.document import SCHEMA, PlanDocument, canonical, digest, missing_before_signing
from plans.paper import payer_html
from plans.paper.facts import PaperFacts

EXAMPLES = sorted((Path(__file__).parent / "documents").glob("schema-*.json"))
SIGNED_AT = datetime(2026, 3, 2, 15, tzinfo=UTC)
# The digests that stand on the paper of these examples; no release may change one.
DIGESTS = {
    "schema-1.json": "eec71171a4597f5249c63ca1531e6904dbc46e1234122510315f62d97bdac081",
    "schema-2.json": "dea7bc4ec47a25c17baa534f447fd5cfaa2f90ec9695179dfb2ee9328afa246c",
    "schema-3.json": "371ca0eee0a2a2bca258e8cc085f164fac82eae45cd283d12a458a787e6b5cc2",
}


def facts(text: str) -> PaperFacts:
    return PaperFacts(
        version=1,
        reason="First plan",
        digest=digest(text),
        frozen_at=SIGNED_AT,
        effective_at=SIGNED_AT,
        superseded_at=None,
        signatures=(),
        as_of=SIGNED_AT,
        for_whom="Example Mutual",
        purpose="review of treatment",
    )


def test_there_is_an_example_of_every_schema():
    assert [path.name for path in EXAMPLES] == [f"schema-{n}.json" for n in range(1, SCHEMA + 1)]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_it_loads_and_keeps_its_digest(path):
    text = path.read_text()
    assert digest(text) == DIGESTS[path.name]
    document = PlanDocument.stored(text)
    if document.schema_number == SCHEMA:
        assert canonical(document) == text


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_it_is_read_and_printed(path):
    document = PlanDocument.stored(path.read_text())
    page = payer_html(document, facts(path.read_text()))
    for goal in document.goals:
        assert goal.number in page
        assert goal.statement in page
    assert [item.node for item in missing_before_signing(document, SIGNED_AT.date())] == []
