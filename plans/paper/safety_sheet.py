"""The safety plan on one page: large where there is room, never under 10.5 points.

It is made anew each time, from a text that stays as it was agreed on and from the crisis lines as
they are today: a kept sheet could name a line that nobody answers any more. It carries no seal.
"""

from dataclasses import dataclass

from django.template.loader import render_to_string

from accounts.crisis import crisis_lines
from clients.models import SafetyPlan

from .cleaning import printable
from .glyphs import missing_in_page, with_codes
from .pressroom import press
from .scores import day

# Classes of paper.css: 12, 11.25 and 10.5 points.
SIZES = ("large", "medium", "small")


class TooLong(Exception):
    """The plan takes `pages` pages at the smallest size."""

    def __init__(self, pages: int) -> None:
        super().__init__(f"{pages} pages")
        self.pages = pages


@dataclass(frozen=True)
class SafetySheet:
    """What the template prints. `steps`: a heading and its lines, for each step that says any."""

    size: str
    practice: str
    phone: str
    called: str
    steps: tuple[tuple[str, tuple[str, ...]], ...]
    crisis: tuple[str, ...]
    agreed: str
    agreed_at: str


def sheet_of(plan: SafetyPlan, size: str) -> SafetySheet:
    """The plan made printable. It wants its client and practice at hand."""
    credentials = f", {plan.author_credentials}" if plan.author_credentials else ""
    return SafetySheet(
        size=size,
        practice=printable(plan.practice.name),
        phone=printable(plan.practice.phone),
        called=printable(plan.client.called),
        steps=tuple((name, _lines(text)) for name, text in plan.steps if text.strip()),
        crisis=tuple(printable(str(line)) for line in crisis_lines(plan.practice)),
        agreed=printable(
            f"Agreed on with {plan.agreed_with} on {day(plan.agreed_on)}"
            f" by {plan.author_name}{credentials}. Plan {plan.number}."
        ),
        agreed_at=plan.made_at.isoformat(),
    )


def safety_html(plan: SafetyPlan, size: str = SIZES[0]) -> str:
    """The sheet as one HTML document; a character that our fonts cannot draw stands as its code."""
    page = render_to_string("plans/paper/safety.html", {"sheet": sheet_of(plan, size)})
    return with_codes(page, missing_in_page(page))


def safety_pdf(plan: SafetyPlan, *, more_pages: bool = False) -> bytes:
    """The sheet as a PDF of one page, in the largest letters that fit.

    Raises TooLong when even the smallest do not, unless `more_pages` are welcome; and what
    pressroom.press raises.
    """
    pages = 0
    for size in SIZES:
        made = press(safety_html(plan, size))
        if made.pages == 1 or (more_pages and size == SIZES[-1]):
            return made.pdf
        pages = made.pages
    raise TooLong(pages)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in printable(text).splitlines() if line.strip())
