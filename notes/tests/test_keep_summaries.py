"""What lists keep of goals is always what is computed, whatever was done and in which order."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from accounts.editing import Stale
from accounts.models import User
from clients.models import Client
from clients.tests.factories import client_of
from config import clock
from goals import actions as goal_actions
from goals.flagged import flagged_goal
from goals.models import FlagAnswer, Goal, GoalSummary
from goals.summaries import differing
from notes.actions import NumberGiven, add_addendum, answer_flags, save_note, sign_note
from notes.models import Addendum, Note
from notes.tests.factories import written_note
from plans.actions import put_back
from plans.actions.reviewing import hold, keep
from plans.models import Plan
from plans.renewal import fresh_sheet, sheet_of
from plans.tests.factories import sign_draft, signable_plan, signed_plan

REFUSED = (ValidationError, PermissionDenied, Stale)
SCORE = st.integers(0, 10)
WEEKS = st.sampled_from([1, 1, 3, 6])


def scored_note(by: User, client: Client, given: list[NumberGiven]) -> Note:
    """A signed note of just now with these scores."""
    note = written_note(by, client, signed=False)
    note = save_note(note, scores=given, goals=[], expected=note.row_version, by=by)
    return sign_note(note, expected=note.row_version, by=by)


def reviewed(plan: Plan, *, by: User) -> None:
    """A review that keeps everything, and the version that it ends in."""
    draft = fresh_sheet(sheet_of(plan, plan.practice.today))
    draft.participants, draft.summary = "Marisol", "As before."
    draft.goals = {
        str(goal.pk): {"decision": "keep"} for goal in Goal.objects.filter(problem__plan=plan)
    }
    draft.next_due_on = plan.practice.today + timedelta(days=90)
    keep(draft, expected=0, by=by)
    hold(plan, draft.pk, by=by)
    sign_draft(plan, by, "reviewed")


def kept_of(goal: Goal) -> dict[str, GoalSummary]:
    return {row.rater: row for row in GoalSummary.objects.filter(goal=goal)}


def open_by_what_is_kept(goal: Goal) -> set[tuple[str, str]]:
    """(flag, rater) as a list would read them from the kept rows today."""
    today, plan = goal.practice.today, goal.home
    found = set()
    for rater, row in kept_of(goal).items():
        days = {
            "reliable deterioration": row.fell_from,
            "off pace": row.off_pace_from,
            "stalled": row.stalled_from,
        }
        found |= {(flag, rater) for flag, day in days.items() if day and day <= today}
    row = kept_of(goal).get("") or GoalSummary()
    silent = (today - max(filter(None, [row.last_on, plan.opened_on]))).days > 30
    if silent and (row.quiet_before is None or row.quiet_before <= today):
        found.add(("no scores", ""))
    return found if goal.is_scored else set()


class Histories(RuleBasedStateMachine):
    """One client's plan with a goal: whatever comes up is done, and time passes."""

    dana = plan = None

    def __init__(self):
        super().__init__()
        self.point, self.now = transaction.savepoint(), clock.now() - timedelta(days=300)

    def teardown(self):
        transaction.savepoint_rollback(self.point)

    @property
    def goal(self):
        return Goal.objects.select_related("problem__plan__practice").get(problem__plan=self.plan)

    def attempt(self, act, *given, **named):
        """What is refused changes nothing."""
        self.now += timedelta(minutes=1)
        try:
            with clock.standing_at(self.now), transaction.atomic():
                return act(*given, by=self.dana, **named)
        except REFUSED:
            return None

    @rule(days=st.sampled_from([1, 7, 7, 14, 29, 31, 61]))
    def pass_time(self, days):
        if self.now + timedelta(days=days) < clock.now():
            self.now += timedelta(days=days)

    @precondition(lambda self: self.goal.status == "active")
    @rule(value=SCORE, rater=st.sampled_from(["client", "client", "clinician"]), weeks=WEEKS)
    def score(self, value, rater, weeks):
        for _ in range(weeks):
            self.now += timedelta(days=7)
            given = [NumberGiven(self.goal.pk, value, rater)]
            with clock.standing_at(self.now):
                scored_note(self.dana, self.plan.client, given)

    @precondition(lambda self: Note.objects.signed().exists())
    @rule(value=SCORE, rater=st.sampled_from(["client", "clinician"]), place=st.integers(0, 9))
    def correct(self, value, rater, place):
        notes = Note.objects.signed().order_by("signed_at")
        note = notes[place % len(notes)]
        said = Addendum(note=note, text="It was another number.")
        scores = [NumberGiven(self.goal.pk, value, rater)]
        self.attempt(add_addendum, said, scores=scores)

    @rule(act=st.sampled_from(["park", "take_up", "mark_met", "discontinue"]))
    def move(self, act):
        said = {} if act == "take_up" else {"because": "So it is."}
        goal = self.goal
        self.attempt(getattr(goal_actions, act), goal, expected=goal.row_version, **said)

    @rule(start=SCORE, aimed=SCORE, rater=st.sampled_from(["client", "clinician"]))
    def change_numbers(self, start, aimed, rater):
        goal = self.goal
        goal.baseline, goal.target, goal.baseline_rater = start, aimed, rater
        self.attempt(goal_actions.change, goal, expected=goal.row_version)

    @rule(same=st.booleans(), aim=st.sampled_from(["reduce", "maintain"]), sign=st.booleans())
    def reword(self, same, aim, sign):
        goal = self.goal
        goal.statement, goal.same_meaning, goal.aim = f"{self.now}", same, aim
        self.attempt(goal_actions.change, goal, expected=goal.row_version)
        if sign:
            self.attempt(lambda *, by: sign_draft(self.plan, by, "reworded"))

    @rule(step=st.sampled_from(["reviewed barriers", "consulted"]))
    def answer(self, step):
        said = FlagAnswer(goal=self.goal, step=step, words="Childcare.", consulted_with="Priya")
        said.consulted_on = self.now.date() - timedelta(days=1)
        self.attempt(answer_flags, said)

    @rule()
    def review(self):
        self.attempt(reviewed, self.plan)

    @invariant()
    def kept_is_computed(self):
        with clock.standing_at(self.now):
            assert differing([self.goal]) == []

    @invariant()
    def a_list_reads_the_same_flags_today_and_later(self):
        for days in (0, 45):
            with clock.standing_at(self.now + timedelta(days=days)):
                goal = self.goal
                flags = flagged_goal(goal, goal.practice.today).open
                assert open_by_what_is_kept(goal) == {(one.flag.value, one.rater) for one in flags}


@pytest.mark.django_db
def test_kept_is_computed_after_any_history(dana):
    with clock.standing_at(clock.now() - timedelta(days=301)):
        Histories.dana, Histories.plan = dana, signed_plan(dana, client_of(dana)).plan
    run_state_machine_as_test(
        Histories,
        settings=settings(
            max_examples=8,
            stateful_step_count=10,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            derandomize=True,
        ),
    )


@pytest.fixture
def goal(dana):
    version = signed_plan(dana, client_of(dana))
    return Goal.objects.get(problem__plan=version.plan)


def test_signing_a_note_keeps_what_its_scores_say(dana, goal):
    for days, value in ((60, 7), (30, 5), (0, 4)):
        on = clock.now() - timedelta(days=days, hours=1)
        written_note(dana, goal.home.client, on=on, scores={goal.pk: value})
    row = kept_of(goal)["client"]
    assert (row.latest, row.latest_on) == (4, goal.practice.today)
    assert kept_of(goal)[""].last_on == row.latest_on


def test_a_draft_keeps_nothing(dana, goal):
    written_note(dana, goal.home.client, scores={goal.pk: 7}, signed=False)
    assert kept_of(goal) == {}


def test_a_goal_taken_out_of_the_draft_and_put_back_is_as_it_was(dana):
    plan = signable_plan(dana)
    goal = Goal.objects.get(problem__plan=plan)
    goal = goal_actions.park(goal, because="Later.", expected=goal.row_version, by=dana)
    goal = goal_actions.take_up(goal, expected=goal.row_version, by=dana)
    removed = goal_actions.remove(goal, expected=goal.row_version, by=dana)
    assert not GoalSummary.objects.exists()
    put_back(removed, by=dana)
    assert kept_of(goal)[""].last_on == goal.practice.today
    assert differing([Goal.objects.get(pk=goal.pk)]) == []


def test_the_command_finds_what_is_not_what_it_should_be_and_mends_it(dana, goal):
    written_note(dana, goal.home.client, scores={goal.pk: 7})
    GoalSummary.objects.filter(rater="client").update(latest=1)
    with pytest.raises(CommandError, match="1 summaries are not what they should be"):
        call_command("refresh_summaries", "--check", stdout=StringIO())
    call_command("refresh_summaries", stdout=StringIO())
    told = StringIO()
    call_command("refresh_summaries", "--check", stdout=told)
    assert "1 goals: as they should be." in told.getvalue()
    assert kept_of(goal)["client"].latest == 7


def test_the_command_fills_what_was_never_kept(dana, goal):
    written_note(dana, goal.home.client, scores={goal.pk: 7})
    GoalSummary.objects.all().delete()
    with pytest.raises(CommandError):
        call_command("refresh_summaries", "--check", stdout=StringIO())
    call_command("refresh_summaries", stdout=StringIO())
    assert differing([goal]) == []
