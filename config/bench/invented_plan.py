"""A made-up plan on paper, of any size, always the same: no row, no clock, no person's data."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from goals.charts import GoalChart, RaterSeries, alt_text, goal_chart
from plans.document import Goal, Intervention, Objective, PlanDocument, Problem, frame
from plans.paper import GoalProgress, PaperFacts, PrintedSignature

_START = date(2026, 1, 5)
_SIGNED = datetime(2026, 1, 5, 16, 4, tzinfo=UTC)
_THERAPIST = frame.Clinician(
    id=UUID(int=1), name="Dana Whitfield", credentials="LCSW", license="IL 149", npi="1234567893"
)


def invented_document(
    problems: int = 1, goals: int = 2, objectives: int = 2, interventions: int = 2
) -> PlanDocument:
    """A plan of so many problems, of so many goals each, and so on down."""
    ids = (UUID(int=n) for n in range(1000, 100_000))
    return PlanDocument(
        practice=frame.Practice(
            name="Riverside Counseling",
            address="12 Mill Lane\nSpringfield",
            phone="555-0100",
            npi="1234567893",
            time_zone="America/Chicago",
        ),
        client=_client(),
        plan=_episode(),
        lead=_THERAPIST,
        author=_THERAPIST,
        coverage=(_coverage(),),
        diagnoses=(_diagnosis(),),
        care_team=(frame.Member(name=_THERAPIST.printed_name, role="therapist"),),
        contributors=(),
        consents=(),
        intake=frame.Intake(
            own_words="I am sure I will pass out.", strengths=("keeps appointments",)
        ),
        services=(_service(),),
        problems=tuple(
            _problem(str(n), goals, objectives, interventions, ids) for n in range(1, problems + 1)
        ),
    )


def invented_facts(document: PlanDocument, sessions: int = 15) -> PaperFacts:
    """Signature, weekly scores of every goal and weekly counts of every objective."""
    days = [_START + timedelta(weeks=n) for n in range(sessions)]
    return PaperFacts(
        version=1,
        reason="First plan",
        digest="0123456789abcdef" * 4,
        frozen_at=_SIGNED,
        effective_at=_SIGNED,
        superseded_at=None,
        signatures=(
            PrintedSignature(
                "author", _THERAPIST.printed_name, "password", "I wrote this plan.", _SIGNED
            ),
        ),
        as_of=_SIGNED + timedelta(weeks=max(sessions - 1, 0)),
        for_whom="Example Mutual",
        purpose="Review of treatment",
        seal="1: 0123456789abcdef",
        goals={goal.id: _progress(goal, days) for goal in document.goals},
        counts={
            one.id: tuple((day, (n * 3) % 5) for n, day in enumerate(days))
            for one in document.objectives
        },
        missed=tuple(days[5:6]),
    )


def _progress(goal: Goal, days: list[date]) -> GoalProgress:
    points = tuple((day, max(8 - n // 3, 3)) for n, day in enumerate(days))
    chart = GoalChart(
        title=goal.statement,
        zero_means=goal.zero_means,
        ten_means=goal.ten_means,
        lower_is_better=True,
        baseline=(8, _START),
        target=(3, goal.target_on),
        series=(RaterSeries("client", points),),
    )
    return GoalProgress(
        chart=goal_chart(chart, variant="print"),
        alt=alt_text(chart, variant="print"),
        scores={"client": points},
        sentences=("Reliable improvement: 8 to 4 is 4 points better (3 or more counts).",),
    )


def _client() -> frame.Client:
    return frame.Client(
        id=UUID(int=2),
        record_number="R-00001",
        legal_name="Marisol Vega",
        called="Marisol",
        pronouns="she/her",
        gender="female",
        born_on=date(1991, 4, 12),
        language="English",
        guardian="",
        is_minor=False,
        part2=False,
    )


def _episode() -> frame.Episode:
    return frame.Episode(
        id=UUID(int=3),
        number=1,
        programme="outpatient psychotherapy",
        opened_on=_START,
        level_of_care="outpatient",
        why_now="Two panic attacks on the bus in one week.",
        severity="Symptoms four months and worsening.",
        impairment="Late or absent from work six days in the last month.",
        discharge_criteria="One or no panic attack a week for six weeks in a row.",
        discharge_expected_on=None,
        aftercare="",
        participation="Chose both goals and the order of the bus ladder.",
        client_unsigned_because="",
        review_due_on=_START + timedelta(days=90),
    )


def _coverage() -> frame.Coverage:
    return frame.Coverage(
        payer="Example Mutual",
        member_id="EM-4410-88",
        authorization_number="A-20931",
        authorized_visits=20,
        authorized_from=None,
        authorized_to=None,
    )


def _diagnosis() -> frame.Diagnosis:
    return frame.Diagnosis(
        id=UUID(int=4),
        code="F40.01",
        title="Agoraphobia with panic disorder",
        release="ICD-10-CM 2026",
        rank=1,
        onset_on=None,
        diagnosed_on=_START,
        diagnosed_by=_THERAPIST.printed_name,
        evidence="",
    )


def _service() -> frame.Service:
    return frame.Service(
        id=UUID(int=5),
        type="individual therapy",
        minutes=60,
        frequency="weekly",
        duration_weeks=16,
        cpt="90837",
    )


def _problem(number: str, goals: int, objectives: int, each: int, ids: Iterator[UUID]) -> Problem:
    return Problem(
        id=next(ids),
        number=number,
        statement="Panic attacks with avoidance of buses and crowded rooms",
        status="active",
        status_reason="",
        own_words="",
        definitions=("three panic attacks a week on average", "walks instead of taking the bus"),
        diagnosis_id=UUID(int=4),
        diagnosis="F40.01 Agoraphobia with panic disorder",
        goals=tuple(_goal(f"{number}.{n}", objectives, each, ids) for n in range(1, goals + 1)),
    )


def _goal(number: str, objectives: int, interventions: int, ids: Iterator[UUID]) -> Goal:
    return Goal(
        id=next(ids),
        number=number,
        statement="Reduce panic attacks and return to ordinary travel",
        status="active",
        status_reason="",
        own_words="I want to be less afraid of being afraid.",
        kind="actionable",
        focus="symptom relief",
        aim="reduce",
        why_it_matters="",
        zero_means="no fear of another attack",
        ten_means="afraid of an attack all day",
        lower_is_better=True,
        baseline=8,
        baseline_on=_START,
        baseline_rater="client",
        target=3,
        target_on=_START + timedelta(weeks=12),
        parked_from=None,
        parked_until=None,
        objectives=tuple(
            _objective(f"{number}{letter}", interventions, ids)
            for letter in "ABCDEFGH"[:objectives]
        ),
    )


def _objective(number: str, interventions: int, ids: Iterator[UUID]) -> Objective:
    return Objective(
        id=next(ids),
        number=number,
        statement="Panic attacks fall from 3 a week to 1 a week",
        status="active",
        status_reason="",
        measure="panic attacks",
        measure_from=3,
        measure_to=1,
        measure_per="week",
        target_on=_START + timedelta(weeks=6),
        times_extended=0,
        interventions=tuple(
            Intervention(
                id=next(ids),
                number=f"{number}.{n}",
                statement="Teach and rehearse slow diaphragmatic breathing",
                status="active",
                status_reason="",
                modality="CBT",
                amount="",
                frequency="every session",
                duration="",
                responsible=_THERAPIST.printed_name,
                homework="ten minutes of breathing practice each day",
            )
            for n in range(1, interventions + 1)
        ),
    )
