"""The accounting of disclosures that a client may ask for (45 CFR 164.528)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from clients.law import law

from .models import Disclosure

HEADINGS = (
    "Date", "Who received it", "Their address", "What was disclosed", "For what purpose",
    "On what ground", "In which way",
)  # fmt: skip


@dataclass(frozen=True)
class Accounting:
    """What the client is told: the period, the disclosures in it, and how many were left out."""

    since: date
    until: date
    told: tuple[Disclosure, ...]
    left_out: int
    part2: bool = False

    @property
    def rows(self) -> list[tuple[str, ...]]:
        """As text, in the order of HEADINGS."""
        return [
            (
                row.disclosed_on.isoformat(),
                row.recipient,
                row.recipient_address,
                row.what,
                row.purpose,
                basis(row),
                row.get_way_display(),
            )
            for row in self.told
        ]


def accounting(
    disclosures: Iterable[Disclosure],
    *,
    asked_on: date,
    everything: bool = False,
    part2: bool = False,
) -> Accounting:
    """The disclosures of the years before `asked_on`, the newest first, without the exempt ones.

    Which grounds are exempt, and how many years it reaches back, is data with its source
    (fixtures/law/records.yaml). With `everything`, the exempt ones are told too: a practice may
    tell more than it must. `part2`: the record is of a 42 CFR Part 2 programme, whose clients are
    told of what was disclosed with their consent too.
    """
    with_consent_since = years_before(asked_on, law().part2.accounting.years) if part2 else None
    since = years_before(asked_on, law().accounting.years)
    within = [row for row in disclosures if since <= row.disclosed_on <= asked_on]
    told = [row for row in within if everything or not is_exempt(row, with_consent_since)]
    told.sort(key=lambda row: (row.disclosed_on, row.recorded_at), reverse=True)
    return Accounting(since, asked_on, tuple(told), len(within) - len(told), part2)


def is_exempt(disclosure: Disclosure, with_consent_since: date | None = None) -> bool:
    """Whether the accounting may leave the disclosure out.

    `with_consent_since`: for a record of a 42 CFR Part 2 programme, the day from which the client
    is told of disclosures with consent (42 CFR 2.25). One that no consent covers was not made as
    the law provides, and is always told (house rule).
    """
    ground = law().grounds[disclosure.ground]
    if with_consent_since and ground.consent:
        lawful = disclosure.consent_id is not None
        return lawful and disclosure.disclosed_on < with_consent_since
    return ground.exempt


def basis(disclosure: Disclosure) -> str:
    """The ground in words, with the law or the order that was named, and what of Part 2."""
    said = str(disclosure.get_ground_display())
    said += f": {disclosure.provision}" if disclosure.provision else ""
    if disclosure.without:
        said += f" (42 CFR Part 2: {disclosure.get_without_display()})"
    return said


def years_before(day: date, years: int) -> date:
    """The same day some years earlier; of a 29 February, the day before March began."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
