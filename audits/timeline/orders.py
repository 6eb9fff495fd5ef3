"""What the plan orders against what was held, service by service. Pure; house arithmetic.

Planned is the frequency times the weeks since the version in effect began, until today or until the
service is over. A session counts under the service of its type: of several, the one with its CPT
code, or else the one whose minutes come nearest.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from uuid import UUID

from audits.case import Case
from audits.facts import SessionFact
from audits.frequency import service_type, sessions_per_week
from plans.document.frame import Service


@dataclass(frozen=True, slots=True)
class Delivery:
    """One service: ordered and held since `since`; `planned` is None where it cannot be counted.

    `service` is None for sessions of a type that the plan does not order.
    """

    service: UUID | None
    type: str
    minutes: int | None
    frequency: str
    since: date
    until: date
    planned: Fraction | None
    held: int
    held_minutes: int

    @property
    def planned_sessions(self) -> int | None:
        """In whole sessions, half ones up."""
        return None if self.planned is None else int(self.planned + Fraction(1, 2))

    @property
    def planned_minutes(self) -> int | None:
        """The minutes of those sessions."""
        count = self.planned_sessions
        return None if count is None or self.minutes is None else count * self.minutes


def deliveries(case: Case) -> list[Delivery]:
    """Each service of the version in effect, then each type that it does not order.

    Empty before a version takes effect: nothing is ordered yet.
    """
    since = case.current and case.current.from_on
    if not since:
        return []
    held = [one for one in case.record.held if since <= one.on <= case.today]
    of = {one.id: _service(case, one) for one in held}
    found = [
        _delivery(case, service, since, [one for one in held if of[one.id] == service])
        for service in case.document.services
    ]
    others = [one for one in held if of[one.id] is None]
    for kind in dict.fromkeys(service_type(one) for one in others):
        mine = [one for one in others if service_type(one) == kind]
        minutes = sum(one.minutes for one in mine)
        found.append(
            Delivery(None, kind, None, "", since, case.today, None, len(mine), minutes),
        )
    return found


def _service(case: Case, session: SessionFact) -> Service | None:
    fitting = [one for one in case.document.services if one.type == service_type(session)]
    same = [one for one in fitting if session.cpt and one.cpt == session.cpt]
    return min(same or fitting, key=lambda one: abs(one.minutes - session.minutes), default=None)


def _delivery(case: Case, service: Service, since: date, held: list[SessionFact]) -> Delivery:
    over = since + timedelta(weeks=service.duration_weeks)
    until = min(case.today, over)
    often = sessions_per_week(service.frequency)
    weeks = Fraction((until - since).days, 7)
    return Delivery(
        service.id, service.type, service.minutes, service.frequency, since, until,
        None if often is None else often * weeks,
        len(held), sum(one.minutes for one in held),
    )  # fmt: skip
