"""What kind of record it is: drawn first, so that everything in it fits together."""

from dataclasses import dataclass
from datetime import date, timedelta

from .drawing import Lot

# (frequency as it is ordered, sessions a week)
OFTEN = (("weekly", 1.0), ("every two weeks", 0.5), ("once a week", 1.0), ("monthly", 0.23))
STAGES = ("in effect",) * 11 + ("long",) * 3 + ("closed",) * 2 + ("draft", "new", "new", "quiet")
KINDS = ("individual",) * 7 + ("group", "mixed", "family", "family", "couple")
TWICE = ("mixed", "family")
# Days between reviews as payers ask for them.
INTERVALS = (90, 182, 365)
FIRST_PLANS = ({"days": 30, "sessions": 0}, {"days": 0, "sessions": 3})
HOURS = (24, 48, 72)
OF_AGE = 18


@dataclass
class Shape:
    """The choices that decide everything else.

    `stage` is "draft", "new" (signed today), "in effect", "quiet" (few scores), "long" (more than a
    year) or "closed"; `kind` how sessions are held. `reader` says how the client or guardian
    answered: "own", "hand" or "absent". `physician`: "", "always", "when" or "excused". `waits`: a
    newer version is signed and not in effect. `refuses`: consent and notice were refused, as
    somebody attests. `differs`: one session was another's ("guest") or of another type, which its
    note explains ("explained").
    """

    today: date
    stage: str
    kind: str
    weeks: int
    often: tuple[str, float]
    age: int
    is_trainee: bool
    is_insured: bool
    is_authorized: bool
    is_risky: bool
    is_measured: bool
    is_attested: bool
    restates: bool
    was_returned: bool
    waits: bool
    refuses: bool
    differs: str
    reader: str
    physician: str
    template: str
    hours: int
    interval: int
    first_plan: dict[str, int]
    payer_hours: int

    @property
    def is_minor(self) -> bool:
        """Whether a guardian signs."""
        return self.age < OF_AGE

    @property
    def opened_on(self) -> date:
        """When care began."""
        return self.today - timedelta(weeks=self.weeks)


def draw_shape(lot: Lot) -> Shape:
    """Any shape that a record may have."""
    stage = lot.pick(STAGES)
    lasts, kind = _weeks(lot, stage), lot.pick(KINDS)
    return Shape(
        today=date(2026, 1, 1) + timedelta(days=lot.randrange(365)),
        stage=stage,
        kind=kind,
        weeks=lasts,
        often=lot.pick(OFTEN),
        age=_age(lot, lasts),
        is_trainee=lot.chance(0.15),
        is_insured=(insured := lot.chance(0.75)),
        is_authorized=insured and lot.chance(0.6),
        is_risky=lot.chance(0.3),
        is_measured=lot.chance(0.6),
        is_attested=lot.chance(0.8),
        restates=lot.chance(0.5),
        was_returned=lot.chance(0.1),
        waits=stage in ("in effect", "long") and lot.chance(0.15),
        refuses=lot.chance(0.1),
        differs=lot.pick(("", "", "", "guest", "explained")) if kind == "individual" else "",
        reader=lot.pick(("own", "hand", "hand", "absent")),
        physician=lot.pick(("", "", "", "always", "when", "excused")),
        template=lot.pick(("six", "six", "dap", "soap", "birp")),
        hours=lot.pick(HOURS),
        interval=lot.pick(INTERVALS),
        first_plan=_first_plan(lot, kind),
        payer_hours=lot.pick((48, 72, 72)),
    )


def _first_plan(lot: Lot, kind: str) -> dict[str, int]:
    """Two services in a week use up three sessions before a plan can be written."""
    return FIRST_PLANS[0] if kind in TWICE else lot.pick(FIRST_PLANS)


def _age(lot: Lot, lasts: int) -> int:
    """Of age from the beginning, or a minor until the end."""
    if lot.chance(0.75):
        return lot.randint(OF_AGE + 1, 80)
    return min(lot.randint(8, OF_AGE), OF_AGE - 2 - lasts // 52)


def _weeks(lot: Lot, stage: str) -> int:
    least, most = {
        "draft": (0, 2), "new": (1, 3), "quiet": (20, 40), "long": (56, 96),
    }.get(stage, (3, 51))  # fmt: skip
    return lot.randint(least, most)
