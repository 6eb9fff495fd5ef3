"""The audit against records that know nothing of it: nothing is raised, and every defect is found.

`manage.py prove_audit` does the same with any seed and number.
"""

import ast
from collections import Counter
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from audits.rules import RULES
from config import audit_proof
from config.audit_generator import PLANTERS, clean_record
from config.audit_generator.drawing import Lot
from config.audit_proof import prove

GENERATOR = sorted((settings.BASE_DIR / "config" / "audit_generator").rglob("*.py"))


def imported(path: Path) -> set[str]:
    """Every module that a file names in an import, also within a function."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return found


def test_the_generator_knows_nothing_of_the_audit():
    assert len(GENERATOR) > 5
    for path in GENERATOR:
        of_audit = {name for name in imported(path) if name.split(".")[0] == "audits"}
        assert not of_audit, path
        assert "import_module" not in path.read_text(), path


def test_every_rule_has_its_planter():
    assert {one.rule for one in PLANTERS} == set(RULES)


def test_a_thousand_clean_records_raise_nothing_and_a_thousand_defects_are_found(capsys):
    proof = prove(1_000, seed=7)
    with capsys.disabled():
        print(f"\n{proof.records} clean records, {len(proof.false_alarms)} false alarms;",  # noqa: T201
              f"{sum(proof.planted.values())} defects, {len(proof.missed)} missed,",
              f"{len(proof.beside)} findings beside them")  # fmt: skip
    assert proof.false_alarms == proof.missed == proof.beside == []
    assert sum(proof.planted.values()) == 1_000
    assert min(proof.planted[rule] for rule in RULES) >= 5


def test_the_same_seed_makes_the_same_record():
    assert clean_record(Lot("3-14")) == clean_record(Lot("3-14"))


def test_the_command_prints_both_counts():
    out = StringIO()
    call_command("prove_audit", records=80, seed=2, stdout=out)
    assert "80 clean records judged, 0 false alarms." in out.getvalue()
    assert "80 defects planted for 65 rules, 80 found at their place, 0" in out.getvalue()


@pytest.fixture
def deaf(monkeypatch):
    """An audit that never hears of culture, and always of discharge."""
    judge = audit_proof.judge

    def judged(case):
        kept = [one for one in judge(case) if one.rule != "R33"]
        wrong = [one for one in kept if one.rule == "R22" and not one.findings]
        return [*kept, *wrong]

    monkeypatch.setattr(audit_proof, "judge", judged)


def test_a_rule_that_is_deaf_does_not_pass(deaf):
    proof = prove(80, seed=2)
    assert {place[0] for _, place in proof.missed} == {"R33"}
    assert not proof.holds


def test_the_command_fails_where_they_do_not_agree(deaf):
    with pytest.raises(CommandError, match="do not agree"):
        call_command("prove_audit", records=1, seed=2, stdout=StringIO())


def test_shapes_are_many():
    shapes = [clean_record(Lot(f"s-{n}"))["shape"] for n in range(120)]
    for name in ("stage", "kind", "reader", "physician", "template"):
        assert len(Counter(getattr(shape, name) for shape in shapes)) >= 3, name
