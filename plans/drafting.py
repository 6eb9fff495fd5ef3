"""From the editable rows to a `PlanDocument`, in a fixed number of queries."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, prefetch_related_objects

from accounts.models import Practice, User
from clients.models import CareTeam, Client, Diagnosis

from .document import Extended, Goal, Intervention, Objective, PlanDocument, Problem, frame
from .document.numbering import letters
from .models import Plan
from .sections import sections_of, sections_of_each

TREE = "problems__goals__objectives__interventions__responsible"


def draft_document(plan: Plan, *, author: User | None = None) -> PlanDocument:
    """The draft as it stands, in a fixed number of queries whatever the size of the tree."""
    _fetch([plan])
    return _drawn(plan, author or plan.lead, sections_of(plan))


def draft_documents(plans: Sequence[Plan]) -> list[PlanDocument]:
    """The drafts of many plans of one practice, each by its lead, in a fixed number of queries."""
    prefetch_related_objects(plans, "practice", "client", "lead")
    _fetch(plans)
    sections = sections_of_each(plans)
    return [_drawn(plan, plan.lead, sections[plan.pk]) for plan in plans]


def _fetch(plans: Sequence[Plan]) -> None:
    """Everything that a document says, onto the plans."""
    prefetch_related_objects(
        plans,
        TREE,
        "problems__goals__extensions",
        "problems__goals__objectives__extensions",
        "problems__diagnosis",
        "services",
        "client__intake",
        "client__coverages",
        "client__contributors",
        "client__consents",
        Prefetch("client__diagnoses", Diagnosis.objects.active().select_related("diagnosed_by")),
        Prefetch("client__care_team", CareTeam.objects.standing().select_related("member")),
    )


def _drawn(plan: Plan, author: User, sections: tuple[frame.Section, ...]) -> PlanDocument:
    zone = ZoneInfo(plan.practice.time_zone)
    return PlanDocument(
        practice=_practice(plan.practice),
        client=_client(plan.client, plan),
        plan=_episode(plan),
        lead=_clinician(plan.lead),
        author=_clinician(author),
        services=tuple(_service(row) for row in plan.services.all()),
        problems=tuple(_problem(row, n, zone) for n, row in enumerate(plan.problems.all(), 1)),
        sections=sections,
        **_around(plan.client),
    )


def _around(client: Client) -> dict[str, Any]:
    """The client's cover, diagnoses, people and consents."""
    return {
        "coverage": tuple(_fields(frame.Coverage, row) for row in client.coverages.all()),
        "diagnoses": tuple(_diagnosis(row) for row in client.diagnoses.all()),
        "care_team": tuple(
            frame.Member(name=row.member.printed_name, role=row.role)
            for row in client.care_team.all()
        ),
        "contributors": tuple(_contributor(row) for row in client.contributors.all()),
        "consents": tuple(_consent(row) for row in client.consents.all()),
        "intake": _intake(client),
    }


def _fields(kind: Any, row: Any, /, **more: Any) -> Any:
    """A frozen copy of a row: the fields of the same name, and those given."""
    names = [name for name in kind.model_fields if name not in more]
    return kind(**{name: getattr(row, name) for name in names}, **more)


def in_words(day: date) -> str:
    """ "5 January 2026"."""
    return f"{day.day} {day:%B %Y}"


def lines(text: str) -> tuple[str, ...]:
    """One item a line, without empty ones."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _practice(practice: Practice) -> frame.Practice:
    result: frame.Practice = _fields(frame.Practice, practice)
    return result


def _client(client: Client, plan: Plan) -> frame.Client:
    guardian = client.guardian_name
    if guardian and client.guardian_relation:
        guardian = f"{guardian} ({client.guardian_relation})"
    result: frame.Client = _fields(
        frame.Client,
        client,
        gender=client.get_gender_display(),
        guardian=guardian,
        is_minor=client.is_minor_on(plan.opened_on),
    )
    return result


def _clinician(user: User) -> frame.Clinician:
    license = " ".join(part for part in (user.license_state, user.license_number) if part)
    result: frame.Clinician = _fields(frame.Clinician, user, license=license)
    return result


def _episode(plan: Plan) -> frame.Episode:
    result: frame.Episode = _fields(
        frame.Episode,
        plan,
        level_of_care=plan.get_level_of_care_display(),
        client_unsigned_because="",
    )
    return result


def _diagnosis(row: Diagnosis) -> frame.Diagnosis:
    result: frame.Diagnosis = _fields(
        frame.Diagnosis, row, diagnosed_by=row.diagnosed_by.printed_name
    )
    return result


def _contributor(row: Any) -> frame.Contributor:
    words = row.get_release_display()
    if row.release == row.Release.SIGNED:
        words += f" {in_words(row.release_signed_on)}"
        words += f" by {row.release_signed_by}" if row.release_signed_by else ""
        words += f", expires {in_words(row.release_expires_on)}" if row.release_expires_on else ""
    elif row.release == row.Release.DECLINED and row.declined_because:
        words += f": {row.declined_because}"
    result: frame.Contributor = _fields(frame.Contributor, row, release=words)
    return result


def _consent(row: Any) -> frame.Consent:
    result: frame.Consent = _fields(frame.Consent, row, kind=row.get_kind_display())
    return result


def _intake(client: Client) -> frame.Intake:
    row = getattr(client, "intake", None)
    if row is None:
        return frame.Intake()
    listed = {
        name: lines(getattr(row, name)) for name in ("strengths", "needs", "supports", "barriers")
    }
    result: frame.Intake = _fields(frame.Intake, row, **listed)
    return result


def _service(row: Any) -> frame.Service:
    result: frame.Service = _fields(frame.Service, row, type=row.get_type_display())
    return result


def _problem(row: Any, n: int, zone: ZoneInfo) -> Problem:
    number = str(n)
    return Problem(
        id=row.pk,
        number=number,
        statement=row.statement,
        status=row.status,
        status_reason=row.status_reason,
        own_words=row.own_words,
        definitions=lines(row.definitions),
        diagnosis_id=row.diagnosis_id,
        diagnosis=str(row.diagnosis) if row.diagnosis else "",
        goals=tuple(
            _goal(goal, f"{number}.{m}", zone) for m, goal in enumerate(row.goals.all(), 1)
        ),
    )


def _goal(row: Any, number: str, zone: ZoneInfo) -> Goal:
    objectives = (
        _objective(item, f"{number}{letters(n)}", zone)
        for n, item in enumerate(row.objectives.all())
    )
    more: dict[str, Any] = {"objectives": tuple(objectives), "extensions": _extended(row, zone)}
    result: Goal = _fields(Goal, row, number=number, **more)
    return result


def _extended(row: Any, zone: ZoneInfo) -> tuple[Extended, ...]:
    return tuple(
        _fields(Extended, one, on=one.extended_at.astimezone(zone).date())
        for one in row.extensions.all()
    )


def _objective(row: Any, number: str, zone: ZoneInfo) -> Objective:
    interventions = (
        _intervention(item, f"{number}.{n}") for n, item in enumerate(row.interventions.all(), 1)
    )
    more: dict[str, Any] = {
        "interventions": tuple(interventions),
        "extensions": _extended(row, zone),
    }
    result: Objective = _fields(Objective, row, number=number, **more)
    return result


def _intervention(row: Any, number: str) -> Intervention:
    responsible = row.responsible.printed_name if row.responsible else ""
    result: Intervention = _fields(Intervention, row, number=number, responsible=responsible)
    return result
