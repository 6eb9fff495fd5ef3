"""Payer profiles: what a payer wants of a plan, as data that people edit (fixtures/payers/*.yaml).

Each figure and each demand carries its citation, and says whether it was read at its source.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from django.conf import settings
from pydantic import BaseModel, ConfigDict, Field

GENERAL = "general"

Read = Literal["read at source", "not verified", "house rule"]


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


class PayerProfile(BaseModel):
    """A payer's rules, with the authority that made them and where they can be read."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=r"^[a-z0-9-]{1,80}$")
    name: str = Field(min_length=1)
    authority: str = Field(min_length=1)
    citation: str = Field(min_length=1)
    url: str = Field(pattern=r"^(https://.*)?$")
    read: Read
    signatures: tuple[Demand, ...] = ()


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


def profile_of(key: str) -> PayerProfile:
    """The profile that a coverage names; the general one for none, and for one taken away."""
    return profiles().get(key) or profiles()[GENERAL]


def profiles_of(keys: Iterable[str]) -> tuple[PayerProfile, ...]:
    """The profiles of several coverages, each once, in their order."""
    return tuple({profile.id: profile for profile in map(profile_of, keys)}.values())


def choices() -> list[tuple[str, str]]:
    """For a form: (id, name)."""
    return [(profile.id, profile.name) for profile in profiles().values()]
