"""Payer profiles: what a payer wants of a plan, as data that people edit (fixtures/payers/*.yaml).

Each figure and each demand carries its citation, and says whether it was read at its source. A
practice's own profiles have the same shape (models/profile.py).
"""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Literal

import yaml
from django.conf import settings
from pydantic import BaseModel, ConfigDict, Field, model_validator

GENERAL = "general"

Read = Literal["read at source", "not verified", "house rule"]
RuleKey = Annotated[str, Field(pattern=r"^R[0-9]{2}$")]


class Demand(BaseModel):
    """A signature that a payer wants beside the author's.

    `when` is a condition that only the clinician can judge; the program tells it and waits for
    nobody. With `or_reason` a documented reason does instead of the signature itself.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    role: Literal["physician", "client", "guardian"]
    citation: str = Field(min_length=1)
    read: Read
    when: str = ""
    or_reason: bool = False


class Asks(BaseModel):
    """What a payer says of one rule of the audit: whether it asks for it, how much, and how often.

    `severity` and `figures` (by the rule's own names, in its units) stand instead of the rule's.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    applies: bool = True
    severity: Literal["error", "warning", "info"] | None = None
    figures: dict[str, Annotated[int, Field(ge=0)]] = Field(default_factory=dict)
    citation: str = Field(min_length=1)
    read: Read


class Section(BaseModel):
    """A section of an audit tool: its heading, and the audit's rules that answer to it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(min_length=1, max_length=120)
    rules: tuple[RuleKey, ...] = ()


class AuditTool(BaseModel):
    """In which order a payer goes through a chart: the sections of its own audit tool.

    That they stand so, the citation says. Which rules answer to which section is our reading of it.
    Raises ValueError where a rule stands twice.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    sections: tuple[Section, ...] = Field(min_length=1)
    citation: str = Field(min_length=1)
    read: Read

    @model_validator(mode="after")
    def _each_once(self) -> "AuditTool":
        if len(self.rules) != len(set(self.rules)):
            raise ValueError("A rule stands in two sections of the audit tool.")
        return self

    @property
    def rules(self) -> list[str]:
        """Every rule that answers to a section, in the payer's order."""
        return [rule for section in self.sections for rule in section.rules]


class PayerProfile(BaseModel):
    """A payer's rules, with the authority that made them and where they can be read.

    `state` has two letters, or none for a payer of many states. It holds from `from_on` to
    `until_on`, both included; without them, always. `version` counts a practice's own edits and is
    0 for what is shipped. `rules` are those of the audit's ("R34") of which it says something;
    `audit_tool` is the payer's own order of going through a chart, where one was read.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=r"^[a-z0-9-]{1,80}$")
    name: str = Field(min_length=1)
    authority: str = Field(min_length=1)
    citation: str = Field(min_length=1)
    url: str = Field(pattern=r"^(https://.*)?$")
    read: Read
    state: str = Field(default="", pattern=r"^([A-Z]{2})?$")
    programme: str = ""
    from_on: date | None = None
    until_on: date | None = None
    version: int = 0
    signatures: tuple[Demand, ...] = ()
    rules: dict[RuleKey, Asks] = Field(default_factory=dict)
    audit_tool: AuditTool | None = None

    def holds_on(self, day: date) -> bool:
        """Whether these rules were the payer's on a day."""
        begun = self.from_on is None or self.from_on <= day
        return begun and (self.until_on is None or day <= self.until_on)

    @property
    def digest(self) -> str:
        """SHA-256 (hex) over everything that it says.

        What older profiles did not know is left out where it is empty: their digests stay.
        """
        unknown = None if self.audit_tool else {"audit_tool"}
        return hashlib.sha256(self.model_dump_json(exclude=unknown).encode()).hexdigest()


Known = Mapping[str, PayerProfile]
EMPTY: Known = MappingProxyType({})


def load(folder: Path) -> dict[str, PayerProfile]:
    """The profiles of a folder by id, by name; raises ValueError and names the file at fault."""
    found: dict[str, PayerProfile] = {}
    for path in sorted(folder.glob("*.yaml")):
        try:
            profile = PayerProfile.model_validate(yaml.safe_load(path.read_text()))
        except (ValueError, yaml.YAMLError) as problem:
            raise ValueError(f"{path.name}: {problem}") from problem
        if profile.id != path.stem:
            raise ValueError(f"{path.name}: the id {profile.id} is not the file's name.")
        found[profile.id] = profile
    return dict(sorted(found.items(), key=lambda item: (item[0] != GENERAL, item[1].name)))


@cache
def profiles() -> dict[str, PayerProfile]:
    """Every shipped profile, the general one first."""
    return load(settings.BASE_DIR / "fixtures" / "payers")


def profile_of(key: str, own: Known = EMPTY) -> PayerProfile:
    """The profile that a coverage names, shipped or the practice's own.

    The general one for none, and for one taken away.
    """
    return profiles().get(key) or own.get(key) or profiles()[GENERAL]


def profiles_of(keys: Iterable[str], own: Known = EMPTY) -> tuple[PayerProfile, ...]:
    """The profiles of several coverages, each once, in their order."""
    found = (profile_of(key, own) for key in keys)
    return tuple({profile.id: profile for profile in found}.values())
