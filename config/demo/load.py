"""The whole demo: its practices, and each client's history from the first day to today."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from accounts.models import User
from clients.models import Client
from plans.models import Plan, Version

from . import (
    arriving,
    asked,
    asking,
    auditing,
    giving,
    payers,
    planning,
    sharing,
    wording,
)
from .ahead import plan_ahead
from .cases import Case, Life, cases, lives, read
from .days import Days, at_work, working
from .living import Course
from .people import Staff, hire_all

FIRST_REASON = "First plan"
CLINICIANS = [
    ("riverside", "Dana Whitfield"),
    ("riverside", "Sam Okoro"),
    ("hilltop", "Robin Vale"),
]


@dataclass
class Times:
    """Seconds that each part took."""

    parts: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def of(self, name: str) -> Iterator[None]:
        """Take the time of a part."""
        began = time.monotonic()
        yield
        self.parts[name] = time.monotonic() - began


def load(password: str) -> Times:
    """Make the demo in an empty database; every sign-in gets the password."""
    times = Times()
    with times.of("people"):
        staff = hire_all(password)
    for practice, keys in read("practice")["clients"].items():
        for key in keys:
            with times.of(f"{practice}/{key}"):
                story = Story(practice, cases()[key], lives()[key], staff, password)
                with at_work(story.by):
                    story.live()
    with times.of("weeks ahead"):
        for practice, name in CLINICIANS:
            plan_ahead(staff, practice, name)
    with times.of("wording"):
        wording.lay_over(staff)
        asked.build(staff)
        payers.keep_own(staff)
    with times.of("audit"):
        auditing.look_at_the_desk(staff, list(read("practice")["clients"]))
    return times


class Story:
    """One client's history, in the order in which it happened."""

    def __init__(self, practice: str, case: Case, life: Life, staff: Staff, password: str) -> None:
        self.case, self.life, self.password = case, life, password
        self.by: User = staff.named(practice, case.clinician.name)
        name = case.clinician.supervised_by
        self.supervisor = staff.named(practice, name) if name else None
        assert self.by.practice is not None
        self.days = Days.of(case, life, self.by.practice)

    def live(self) -> None:
        """From the first day to today."""
        client, plan = self.begin()
        self.decide(plan)
        course = self.course(client, plan)
        reviews = {meeting.week: meeting.reason for meeting in self.life.reviews}
        for week in range(1, max([0, *self.case.sessions]) + 1):
            course.week(week)
            if plan and week in reviews:
                with working(self.by, self.days.at(week, minutes=100)):
                    version = planning.review(plan, week, reviews[week], self.days, self.by)
                self.approve(version, week)
        if plan:
            self.finish(client, plan)

    def begin(self) -> tuple[Client, Plan | None]:
        """The first day."""
        with working(self.by, self.days.at(0)):
            client = arriving.arrive(self.case, self.life, self.days, self.by)
            arriving.give_sign_in(client, self.life, password=self.password, by=self.by)
            if self.life.end == "no plan":
                return client, None
            return client, planning.write(self.case, self.life, client, self.days, self.by)

    def course(self, client: Client, plan: Plan | None) -> Course:
        """The sessions that are to come."""
        with working(self.by, self.days.at(0)):
            return Course(self.case, self.life, self.days, client, plan, self.by, self.supervisor)

    def decide(self, plan: Plan | None) -> None:
        """Sign the first version, if this client's plan has come so far, and judge it."""
        if plan is None or self.life.end == "draft":
            return
        # What waits or came back was signed after the last session, so that it is news.
        late = self.life.end in ("waiting", "returned")
        week = max(self.case.sessions) if late else 0
        with working(self.by, self.days.at(week, minutes=90)):
            version = planning.sign(plan, FIRST_REASON, self.by)
        if self.life.end == "returned" and self.supervisor:
            with working(self.supervisor, self.days.at(week, minutes=150)):
                planning.send_back(version, self.life, self.supervisor)
        elif self.life.end != "waiting":
            self.approve(version, week)
            self.ask(version, week)

    def ask(self, version: Version, week: int) -> None:
        """In the session the client says what they think of the plan, on the therapist's device."""
        if self.life.answer:
            with working(self.by, self.days.at(week, minutes=180)):
                planning.answer(version, self.life.answer, self.by)

    def approve(self, version: Version, week: int) -> None:
        """A trainee's version takes effect with the supervisor's signature."""
        if self.supervisor:
            planning.cosign(version, self.life, week, self.days, self.supervisor)

    def finish(self, client: Client, plan: Plan) -> None:
        """Closed, begun again, or under work: where the plan stands today."""
        if said := self.life.asked:
            with working(self.by, self.days.at(said.week, minutes=80)):
                asking.ask(plan, said, self.days, self.by)
        if done := self.life.discharge:
            with working(self.by, self.days.at(done.week)):
                again = bool(self.life.readmitted_because)
                planning.end(plan, done.reason, self.by, stays=again)
        if self.life.readmitted_because:
            with working(self.by, self.days.at(self.weeks)):
                planning.open_again(client, self.life.readmitted_because, self.by)
        if shared := self.life.shared:
            with working(self.by, self.days.at(self.weeks, minutes=170)):
                sharing.share(shared, client, plan, by=self.by)
        if self.life.gave_away:
            giving.gave(client, self.days, self.by, weeks=self.weeks)
        if self.life.aftercare:
            with working(self.by, self.days.at(self.weeks, minutes=200)):
                planning.keep_drafting(plan, self.life.aftercare, self.by)

    @property
    def weeks(self) -> int:
        """How many weeks ago it began, all told."""
        return max([self.life.weeks, *self.case.sessions])
