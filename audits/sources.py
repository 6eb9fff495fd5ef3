"""Where the audit's rules come from: titles by key, and whether anybody read them there."""

from collections.abc import Mapping
from functools import cache
from typing import Literal

import yaml
from django.conf import settings
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter


class Source(BaseModel):
    """A page or a law that a rule rests on."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str = Field(min_length=1)
    read: Literal["public page", "read at source", "not verified", "house rule"]


@cache
def sources() -> Mapping[str, Source]:
    """Every source, by the key that rules name (fixtures/audit/sources.yaml)."""
    path = settings.BASE_DIR / "fixtures" / "audit" / "sources.yaml"
    found = yaml.safe_load(path.read_text())
    return TypeAdapter(dict[str, Source]).validate_python(found)
