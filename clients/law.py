"""What the law on records says, read from fixtures/law/records.yaml: figures with their sources."""

from functools import cache

import yaml
from django.conf import settings
from pydantic import BaseModel, ConfigDict, Field

FILE = settings.BASE_DIR / "fixtures" / "law" / "records.yaml"


class _Strict(BaseModel):
    """An unknown word in the file is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Clock(_Strict):
    """Days to act in, counted from the day of receipt, and how far they may be extended, once."""

    days: int = Field(gt=0)
    extension_days: int = Field(gt=0)
    citation: str
    read: str

    @property
    def source(self) -> str:
        """The citation, and how far it was checked."""
        return source(self.citation, self.read)


class Ground(_Strict):
    """A ground of disclosure: left out of the accounting? and does a Part 2 record need consent?"""

    exempt: bool
    citation: str
    consent: bool


class Denial(_Strict):
    """A ground on which access may be denied, and whether the denial may be reviewed."""

    key: str
    words: str
    reviewable: bool
    citation: str
    read: str

    @property
    def source(self) -> str:
        """The citation, and how far it was checked."""
        return source(self.citation, self.read)


class Accounting(_Strict):
    """How many years back an accounting reaches."""

    years: int = Field(gt=0)
    citation: str
    read: str


class Part2(_Strict):
    """What 42 CFR Part 2 wants with a disclosure."""

    notice: str
    notice_citation: str
    notice_read: str
    scope_citation: str
    scope_read: str
    recipients_citation: str
    recipients_read: str


class Law(_Strict):
    """The whole file."""

    clocks: dict[str, Clock]
    accounting: Accounting
    grounds: dict[str, Ground]
    denials: tuple[Denial, ...]
    part2: Part2


@cache
def law() -> Law:
    """The file, read once and checked."""
    return Law.model_validate(yaml.safe_load(FILE.read_text()))


def clock_of(kind: str) -> Clock:
    """The days for a request of this kind ("access", "accounting")."""
    return law().clocks[kind]


def source(citation: str, read: str) -> str:
    """A citation with what stands behind it: "45 CFR 164.524(b)(2) (not verified at source)"."""
    return f"{citation} ({'not verified at source' if read.startswith('secondary') else read})"
