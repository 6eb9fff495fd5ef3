"""The rules, weights and figures by which a plan is judged, and a digest that changes with them."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from accounts.models import Practice
from clients.payers import GENERAL, profile_of, profiles
from plans.models import Plan

from .rule import Rule
from .rules import RULES
from .said import Severity

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Measure:
    """The rules of one profile. `digest` is SHA-256 (hex) over the rules and the profile."""

    key: str
    digest: str
    rules: tuple[Rule, ...]
    severities: Mapping[str, Severity] = field(default_factory=dict)


def measure_of(plan: Plan) -> Measure:
    """That of the first coverage; the general one when nobody pays."""
    coverages = sorted(plan.client.coverages.all(), key=lambda one: (one.rank, one.payer))
    return _measure(coverages[0].payer_profile if coverages else GENERAL)


def measures_in_force(practice: Practice) -> Collection[str]:
    """The digests of all measures by which a plan of this practice may be judged today."""
    return [_measure(key).digest for key in profiles()]


def _measure(key: str) -> Measure:
    profile = profile_of(key)
    words = f"{rules_digest()} {profile.model_dump_json()}"
    digest = hashlib.sha256(words.encode()).hexdigest()
    return Measure(profile.id, digest, tuple(RULES.values()))


@cache
def rules_digest() -> str:
    """SHA-256 (hex) over the program text that judges: the rules and what gathers their facts."""
    total = hashlib.sha256()
    for path in sorted(HERE.rglob("*.py")):
        if not {"tests", "migrations", "models", "actions", "management"} & set(path.parts):
            total.update(path.read_bytes())
    return total.hexdigest()
