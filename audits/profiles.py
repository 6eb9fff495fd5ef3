"""What a payer asks of a plan: which rules, how heavy, by which figures, and who must sign."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from accounts.models import Practice
from clients.models import Coverage
from clients.payers import Known, PayerProfile, profile_of, profiles, profiles_of
from clients.profiles import in_force, keys_of, own_profiles

from .rule import Rule
from .rules import RULES
from .said import Severity


@dataclass(frozen=True, slots=True)
class Asked:
    """One profile as the judge reads it.

    `figures` are by (rule, name), in the rule's units; `left_out` are the rules that it does not
    ask for. `signers` are the roles of which somebody who pays wants a signature beside the
    author's; a wish with a condition that only people can judge is in `signers_when` instead, by
    role. `digest` (SHA-256, hex) changes with anything that any payer says.
    """

    key: str
    name: str
    version: int
    figures: Mapping[tuple[str, str], int]
    severities: Mapping[str, Severity]
    left_out: frozenset[str]
    signers: frozenset[str]
    signers_when: Mapping[str, str]
    digest: str

    def rules(self) -> tuple[Rule, ...]:
        """The rules that it asks for, in order of number."""
        return tuple(rule for rule in RULES.values() if self.applies(rule.id))

    def applies(self, rule: str) -> bool:
        """Whether it asks for a rule."""
        return rule not in self.left_out


def asked_of(profile: PayerProfile, others: Iterable[PayerProfile] = ()) -> Asked:
    """What is asked where `profile` is billed first and `others` pay too.

    The first decides about rules, weights and figures; every payer's signatures are wanted.
    """
    demands = [one for payer in {profile.id: profile, **{one.id: one for one in others}}.values()
               for one in payer.signatures]  # fmt: skip
    said = profile.rules.items()
    return Asked(
        key=profile.id,
        name=profile.name,
        version=profile.version,
        figures={(rule, name): one for rule, asks in said for name, one in asks.figures.items()},
        severities={rule: Severity(asks.severity) for rule, asks in said if asks.severity},
        left_out=frozenset(rule for rule, asks in said if not asks.applies),
        signers=frozenset(one.role for one in demands if not one.when),
        signers_when={one.role: one.when for one in demands if one.when},
        digest=hashlib.sha256(f"{shipped_digest()} {profile.digest}".encode()).hexdigest(),
    )


@cache
def shipped_digest() -> str:
    """SHA-256 (hex) over every shipped profile."""
    words = " ".join(one.digest for one in profiles().values())
    return hashlib.sha256(words.encode()).hexdigest()


class Profiles:
    """A practice's profiles, read once (one query), for as many plans as there are."""

    def __init__(self, practice: Practice) -> None:
        self._default = practice.payer_profile
        self._own: Known = own_profiles(practice.pk)
        self._asked: dict[tuple[str, ...], Asked] = {}

    def of(self, coverages: Iterable[Coverage], day: date) -> Asked:
        """What is asked on a day of a plan that these coverages pay for.

        Of several the first billed decides whose profile holds on that day; without any the
        practice's default, else the general one.
        """
        found = in_force(profiles_of(keys_of(coverages, self._default), self._own), day)
        key = tuple(one.id for one in found)
        if key not in self._asked:
            self._asked[key] = asked_of(found[0], found[1:])
        return self._asked[key]

    def named(self, key: str) -> Asked:
        """What one profile asks."""
        return asked_of(profile_of(key, self._own))

    def digests(self) -> list[str]:
        """The digests of all profiles by which a plan of the practice may be judged."""
        return [asked_of(one).digest for one in [*profiles().values(), *self._own.values()]]
