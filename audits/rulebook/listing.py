"""What the pages of rules and profiles show, as plain rows."""

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count

from accounts.models import User
from clients.models import Coverage, PracticeProfile
from clients.payers import Asks, PayerProfile, profiles
from clients.profiles import own_profiles

from ..rule import Figure, Rule
from ..rules import RULES
from ..sources import Source, sources

# Units that do not tell which figure is meant.
SHORT = {"years", "days", "words"}
WEIGHTS = {"error": "error", "warning": "warning", "info": "for information"}


@dataclass(frozen=True)
class Number:
    """A figure of a rule: its own value, and whose word that is."""

    name: str
    figure: Figure
    source: Source

    @property
    def words(self) -> str:
        """ "90 days between reviews"."""
        return f"{self.figure.value} {self.figure.unit}"


@dataclass(frozen=True)
class Difference:
    """What one profile says of one rule."""

    profile: PayerProfile
    asks: Asks
    words: str


@dataclass(frozen=True)
class Line:
    """One rule, with its sources and what each profile says of it."""

    rule: Rule
    sources: list[Source]
    numbers: list[Number]
    differences: list[Difference]

    @property
    def weight(self) -> str:
        """How much it weighs where no profile says otherwise."""
        return WEIGHTS[self.rule.severity]

    @property
    def asks_a_person(self) -> bool:
        """Whether a named person says whether it is met."""
        return self.rule.asks_a_person


@dataclass(frozen=True)
class Theme:
    """The rules of one file, under what its first line says."""

    key: str
    about: str
    lines: list[Line]


def words_of(rule: Rule, asks: Asks) -> str:
    """What a profile says of a rule, in a sentence."""
    if not asks.applies:
        return "Does not ask for it."
    said = [f"Weighs as {WEIGHTS[asks.severity]}."] if asks.severity else []
    said += [f"{figure_words(rule, name, value)}." for name, value in asks.figures.items()]
    return " ".join(said) or "Asks for it."


def figure_words(rule: Rule, name: str, value: int) -> str:
    """ "184 days between reviews instead of 365"; of several figures, which one it is."""
    own = rule.figures[name]
    unit, _, none = own.unit.partition("; 0: ")
    if none and not value:
        return f"{unit[:1].upper()}{unit[1:]}: {none}"
    which = f"{named(name)}: " if len(rule.figures) > 1 and unit in SHORT else ""
    instead = f" instead of {own.value}" if own.value not in (value, 0) else ""
    return f"{which}{value} {unit}{instead}"


def named(name: str) -> str:
    """A figure's name, as a person reads it."""
    words = name.replace("_", " ")
    return words[:1].upper() + words[1:]


def line_of(rule: Rule, known: Iterable[PayerProfile]) -> Line:
    """A rule with everything about it."""
    titles = sources()
    return Line(
        rule,
        [titles[key] for key in rule.sources],
        [Number(name, one, titles[one.source]) for name, one in rule.figures.items()],
        [
            Difference(profile, asks, words_of(rule, asks))
            for profile in known
            if (asks := profile.rules.get(rule.id))
        ],
    )


def themes(known: Iterable[PayerProfile]) -> list[Theme]:
    """Every rule by theme, the themes by their first rule."""
    payers, found = list(known), dict[str, list[Line]]()
    for rule in RULES.values():
        found.setdefault(rule.theme, []).append(line_of(rule, payers))
    return [Theme(key, _about(lines[0].rule), lines) for key, lines in found.items()]


def _about(rule: Rule) -> str:
    """The first line of the file in which a rule stands."""
    words = sys.modules[rule.judge.__module__].__doc__ or rule.theme
    return words.strip().splitlines()[0]


def known_to(user: User) -> Mapping[str, PayerProfile]:
    """Every shipped profile and the practice's own, by key. One query."""
    assert user.practice is not None
    return {**profiles(), **own_profiles(user.practice.pk)}


@dataclass(frozen=True)
class Listed:
    """A profile in the list: the practice's row behind it, if it is one's own, and its use."""

    profile: PayerProfile
    row: PracticeProfile | None
    coverages: int

    @property
    def signers(self) -> str:
        """Whose signatures it wants beside the author's."""
        return signers_of(self.profile)


def signers_of(profile: PayerProfile) -> str:
    """Whose signatures a profile wants beside the author's, in words."""
    return "; ".join(
        f"{one.role}{', or the reason why not' if one.or_reason else ''}"
        f"{f', when {one.when}' if one.when else ''}"
        for one in profile.signatures
    )


def listed(user: User) -> list[Listed]:
    """Every profile, the practice's own first. Three queries."""
    rows = {str(row.pk): row for row in PracticeProfile.objects.visible_to(user)}
    used = (
        Coverage.objects.filter(practice=user.practice_id)
        .order_by()
        .values_list("payer_profile")
        .annotate(n=Count("pk"))
    )
    uses = dict(used)
    found = [Listed(one, rows.get(key), uses.get(key, 0)) for key, one in known_to(user).items()]
    return sorted(found, key=lambda one: (one.row is None, bool(one.row and one.row.retired_on)))


def said_by(profile: PayerProfile) -> list[tuple[Rule, Asks, str]]:
    """(rule, what the profile says, in words), in order of number."""
    return [
        (RULES[key], asks, words_of(RULES[key], asks))
        for key, asks in sorted(profile.rules.items())
        if key in RULES
    ]


def unsaid_by(profile: PayerProfile) -> list[Rule]:
    """The rules that it leaves as they are."""
    return [rule for rule in RULES.values() if rule.id not in profile.rules]
