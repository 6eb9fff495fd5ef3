"""Plans for tests."""

from datetime import timedelta

import factory

from accounts.models import User
from clients.models import Client
from clients.tests.factories import client_of, diagnosed
from goals.tests.factories import InterventionFactory, ObjectiveFactory, goal_for
from plans.actions import sign
from plans.document import canonical, digest
from plans.drafting import draft_document
from plans.models import Plan, Problem, ServiceOrder, Version


class PlanFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Plan

    practice = factory.SelfAttribute("client.practice")
    number = 1
    opened_on = factory.LazyAttribute(lambda o: o.practice.today)
    review_due_on = factory.LazyAttribute(lambda o: o.opened_on + timedelta(days=90))
    lead = factory.LazyAttribute(lambda o: o.client.care_team.first().member)
    why_now = "Two panic attacks on the bus in one week."
    severity = "Symptoms four months and worsening."
    impairment = "Late or absent from work six days in the last month."
    discharge_criteria = "One or no panic attack a week for six weeks in a row."
    participation = "Chose both goals and the order of the bus ladder."


def a_problem(plan: Plan, **fields: object) -> Problem:
    """A problem at the end of the plan, with the client's first diagnosis."""
    given = {
        "statement": "Panic attacks with avoidance of buses",
        "position": plan.problems.count() + 1,
    }
    given["diagnosis"] = plan.client.diagnoses.first()
    return Problem.objects.create(practice=plan.practice, plan=plan, **{**given, **fields})


def a_service(plan: Plan) -> ServiceOrder:
    """Weekly individual therapy."""
    return ServiceOrder.objects.create(
        practice=plan.practice,
        plan=plan,
        minutes=45,
        frequency="weekly",
        duration_weeks=16,
        cpt="90834",
    )


def draft_plan(therapist: User, client: Client | None = None) -> Plan:
    """An open plan with nothing in it but its own words."""
    client = client or client_of(therapist)
    return PlanFactory(client=client, lead=therapist)


def signable_plan(
    therapist: User, client: Client | None = None, *, problems: int = 1, goals: int = 1,
    objectives: int = 1, interventions: int = 1,
) -> Plan:  # fmt: skip
    """A plan in which nothing is missing, as large as is asked for."""
    client = client or client_of(therapist)
    if not client.diagnoses.exists():
        diagnosed(client)
    plan = draft_plan(therapist, client)
    a_service(plan)
    for _ in range(problems):
        problem = a_problem(plan)
        for _ in range(goals):
            goal = goal_for(problem)
            for _ in range(objectives):
                objective = ObjectiveFactory(goal=goal)
                InterventionFactory.create_batch(
                    interventions, objective=objective, responsible=therapist
                )
    return Plan.objects.get(pk=plan.pk)


def signed_plan(therapist: User, client: Client | None = None, **size: int) -> Version:
    """A plan signed by its author. For a trainee it still waits for the supervisor."""
    plan = signable_plan(therapist, client, **size)
    return sign_draft(plan, therapist)


def sign_draft(
    plan: Plan, by: User, reason: str = "first plan", method: str = "password"
) -> Version:
    """Sign what the draft says now."""
    fresh = Plan.objects.get(pk=plan.pk)
    seen = digest(canonical(draft_document(fresh, author=by)))
    return sign(Plan.objects.get(pk=plan.pk), by=by, reason=reason, seen=seen, method=method)
