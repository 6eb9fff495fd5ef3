"""The timeline as a picture: a bar for whatever held, a mark for every session. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from audits.case import Case
from audits.drawing import INK, LINE, SHEET, SIZE, SOFT, diamond, said, sheet
from goals.charts.axis import Span as Days
from goals.charts.axis import ticks
from goals.charts.lettering import shorten
from goals.charts.svg import element, number, text
from plans.drafting import in_words

from .cover import Kind, Span, Uncovered, counted, is_ahead, spans_of, uncovered

SHEET_WIDE, LEFT, RIGHT = 1180, 176, 1172
LANE, BAR, TOP = 30, 20, 12
LABELS = {
    Kind.PLAN: "Plan in effect",
    Kind.CONSENT: "Consent to treatment",
    Kind.AUTHORIZATION: "Authorization",
}
MOST_LANES = 4
# House rule: how far a time that goes on is drawn beyond today.
AHEAD = timedelta(days=28)


@dataclass(frozen=True)
class Scale:
    """From days to pixels."""

    first: date
    last: date

    def x(self, day: date) -> float:
        """Where a day begins, within the sheet."""
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return LEFT + min(max(share, 0.0), 1.0) * (RIGHT - LEFT)


def draw(case: Case) -> str:
    """A whole SVG document."""
    scale, y = _scale(case), TOP
    parts: list[str] = []
    for kind, label in LABELS.items():
        lanes = _lanes(one for one in spans_of(case) if one.kind == kind)
        parts.append(said(label, 4, y + 15, bold=True))
        parts += _bars(lanes, scale, y)
        y += LANE * max(len(lanes), 1) + 4
    parts += [said("Sessions", 4, y + 15, bold=True), *_marks(case, scale, y + 11)]
    high = y + LANE + 60
    parts = [*_months(scale, y + LANE), *_today(case, scale, y + LANE), *parts, *_key(high - 14)]
    return sheet(parts, SHEET_WIDE, high, title="Coverage timeline", told=alt_text(case))


def high_of(case: Case) -> int:
    """How high the picture is, in pixels."""
    lanes = [_lanes(one for one in spans_of(case) if one.kind == kind) for kind in LABELS]
    return TOP + sum(LANE * max(len(one), 1) + 4 for one in lanes) + LANE + 60


def alt_text(case: Case) -> str:
    """What the picture shows, in words."""
    open_days = [one for one in uncovered(case) if not one.is_ahead]
    held = len(case.record.held)
    told = f"{held} session{'' if held == 1 else 's'} held"
    if not held:
        return "No session was held yet."
    days = f", from {in_words(case.record.held[0].on)} to {in_words(case.record.held[-1].on)}"
    if not open_days:
        return f"{told}{days}; each of them is covered."
    return f"{told}{days}; {len(open_days)} not covered, the first on {in_words(open_days[0].on)}."


def _scale(case: Case) -> Scale:
    """From the plan’s opening, or what came before it, to today, and what is planned after it."""
    days = [one.on for one in counted(case)]
    first = min([case.document.plan.opened_on, *days])
    return Scale(first - timedelta(days=3), max([case.today, *days]) + AHEAD)


def _lanes(spans: Iterable[Span]) -> list[list[Span]]:
    """Times that overlap stand below each other; of very many the last lane holds the rest."""
    lanes: list[list[Span]] = []
    for span in sorted(spans, key=lambda one: one.from_on or date.min):
        begins = span.from_on or date.min
        free = (one for one in lanes if (one[-1].until_on or date.max) <= begins)
        lane = next(free, lanes[-1] if len(lanes) == MOST_LANES else None)
        if lane is None:
            lanes.append(lane := [])
        lane.append(span)
    return lanes


def _bars(lanes: list[list[Span]], scale: Scale, y: float) -> Iterator[str]:
    if not lanes:
        yield said("none", LEFT, y + 15, soft=True)
    for lane in lanes:
        for span in lane:
            yield from _bar(span, scale, y)
        y += LANE


def _bar(span: Span, scale: Scale, y: float) -> Iterator[str]:
    """Both days counted; a time outside the sheet leaves a word at its edge."""
    begins, ends = span.from_on or scale.first, span.until_on or scale.last
    if ends < scale.first or begins > scale.last:
        return
    x, wide = scale.x(begins), 0.0
    wide = max(scale.x(ends + timedelta(days=1)) - x, 3)
    yield element(
        "rect", x=number(x), y=number(y), width=number(wide), height=number(BAR), rx="3",
        fill=SHEET, stroke=INK, stroke_width="1.2",
    )  # fmt: skip
    goes_on = span.until_on is None or span.until_on > scale.last
    name = f"{span.name} →" if goes_on else span.name
    if words := shorten(name, wide - 12, SIZE):
        yield text(words, x + 6, y + 14, SIZE, fill=INK)


def _marks(case: Case, scale: Scale, y: float) -> Iterator[str]:
    """Filled where all was there, a hollow diamond where something was not."""
    open_: dict[object, Uncovered] = {one.session: one for one in uncovered(case)}
    for session in counted(case):
        x = scale.x(session.on)
        if session.id in open_:
            yield diamond(x, y)
        else:
            yield _dot(x, y, is_hollow=is_ahead(case, session))


def _dot(x: float, y: float, *, is_hollow: bool) -> str:
    fill = SHEET if is_hollow else INK
    return element(
        "circle", cx=number(x), cy=number(y), r="3.5", fill=fill, stroke=INK, stroke_width="1.4"
    )


def _months(scale: Scale, y: float) -> Iterator[str]:
    """The months along the bottom, with a thin line up through the bars."""
    for tick in ticks(Days(scale.first.toordinal(), scale.last.toordinal()), 14):
        x = scale.x(date.fromordinal(tick.day))
        yield _upright(x, TOP - 6, y, "0.5")
        yield text(tick.month, x, y + 14, SIZE, text_anchor="middle", fill=SOFT)
        if tick.year:
            yield text(tick.year, x, y + 28, SIZE, text_anchor="middle", fill=SOFT)


def _today(case: Case, scale: Scale, y: float) -> Iterator[str]:
    x = scale.x(case.today)
    yield _upright(x, TOP - 6, y, "1.4", "6 3")
    yield text("today", x - 4, y - 2, SIZE, text_anchor="end", fill=INK)


def _upright(x: float, top: float, bottom: float, thick: str, dashes: str | None = None) -> str:
    path = f"M{number(x)} {number(top)}V{number(bottom)}"
    return element("path", d=path, stroke=LINE, stroke_width=thick, stroke_dasharray=dashes)


def _key(y: float) -> Iterator[str]:
    """What the marks mean."""
    yield _dot(LEFT, y - 4, is_hollow=False)
    yield said("session covered by all that is asked", LEFT + 10, y)
    yield diamond(LEFT + 290, y - 4)
    yield said("something is not covered", LEFT + 302, y)
    yield _dot(LEFT + 500, y - 4, is_hollow=True)
    yield said("planned", LEFT + 510, y)
