"""The timeline as its page tells it: the picture, and the same as tables."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from audits.case import Case
from audits.drawing import as_image
from audits.gathering import case_to_read
from audits.sources import sources
from plans.models import Plan
from plans.pages import crumbs

from . import drawing
from .cover import Kind, Uncovered, spans_of, uncovered
from .orders import deliveries
from .units import units_of

HEADINGS = {
    Kind.PLAN: "The plan",
    Kind.CONSENT: "Consent to treatment",
    Kind.AUTHORIZATION: "Authorizations",
}


@dataclass(frozen=True)
class Day:
    """A session that is not covered, and where it is read."""

    uncovered: Uncovered
    url: str


def timeline_page(plan: Plan, *, writes: bool) -> dict[str, Any]:
    """What the page of a plan’s coverage shows. `writes`: whether its sessions may be opened."""
    case = case_to_read(plan)
    open_days = uncovered(case)
    spans = spans_of(case)
    return {
        "plan": plan,
        "version": case.current,
        "picture": as_image(drawing.draw(case)),
        "high": drawing.high_of(case),
        "alt": drawing.alt_text(case),
        "held": len(case.record.held),
        "days": [Day(one, _url(case, plan, one, writes=writes)) for one in open_days],
        "passed": sum(not one.is_ahead for one in open_days),
        "units": units_of(case),
        "deliveries": deliveries(case),
        "spans": [
            (heading, [one for one in spans if one.kind == kind])
            for kind, heading in HEADINGS.items()
        ],
        "source": sources()["house"],
        "crumbs": crumbs(plan),
    }


def _url(case: Case, plan: Plan, one: Uncovered, *, writes: bool) -> str:
    """The note; the session where none is written, for who may open it; or nothing."""
    session = next(row for row in case.record.sessions if row.id == one.session)
    if session.note:
        return reverse("notes:note", args=[plan.client_id, session.note.id])
    return reverse("notes:edit-session", args=[plan.client_id, session.id]) if writes else ""
