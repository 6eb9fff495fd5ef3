"""A client's measures and journal as lines: what charts, tables and paper are drawn from."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from goals.charts import GoalChart, RaterSeries, alt_text
from goals.sparkline import Sparkline, sparkline

from .instrument import Definition
from .models import Administration, JournalEntry
from .scoring import Judged, band_of, judge


@dataclass(frozen=True)
class MeasureLine:
    """One instrument's finished results of one client, in order of date."""

    says: Definition
    given: tuple[Administration, ...]

    @property
    def key(self) -> str:
        """Of the instrument."""
        return self.says.key

    @property
    def latest(self) -> Administration:
        """The newest result."""
        return self.given[-1]

    @property
    def scored(self) -> list[Administration]:
        """Those that have a total."""
        return [one for one in self.given if one.total is not None]

    @property
    def drawn(self) -> list[Administration]:
        """The scored ones whose scale is the present one: others cannot stand on its axis."""
        scale = [self.says.minimum, self.says.maximum]
        return [
            one
            for one in self.scored
            if one.result and [one.result["minimum"], one.result["maximum"]] == scale
        ]

    @property
    def comparable(self) -> list[Administration]:
        """The scored ones since the instrument has had its present text."""
        return [one for one in self.scored if one.instrument_id == self.latest.instrument_id]

    def chart(self) -> GoalChart:
        """Everything that the measure's picture says; its start is the first comparable result."""
        first = next(iter(self.comparable), None)
        change = self.says.reliable_change
        bands = self.says.bands.steps if self.says.bands else []
        return GoalChart(
            title=f"{self.says.name}: {self.says.about}",
            zero_means="",
            ten_means="",
            lower_is_better=self.says.lower_is_better,
            baseline=(first.total, first.on) if first and first.total is not None else None,
            series=(RaterSeries("client", tuple((one.on, one.total or 0) for one in self.drawn)),),
            breaks=tuple(_breaks(self.drawn)),
            clear_change=change.points if change else None,
            low=self.says.minimum,
            high=self.says.maximum,
            bands=tuple((band.start, band.says, band.short or band.says) for band in bands),
        )

    @property
    def is_charted(self) -> bool:
        """Whether there is a scale to draw on."""
        return self.says.maximum > self.says.minimum and bool(self.drawn)

    @property
    def alt(self) -> str:
        """The picture in a sentence."""
        return alt_text(self.chart())

    @property
    def judged(self) -> tuple[Judged, ...]:
        """The newest result held against the first; empty without two."""
        held = self.comparable
        if len(held) < 2 or held[-1].total is None or held[0].total is None:
            return ()
        return judge(self.says, held[0].total, held[-1].total)

    @property
    def band(self) -> str:
        """What the newest total is called."""
        return "" if self.latest.total is None else band_of(self.says, self.latest.total)

    @property
    def small(self) -> Sparkline:
        """The line in a list, drawn on the whole scale."""
        return sparkline(
            [(one.on, one.total or 0) for one in self.drawn],
            target=None,
            lower_is_better=self.says.lower_is_better,
            scale=(self.says.minimum, self.says.maximum),
        )


@dataclass(frozen=True)
class JournalLine:
    """The values that the client brought on one named scale."""

    name: str
    entries: tuple[JournalEntry, ...]

    @property
    def named_by(self) -> UUID:
        """An entry of this scale: its chart's address names no words."""
        return self.entries[-1].pk

    def chart(self) -> GoalChart:
        """The picture; the newest entry says which way is better."""
        latest = self.entries[-1]
        return GoalChart(
            title=f"{self.name}, as the client brought it",
            zero_means="",
            ten_means="",
            lower_is_better=latest.lower_is_better,
            series=(RaterSeries("client", tuple((e.on, e.value or 0) for e in self.entries)),),
            clear_change=None,
        )

    @property
    def alt(self) -> str:
        """The picture in a sentence."""
        return alt_text(self.chart())


def _breaks(given: Iterable[Administration]) -> Iterator[date]:
    """The days from which the instrument had another text."""
    before = None
    for one in given:
        if before is not None and one.instrument_id != before:
            yield one.on
        before = one.instrument_id


def lines_of(given: Iterable[Administration]) -> list[MeasureLine]:
    """Finished results, instrument by instrument, by name. Give them with their instrument."""
    held: dict[str, list[Administration]] = defaultdict(list)
    for one in sorted(given, key=_place):
        held[one.instrument.key].append(one)
    found = [MeasureLine(rows[-1].instrument.says, tuple(rows)) for rows in held.values()]
    return sorted(found, key=lambda line: (line.says.name.casefold(), line.key))


def _place(one: Administration) -> tuple[object, ...]:
    return (one.on, one.completed_at, one.pk)


def journal_lines(entries: Iterable[JournalEntry]) -> list[JournalLine]:
    """The entries that have a value, scale by scale; a name's case does not part them."""
    held: dict[str, list[JournalEntry]] = defaultdict(list)
    for entry in sorted(entries, key=lambda one: (one.on, one.pk)):
        if entry.value is not None:
            held[entry.scale.strip().casefold()].append(entry)
    return [JournalLine(rows[-1].scale.strip(), tuple(rows)) for _, rows in sorted(held.items())]
