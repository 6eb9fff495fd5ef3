"""A client in two programs at one time: each session is judged under the plan that it worked on."""

from datetime import timedelta

from audits.tests.judged import case_of, judged
from audits.tests.lives import held, life_of, noted
from config import clock
from plans.models import Plan
from plans.tests.factories import sign_draft, signable_plan


def second_plan(life, *, days=35):
    """Another program's plan, signed so many days ago."""
    Plan.objects.filter(pk=life.plan.pk).update(number=2, programme="substance use")
    with clock.standing_at(clock.now() - timedelta(days=days)):
        plan = signable_plan(life.by, life.client)
        sign_draft(plan, life.by)
    return plan


def test_a_note_on_one_plan_is_no_defect_of_the_other(dana):
    life = life_of(dana, notes=2)
    other = second_plan(life)
    assert len(case_of(life.plan).record.sessions) == 2
    assert case_of(other).record.sessions == ()
    unwritten = held(life, days_ago=1)
    for plan, number in ((life.plan, 3), (other, 1)):
        sessions = case_of(plan).record.sessions
        assert (len(sessions), sessions[-1].id) == (number, unwritten.session_id)


def test_a_note_that_names_a_goal_of_a_plan_that_was_closed_is_still_found(dana):
    life = life_of(dana, notes=1)
    closed_on = life.client.practice.today - timedelta(days=20)
    Plan.objects.filter(pk=life.plan.pk).update(
        number=2, closed_on=closed_on, closed_because="completed"
    )
    with clock.standing_at(clock.now() - timedelta(days=15)):
        other = signable_plan(life.by, life.client)
        sign_draft(other, life.by)
    Plan.objects.filter(pk=other.pk).update(opened_on=closed_on + timedelta(days=1))
    note = noted(life, days_ago=5)
    assert [one.id for one in judged(other)["R47"].findings] == [note.pk]
