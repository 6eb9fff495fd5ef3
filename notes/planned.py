"""What was held against what was planned: type, code, minutes. Beside a note, never a wall."""

from collections.abc import Iterable
from functools import cache

import yaml
from django.conf import settings
from pydantic import BaseModel, ConfigDict

from plans.models import ServiceOrder

from .models import Note, Session

# House rule: a session with a couple is held under the service that is ordered for families.
TYPES = {
    Session.Kind.INDIVIDUAL: ServiceOrder.Type.INDIVIDUAL,
    Session.Kind.COUPLE: ServiceOrder.Type.FAMILY,
    Session.Kind.FAMILY: ServiceOrder.Type.FAMILY,
    Session.Kind.GROUP: ServiceOrder.Type.GROUP,
}


class Band(BaseModel):
    """The whole minutes that one code is for, both ends counted; without `most` it is open."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    least: int
    most: int | None = None

    def fits(self, minutes: int) -> bool:
        """Whether a session of so many minutes fits the code."""
        return self.least <= minutes and (self.most is None or minutes <= self.most)

    def __str__(self) -> str:
        return f"{self.least} minutes or more" if self.most is None else (
            f"{self.least} to {self.most} minutes"
        )  # fmt: skip


class Bands(BaseModel):
    """The bands with their source, and whether that source is the rule's own."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str
    read: str
    bands: tuple[Band, ...]

    @property
    def citation(self) -> str:
        """The source, as it is shown beside the warning."""
        return f"{self.source} ({self.read} at the source of the rule)"


@cache
def bands() -> Bands:
    """The rule as data (fixtures/codes/psychotherapy_minutes.yaml)."""
    path = settings.BASE_DIR / "fixtures" / "codes" / "psychotherapy_minutes.yaml"
    return Bands.model_validate(yaml.safe_load(path.read_text()))


def code_warning(code: str, minutes: int) -> str:
    """Why this code does not fit these minutes, with the code that does; empty when it fits.

    A code for which no band is known is not judged.
    """
    known = {band.code: band for band in bands().bands}
    band = known.get(code)
    if band is None or band.fits(minutes):
        return ""
    other = next((item.code for item in bands().bands if item.fits(minutes)), "")
    better = f" {minutes} minutes fit {other}." if other else ""
    return (
        f"CPT {code} is for {band}; the session lasted {minutes}, by its start and stop.{better}"
        f" Source: {bands().citation}."
    )


def variances(session: Session, services: Iterable[ServiceOrder]) -> list[str]:
    """How the session differs from every service that the plan orders, in a sentence."""
    ordered = list(services)
    if not ordered:
        return []
    fitting = [item for item in ordered if item.type == TYPES[Session.Kind(session.kind)]]
    if not fitting:
        return [f"{_orders(ordered)} This was a session of another type: {_kind(session)}."]
    same = [item for item in fitting if item.cpt == session.cpt]
    if session.cpt and not same:
        return [f"{_orders(fitting)} This session has CPT {session.cpt}."]
    if all(item.minutes != session.minutes for item in same or fitting):
        return [f"{_orders(same or fitting)} This session lasted {session.minutes} minutes."]
    return []


def _orders(services: list[ServiceOrder]) -> str:
    return f"The plan orders {'; '.join(f'{item}, CPT {item.cpt}' for item in services)}."


def _kind(session: Session) -> str:
    return str(session.get_kind_display())


def minutes_warning(session: Session, minutes: Iterable[int | None]) -> str:
    """When the interventions' minutes add up to more than the session had."""
    total = sum(part or 0 for part in minutes)
    if total <= session.minutes:
        return ""
    return (
        f"The interventions add up to {total} minutes; the session lasted {session.minutes}."
        " Correct the minutes, or the session’s start and stop."
    )


def remarks_on(note: Note) -> list[str]:
    """All that a reader would ask about: two queries."""
    session = note.attendance.session
    plans = {"plan__client": note.attendance.client_id, "plan__closed_on__isnull": True}
    services = ServiceOrder.objects.filter(**plans).order_by("type", "cpt", "id")
    minutes = note.interventions_delivered.values_list("minutes", flat=True)
    said = [
        code_warning(session.cpt, session.minutes) if session.cpt else "",
        *variances(session, services),
        minutes_warning(session, minutes),
    ]
    return [sentence for sentence in said if sentence]
