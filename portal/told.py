"""What stands beside the goals: totals of measures, and what others contributed.

The database shows both to the client's own sign-in alone: no row to a guardian or a proxy, no total
before it is finished, and no word of a contributor before the client was told
(clients/migrations/0012, measures/migrations/0003).
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from clients.models import Contributor
from goals.charts import GoalChart, RaterSeries, alt_text
from measures.instrument import Definition
from measures.models import Administration
from measures.reading import MeasureLine, lines_of

from .readers import Reader
from .spoken import chart_words

# What the shipped instruments are about, in the words of the page. A practice's own are shown as
# the practice wrote them.
ABOUTS = (
    gettext_noop("alcohol use"),
    gettext_noop("anxiety"),
    gettext_noop("depression"),
    gettext_noop("posttraumatic stress"),
    gettext_noop("a child’s emotions and behavior"),
    gettext_noop("well-being"),
    gettext_noop("suicide risk"),
)
COLUMNS = ("id", "client_id", "instrument_id", "on", "total", "completed_at", "supersedes_id")
OF_INSTRUMENT = ("id", "key", "name", "number", "definition")


@dataclass(frozen=True)
class Measured:
    """One measure as its client reads it: the first total, the newest one, and the picture.

    `held` are the totals that can be held against each other, in order: those of the newest text.
    No band or cut is named.
    """

    says: Definition
    held: tuple[tuple[date, int], ...]

    @property
    def name(self) -> str:
        """What it is about, then its short name."""
        about = _(self.says.about)
        return f"{about[:1].upper()}{about[1:]} ({self.says.name})"

    @property
    def sentence(self) -> str:
        """ "It was 18 at the start. Now it is 9." One total is said with its day."""
        (first_on, first), (_on, last) = self.held[0], self.held[-1]
        if len(self.held) == 1:
            day = date_format(first_on, "DATE_FORMAT")
            return _("It was %(total)s on %(day)s.") % {"total": first, "day": day}
        told = {"first": first, "last": last}
        return _("It was %(first)s at the start. Now it is %(last)s.") % told

    @property
    def scale(self) -> str:
        """How far the scale goes, and which way is better."""
        ends = {"low": self.says.minimum, "high": self.says.maximum}
        if self.says.lower_is_better:
            return _("It goes from %(low)s to %(high)s. Lower is better.") % ends
        return _("It goes from %(low)s to %(high)s. Higher is better.") % ends

    @cached_property
    def chart(self) -> GoalChart:
        """The picture; it has no target."""
        on, total = self.held[0]
        return GoalChart(
            title=self.name,
            zero_means="",
            ten_means="",
            lower_is_better=self.says.lower_is_better,
            baseline=(total, on),
            series=(RaterSeries("client", self.held),),
            low=self.says.minimum,
            high=self.says.maximum,
            words=chart_words(),
        )

    @property
    def alt(self) -> str:
        """The picture in words."""
        return alt_text(self.chart, variant="client")


def measures_of(reader: Reader) -> list[Measured]:
    """The measures that have a total, by name. One query."""
    rows = Administration.objects.standing().filter(client=reader.client_id)
    rows = rows.select_related("instrument").only(
        *COLUMNS, *(f"instrument__{column}" for column in OF_INSTRUMENT)
    )
    return [_measured(line) for line in lines_of(rows) if line.scored]


def _measured(line: MeasureLine) -> Measured:
    text = line.scored[-1].instrument
    held = [(one.on, one.total) for one in line.scored if one.instrument_id == text.pk]
    return Measured(text.says, tuple((on, total) for on, total in held if total is not None))


def measure_of(reader: Reader, key: str) -> Measured | None:
    """One of them."""
    return next((one for one in measures_of(reader) if one.says.key == key), None)


def contributed_to(reader: Reader) -> list[Contributor]:
    """What others said of the client, where the client was told. One query."""
    told = Contributor.objects.filter(client=reader.client_id, client_told=True)
    return list(told.exclude(contributed="").only("id", "name", "role", "contributed"))
