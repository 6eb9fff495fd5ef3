"""The plan of a case: written, signed, reviewed, returned, closed."""

from accounts.models import User
from clients import actions as client_actions
from clients.models import Client
from goals import actions as goals
from goals.models import Goal, GoalReview, Intervention, Objective
from plans import actions
from plans.actions import reviewing
from plans.document import PlanDocument, canonical, digest
from plans.drafting import draft_document
from plans.models import ClientAnswer, Plan, Problem, ServiceOrder, Version
from plans.renewal import fresh_sheet, sheet_of

from .cases import Case, Life, Services
from .cases import Goal as GoalSaid
from .cases import Objective as ObjectiveSaid
from .cases import Problem as ProblemSaid
from .days import Days, working


def write(case: Case, life: Life, client: Client, days: Days, by: User) -> Plan:
    """The whole draft, as it stood on the first day."""
    services = case.services
    plan = actions.open_plan(
        Plan(
            client=client,
            opened_on=days.opened_on,
            why_now=case.intake.why_now,
            severity=life.severity,
            impairment=case.necessity,
            discharge_criteria=case.discharge_criteria,
            discharge_expected_on=days.day(services.duration_weeks) if services else None,
            participation=case.participation,
            level_of_care=services.level_of_care if services else Plan.LevelOfCare.OUTPATIENT,
        ),
        by=by,
    )
    if services:
        _service(plan, services, by)
    for said in case.problems:
        _problem(plan, said, life, days, by)
    return plan


def _service(plan: Plan, said: Services, by: User) -> None:
    order = ServiceOrder(
        plan=plan,
        type=said.type,
        minutes=said.minutes,
        cpt=said.cpt,
        frequency=said.frequency,
        duration_weeks=said.duration_weeks,
    )
    actions.add_service(order, by=by)


def _problem(plan: Plan, said: ProblemSaid, life: Life, days: Days, by: User) -> None:
    problem = Problem(
        plan=plan,
        statement=said.statement,
        definitions="\n".join(said.behaviors),
        diagnosis=plan.client.diagnoses.first(),
    )
    actions.add_problem(problem, by=by)
    for goal in said.goals:
        _goal(problem, goal, life, days, by)


def _goal(problem: Problem, said: GoalSaid, life: Life, days: Days, by: User) -> None:
    scale = said.scale
    goal = goals.add(
        Goal(
            problem=problem,
            statement=said.statement,
            own_words=said.own_words,
            focus=said.focus,
            aim=Goal.Aim.REDUCE if scale.lower_is_better else Goal.Aim.BUILD,
            zero_means=scale.zero,
            ten_means=scale.ten,
            lower_is_better=scale.lower_is_better,
            baseline=scale.baseline,
            baseline_on=days.opened_on,
            target=scale.target,
            target_on=days.day(scale.weeks),
        ),
        by=by,
    )
    for objective in said.objectives:
        _objective(goal, objective, days, by)
    if said.reserve:
        goals.park(goal, because=life.reserve_because, expected=goal.row_version, by=by)


def _objective(goal: Goal, said: ObjectiveSaid, days: Days, by: User) -> None:
    objective = goals.add(
        Objective(
            goal=goal,
            statement=said.statement,
            measure=said.measure.what,
            measure_from=said.measure.start,
            measure_to=said.measure.to,
            measure_per=said.measure.per,
            target_on=days.day(said.weeks),
        ),
        by=by,
    )
    for step in said.interventions:
        intervention = Intervention(
            objective=objective,
            statement=step.statement,
            modality=step.approach,
            frequency=step.frequency,
            homework=step.homework,
            responsible=by,
        )
        goals.add(intervention, by=by)


def sign(plan: Plan, reason: str, by: User) -> Version:
    """Sign the draft as it is read now."""
    plan = Plan.objects.get(pk=plan.pk)
    seen = digest(canonical(draft_document(plan, author=by)))
    return actions.sign(Plan.objects.get(pk=plan.pk), by=by, reason=reason, seen=seen)


def review(plan: Plan, week: int, reason: str, days: Days, by: User) -> Version:
    """Hold the review: every goal is kept, in the drafted words; then sign the next version."""
    plan = Plan.objects.get(pk=plan.pk)
    sheet = sheet_of(plan, days.day(week))
    draft = fresh_sheet(sheet)
    draft.participants = f"{plan.client.called}, {by.printed_name}"
    draft.goals = {
        str(item.goal.pk): {"decision": GoalReview.Decision.KEEP.value, "progress": item.drafted}
        for item in sheet.goals
    }
    reviewing.keep(draft, expected=0, by=by)
    reviewing.hold(plan, draft.pk, by=by)
    return sign(plan, reason, by)


def cosign(version: Version, life: Life, week: int, days: Days, supervisor: User) -> None:
    """The supervisor approves it, some days later."""
    with working(supervisor, days.at(week, minutes=120, days=life.cosigned_after_days)):
        actions.cosign(version, by=supervisor)


def answer(version: Version, words: str, by: User) -> None:
    """The client agrees with every goal, and restates the first in their own words."""
    goals = PlanDocument.stored(version.document).active_goals
    told = tuple({"goal": str(goal.id), "agrees": True, "words": ""} for goal in goals)
    client = version.plan.client
    said = actions.Said(
        role="client",
        name=client.legal_name,
        goals=({**told[0], "words": words}, *told[1:]),
    )
    actions.answer(version, said, by=by, way=ClientAnswer.Way.HANDED_OVER)


def send_back(version: Version, life: Life, supervisor: User) -> None:
    """The supervisor returns it, with a sentence for each node that `comments` numbers."""
    plan = Plan.objects.get(pk=version.plan_id)
    ids = {number: str(pk) for pk, number in draft_document(plan).numbers().items()}
    said = {ids.get(number, number): text for number, text in life.comments.items()}
    actions.return_version(version, said, by=supervisor)


def end(plan: Plan, because: str, by: User, *, stays: bool) -> None:
    """Close the plan; the client is discharged, unless they come again."""
    plan = Plan.objects.get(pk=plan.pk)
    actions.close_plan(plan, because=because, expected=plan.row_version, by=by)
    if not stays:
        client = Client.objects.get(pk=plan.client_id)
        client.status = Client.Status.DISCHARGED
        client_actions.change_client(client, expected=client.row_version, by=by)


def keep_drafting(plan: Plan, aftercare: str, by: User) -> None:
    """Change the draft of a plan in effect, without signing it."""
    plan = Plan.objects.get(pk=plan.pk)
    plan.aftercare = aftercare
    actions.change_plan(plan, expected=plan.row_version, by=by)


def open_again(client: Client, because: str, by: User) -> Plan:
    """The next episode of somebody who comes back: a draft with the reason in it."""
    return actions.open_plan(Plan(client=client, why_now=because), by=by)
