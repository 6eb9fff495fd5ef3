"""What the law on records says, read from fixtures/law/records.yaml: figures with their sources."""

from functools import cache
from typing import Literal

import yaml
from django.conf import settings
from pydantic import BaseModel, ConfigDict, Field

FILE = settings.BASE_DIR / "fixtures" / "law" / "records.yaml"


class _Strict(BaseModel):
    """An unknown word in the file is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Cited(_Strict):
    """Something that the law says, where, and how far it was checked."""

    citation: str
    read: str

    @property
    def source(self) -> str:
        """The citation, and how far it was checked."""
        return source(self.citation, self.read)


class Clock(Cited):
    """Days to act in, counted from the day of receipt, and how far they may be extended, once."""

    days: int = Field(gt=0)
    extension_days: int = Field(gt=0)


class Ground(Cited):
    """A ground of disclosure, and what it takes; the file says what each word means."""

    exempt: bool
    consent: bool = False
    acts: bool = False
    permitted: bool = False
    given: bool = True


class Said(Cited):
    """A sentence of the law, in short."""

    words: str


class Denial(Said):
    """A ground on which access may be denied, and whether the denial may be reviewed."""

    key: str = Field(max_length=20)
    reviewable: bool


class Denying(_Strict):
    """What goes with a denial."""

    in_part: Said
    not_held: Said
    review: Said


class AmendmentDenials(Cited):
    """On which grounds an amendment may be denied: key → sentence."""

    grounds: dict[str, str]


class Accounting(Cited):
    """How many years back an accounting reaches."""

    years: int = Field(gt=0)


class Part2Accounting(Accounting):
    """The same for disclosures with consent under 42 CFR Part 2; `starts` tells from when."""

    starts: str


class Access(Cited):
    """The right of access, and what is kept apart from the record."""

    apart_citation: str
    apart_read: str

    @property
    def apart_source(self) -> str:
        """The citation of what is kept apart, and how far it was checked."""
        return source(self.apart_citation, self.apart_read)


class Part2(_Strict):
    """What 42 CFR Part 2 wants with a disclosure."""

    notice: str
    notice_citation: str
    notice_read: str
    scope_citation: str
    scope_read: str
    recipients_citation: str
    recipients_read: str
    class_words: str
    accounting: Part2Accounting
    subpoena: Said
    without_consent: dict[
        Literal["emergency", "research", "audit", "order", "child", "crime"], Said
    ]


class Law(_Strict):
    """The whole file."""

    clocks: dict[str, Clock]
    accounting: Accounting
    access: Access
    grounds: dict[str, Ground]
    denials: tuple[Denial, ...]
    denying: Denying
    amendment_denials: AmendmentDenials
    part2: Part2


@cache
def law() -> Law:
    """The file, read once and checked."""
    return Law.model_validate(yaml.safe_load(FILE.read_text()))


def clock_of(kind: str) -> Clock:
    """The days for a request of this kind ("access", "accounting", "amendment")."""
    return law().clocks[kind]


def source(citation: str, read: str) -> str:
    """A citation with what stands behind it: "45 CFR 164.524(b)(2) (not verified at source)"."""
    return f"{citation} ({'not verified at source' if read.startswith('secondary') else read})"
