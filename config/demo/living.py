"""A case lives through its sessions, week by week: held or missed, noted, scored, signed."""

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from accounts.models import User
from clients.models import Client
from goals.flags import Step
from goals.models import FlagAnswer, Goal, Intervention, Objective
from goals.models.goal import Rater
from notes import actions
from notes.actions import NumberGiven
from notes.models import Addendum, Attendance, HomeworkDone, Note, Session
from plans.models import Plan

from . import measuring, telling
from .cases import Case, Life, Meeting
from .days import Days, working
from .safety import keep_private, plan_for_safety, speak_of_risk

# Where no service is ordered yet: the session in which the client and the clinician meet.
FIRST_MEETING = 60
WRITTEN_AFTER, SIGNED_AFTER, COSIGNED_AFTER, SEEN_TO_AFTER = 10, 20, 30, 35


@dataclass
class Course:
    """One client's sessions in the making."""

    case: Case
    life: Life
    days: Days
    client: Client
    plan: Plan | None
    by: User
    supervisor: User | None = None
    scores: dict[int, list[int | None]] = field(init=False)

    def __post_init__(self) -> None:
        self.scores = {
            week: [value if isinstance(value, int) else None for value in given]
            for week, given in self.case.sessions.items()
            if given != "x"
        }
        tree = (
            Goal.objects.filter(problem__plan=self.plan)
            .select_related("problem")
            .in_order()
            .prefetch_related("objectives__interventions")
        )
        goals = list(tree) if self.plan else []
        self.goals = [goal for goal in goals if goal.is_scored]
        said = [goal for problem in self.case.problems for goal in problem.goals]
        self.counts = {
            objective: written.counts
            for goal, wording in zip(goals, said, strict=True)
            for objective, written in zip(goal.objectives.all(), wording.objectives, strict=True)
        }
        self.steps: list[Intervention] = [
            step
            for goal in self.goals
            for objective in goal.objectives.all()
            for step in objective.interventions.all()
        ]

    @property
    def minutes(self) -> int:
        """How long a session lasts."""
        return self.case.services.minutes if self.case.services else FIRST_MEETING

    def week(self, week: int) -> None:
        """What happened in this week: nothing is done in a week without a session."""
        if week not in self.case.sessions:
            return
        attendance = self.held(week)
        measuring.measure(attendance, self.life, week, self.days, self.by)
        last = week == max(self.case.sessions)
        if week not in self.scores or (last and self.life.unwritten):
            return
        safety = self.life.safety if self.life.safety and self.life.safety.week == week else None
        if safety:
            with working(self.by, self.days.at(week, minutes=self.minutes)):
                plan_for_safety(safety, self.client, by=self.by)
                keep_private(safety, attendance, by=self.by)
        note = self.written(attendance, week)
        if not (last and self.life.unsigned):
            moment = self.days.at(week, minutes=self.minutes + SIGNED_AFTER)
            with working(self.by, moment):
                actions.sign_note(note, expected=note.row_version, by=self.by)
            self.cosigned(note, week, waits=last and self.life.end == "waiting")
        if self.life.addendum and self.life.addendum.week == week:
            self.corrected(note)
        for place, said in self.life.seen_to.items():
            if said.week == week:
                self.saw_to(self.goals[place - 1], said)

    def cosigned(self, note: Note, week: int, *, waits: bool) -> None:
        """A trainee's note counts with the supervisor's signature, some hours later."""
        if self.supervisor is None or waits:
            return
        moment = self.days.at(week, minutes=self.minutes + COSIGNED_AFTER)
        with working(self.supervisor, moment):
            actions.cosign_note(note.texts.get(), by=self.supervisor)

    def held(self, week: int) -> Attendance:
        """The session, or that it was missed."""
        came = week in self.scores
        status = Attendance.Status.ATTENDED if came else Attendance.Status.MISSED
        session = Session(
            starts_at=self.days.at(week),
            ends_at=self.days.at(week, minutes=self.minutes),
            people_present=self.life.present.get(week, "client"),
            cpt=self.case.services.cpt if self.case.services else "",
        )
        with working(self.by, self.days.at(week, minutes=self.minutes)):
            return actions.hold_session(session, self.client, status, by=self.by)

    def written(self, attendance: Attendance, week: int) -> Note:
        """The note in DAP, with the scores and counts of that week."""
        with working(self.by, self.days.at(week, minutes=self.minutes + WRITTEN_AFTER)):
            note = actions.start_note(attendance, "dap", by=self.by)
            self.tell(note, week)
            given = dict(zip(self.goals, self.scores[week], strict=False))
            numbers = [NumberGiven(g.pk, value, Rater.CLIENT) for g, value in given.items()]
            rated = zip(self.goals, self.life.clinician_scores.get(week, []), strict=False)
            numbers += [NumberGiven(goal.pk, value, Rater.CLINICIAN) for goal, value in rated]
            return actions.save_note(
                note,
                goals=[goal.pk for goal, value in given.items() if value is not None],
                objectives=self.worked_on(week),
                interventions=self.delivered(week),
                homework=self.homework_done(week),
                scores=numbers,
                counts=[NumberGiven(item.pk, value) for item, value in self.counted(week)],
                expected=note.row_version,
                by=self.by,
            )

    def tell(self, note: Note, week: int) -> None:
        """The text of the note."""
        told, scored = self.life.told.get(week, ""), self.scored(week)
        counted = [(item.measure, value, item.measure_per) for item, value in self.counted(week)]
        steps = [step.statement for step in self.steps]
        note.sections = {
            "data": telling.data(told, scored, counted),
            "assessment": telling.assessment(scored, week),
            "plan": self.homework_set(week),
        }
        note.response, note.risk = telling.response(week), telling.risk()
        if self.life.safety and self.life.safety.week == week:
            speak_of_risk(self.life.safety, note)
        note.next_time = telling.next_time(steps, week)

    def scored(self, week: int) -> list[telling.Scored]:
        """Each goal with its score of that week and the one before."""
        found = []
        for place, goal in enumerate(self.goals):
            earlier = [self.scores[w][place] for w in sorted(self.scores) if w < week]
            known = [value for value in [goal.baseline, *earlier] if value is not None]
            value = self.scores[week][place]
            found.append(
                telling.Scored(
                    goal.own_words,
                    known[0],
                    goal.target or 0,
                    goal.lower_is_better,
                    known[-1],
                    value,
                )
            )
        return found

    def counted(self, week: int) -> list[tuple[Objective, int]]:
        """The objectives that were counted in that week."""
        return [(item, counts[week]) for item, counts in self.counts.items() if week in counts]

    def delivered(self, week: int) -> dict[UUID, int | None]:
        """Two of the plan's interventions in turn, which share the session."""
        if not self.steps:
            return {}
        chosen = {self.steps[(week + n) % len(self.steps)].pk for n in range(2)}
        return dict.fromkeys(chosen, self.minutes // 2 - 5)

    def worked_on(self, week: int) -> list[UUID]:
        """The objectives that the delivered interventions serve."""
        delivered = self.delivered(week)
        return [step.objective_id for step in self.steps if step.pk in delivered]

    def homework_done(self, week: int) -> dict[UUID, str]:
        """From the second week on: what was set with the interventions of the session before."""
        if week < 2:
            return {}
        before, done = self.delivered(week - 1), self.life.homework.get(week, HomeworkDone.Done.YES)
        return {step.pk: done for step in self.steps if step.pk in before and step.homework}

    def homework_set(self, week: int) -> str:
        """What the client does until the next session."""
        tasks = list(dict.fromkeys(step.homework for step in self.steps if step.homework))
        if not tasks:
            return "Same time next week."
        return f"Homework: {telling.turn(tasks, week)}."

    def saw_to(self, goal: Goal, said: Meeting) -> None:
        """What stands in the goal's way was looked at, and its flags are quiet for a while."""
        with working(self.by, self.days.at(said.week, minutes=self.minutes + SEEN_TO_AFTER)):
            answer = FlagAnswer(goal=goal, step=Step.BARRIERS, words=said.reason)
            actions.answer_flags(answer, by=self.by)

    def corrected(self, note: Note) -> None:
        """An addendum with the right score; the wrong one is kept."""
        said = self.life.addendum
        assert said is not None
        problem, _, place = said.goal.partition(".")
        goal = next(
            goal
            for goal in self.goals
            if (goal.problem.position, goal.position) == (int(problem), int(place))
        )
        moment = self.days.at(said.week) + timedelta(days=said.after_days)
        with working(self.by, moment):
            actions.add_addendum(
                Addendum(note=note, text=said.text),
                scores=[NumberGiven(goal.pk, said.score, Rater.CLIENT)],
                by=self.by,
            )
