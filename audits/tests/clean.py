"""A record in which every rule on plans is met, for tests to plant one defect in."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.db import transaction

from accounts.models import User
from audits.models import Attestation
from clients.models import Contributor, Coverage, Intake
from clients.tests.factories import client_of, diagnosed
from goals.models import Goal, Intervention, Objective
from plans.actions import Said, answer
from plans.models import ClientAnswer, Plan, Problem, Version
from plans.tests.factories import sign_draft, signable_plan

INTAKE = {
    "why_now": "Two panic attacks on the bus in one week.",
    "own_words": "I am sure I will pass out.",
    "strengths": "keeps appointments",
    "needs": "to ride the bus to work",
    "preferences": "early appointments",
    "culture": "Spanish at home; English is fine here",
}


def clean_plan(therapist: User, **of_client: Any) -> Plan:
    """A draft that meets every rule on the text of a plan, with what stands around the client."""
    User.objects.filter(pk=therapist.pk).update(license_number="149.01", license_state="IL")
    therapist.license_number, therapist.license_state = "149.01", "IL"
    client = client_of(therapist, **of_client)
    common, today = {"practice": client.practice, "client": client}, client.practice.today
    Intake.objects.create(**common, **INTAKE)
    diagnosis = diagnosed(client)
    diagnosis.evidence = "Panic attacks twice a week for four months, and avoided buses."
    diagnosis.save()
    Coverage.objects.create(
        **common, payer="Example Mutual", member_id="EM-1", authorization_number="A-7",
        authorized_visits=16, authorized_from=today, authorized_to=today + timedelta(weeks=16),
    )  # fmt: skip
    Contributor.objects.create(
        **common, name="Dr. Osei", role="primary-care physician", release="signed",
        release_signed_on=today, contributed="Ruled out a heart condition.",
    )  # fmt: skip
    plan = signable_plan(therapist, client)
    Plan.objects.filter(pk=plan.pk).update(discharge_expected_on=today + timedelta(weeks=16))
    return Plan.objects.get(pk=plan.pk)


def clean_version(therapist: User, **of_client: Any) -> Version:
    """The same, signed by the therapist; nobody answered it yet."""
    return sign_draft(clean_plan(therapist, **of_client), therapist)


def answered(version: Version, by: User, *, role: str = "client", **more: Any) -> ClientAnswer:
    """The client, or the guardian, agrees, and says every goal again in their own words."""
    way = more.pop("way", ClientAnswer.Way.HANDED_OVER)
    goals = Goal.objects.filter(problem__plan=version.plan).in_order()
    words = more.pop("words", "I want to ride the bus again.")
    told = tuple({"goal": str(goal.pk), "agrees": True, "words": words} for goal in goals)
    said = Said(role=role, name="Marisol Vega", goals=told, **more)
    return answer(version, said, by=by, way=way)


def attest(plan: Plan, rule: str, by: User, *, holds: bool = True, **more: Any) -> Attestation:
    """Somebody says whether a rule is met."""
    return Attestation.objects.create(
        practice=plan.practice, plan=plan, rule=rule, holds=holds, words="I looked at it.",
        by=by, name=by.name, credentials=by.credentials, **more,
    )  # fmt: skip


@contextmanager
def undone() -> Iterator[None]:
    """What is planted within is taken back, so that one record serves every defect."""
    with transaction.atomic():
        mark = transaction.savepoint()
        yield
        transaction.savepoint_rollback(mark)


Plant = Callable[[Plan], Any]


def in_plan(**fields: Any) -> Plant:
    """Plants in the plan's own words."""
    return lambda plan: Plan.objects.filter(pk=plan.pk).update(**fields)


def in_problem(**fields: Any) -> Plant:
    """Plants in the plan's problem."""
    return lambda plan: Problem.objects.filter(plan=plan).update(**fields)


def in_goal(**fields: Any) -> Plant:
    """Plants in its goal."""
    return lambda plan: Goal.objects.filter(problem__plan=plan).update(**fields)


def in_objective(**fields: Any) -> Plant:
    """Plants in its objective."""
    return lambda plan: Objective.objects.filter(goal__problem__plan=plan).update(**fields)


def in_intervention(**fields: Any) -> Plant:
    """Plants in its intervention."""
    of_plan = Intervention.objects.filter
    return lambda plan: of_plan(objective__goal__problem__plan=plan).update(**fields)


def in_client(relation: str, **fields: Any) -> Plant:
    """Plants in what stands around the client: "intake", "coverages", "contributors" …"""

    def plant(plan: Plan) -> Any:
        rows = plan.client._meta.get_field(relation).related_model.objects
        return rows.filter(client=plan.client_id).update(**fields)

    return plant
