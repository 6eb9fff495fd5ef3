"""The payer's sheet: what the template prints, each line ready and none of it blank."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.template.loader import render_to_string

from plans.document import PlanDocument, Problem, frame

from .cleaning import for_paper
from .facts import AmendmentAsked, PaperFacts
from .parts import GoalSheet, Line, ProblemProgress, ReviewSheet, Signed, figure
from .scores import Standing, day, latest_count, standing, tables
from .verification import grouped, picture

LONGEST_NAME = 60
# A space at the end of a block makes WeasyPrint break its lines one word too early.
_TRAILING = re.compile(r"\s+(</(?:p|li|th|td|caption|h\d)>|<br>)")
# Who signs, in the order of the form; and what is printed where nobody had to.
SIGNERS = {
    "client": "Client",
    "guardian": "Guardian",
    "author": "Clinician",
    "co-signer": "Supervisor",
    "physician": "Physician",
}


def payer_html(document: PlanDocument, facts: PaperFacts) -> str:
    """The payer's paper as one HTML document."""
    return written("plans/paper/payer.html", Sheet(document, facts))


def written(template: str, sheet: "Sheet") -> str:
    """A sheet through its template, as one HTML document."""
    return _TRAILING.sub(r"\1", render_to_string(template, {"sheet": sheet}))


class Sheet:
    """A document and its facts, made printable, with the lines that the template needs."""

    def __init__(self, document: PlanDocument, facts: PaperFacts) -> None:
        self.document = for_paper(document)
        self.facts = for_paper(facts)
        self.zone = ZoneInfo(document.practice.time_zone)

    # The running header and footer ------------------------------------------------------------

    @property
    def kind(self) -> str:
        """ "Initial plan", or "Review" for every later version."""
        return "Initial plan" if self.facts.version == 1 else "Review"

    @property
    def since(self) -> str:
        """From when the version is in effect."""
        return f"in effect from {self._day(self.facts.effective_at)}"

    @property
    def until(self) -> str:
        """Until when the version was in effect, or when it is to be reviewed."""
        if self.facts.superseded_at:
            return f"to {self._day(self.facts.superseded_at)} (superseded)"
        due = self.review_due_on
        return f"review due {day(due)}" if due else "no review date"

    @property
    def review_due_on(self) -> date | None:
        """As the version says, or as the last review that confirmed it has moved the day."""
        moved = [
            one.next_due_on
            for one in self.facts.reviews
            if one.confirmed and one.confirmed.version == self.facts.version
        ]
        return moved[-1] if moved else self.document.plan.review_due_on

    @property
    def header(self) -> str:
        """Practice and client, on every page."""
        document, client = self.document, self.document.client
        members = [cover.member_id for cover in document.coverage if cover.member_id]
        return "\n".join(
            (
                _short(document.practice.name),
                f"{_short(client.legal_name)}, born {day(client.born_on)}",
                f"Member ID {_short(', '.join(members)) or 'none'}",
            )
        )

    @property
    def header_right(self) -> str:
        """Which paper this is, on every page."""
        return f"{self.kind}, version {self.facts.version}\n{self.since}\n{self.until}"

    @property
    def footer(self) -> str:
        """Record number and signing date, on every page."""
        record = _short(self.document.client.record_number)
        return (
            f"Record {record}, version {self.facts.version}, signed {self._day(self._signed_at)}\n"
            f"Facts as of {self.moment(self.facts.as_of)}"
        )

    @property
    def _signed_at(self) -> datetime:
        own = (one.signed_at for one in self.facts.signatures if one.role == "author")
        return next(own, self.facts.frozen_at)

    # Times ------------------------------------------------------------------------------------

    def moment(self, at: datetime) -> str:
        """ "5 January 2026, 10:04 AM CST", in the practice's time zone."""
        there = at.astimezone(self.zone)
        return f"{day(there.date())}, {there.strftime('%I:%M %p %Z').lstrip('0')}"

    def _day(self, at: datetime) -> str:
        return day(at.astimezone(self.zone).date())

    # Sections, in the order of the form -------------------------------------------------------

    @property
    def about(self) -> list[Line]:
        """Section 1, first half: whose paper this is, and which."""
        practice, plan = self.document.practice, self.document.plan
        return _lines(
            ("Practice", _told(practice.name, practice.address, practice.phone)),
            ("Practice NPI", practice.npi),
            ("Programme", plan.programme),
            ("Level of care", plan.level_of_care),
        )

    @property
    def sent(self) -> list[Line]:
        """Section 1, second half: for whom, why, and how far its facts reach."""
        facts = self.facts
        return _lines(
            ("Prepared for", facts.for_whom),
            ("Purpose", facts.purpose),
            ("Facts as of", self.moment(facts.as_of)),
            ("Reason", facts.reason),
        )

    @property
    def client(self) -> list[Line]:
        """Section 2, first half: the client."""
        client = self.document.client
        called = f" (called {client.called})" if client.called not in client.legal_name else ""
        nobody = "None recorded" if client.is_minor else "Not applicable: an adult"
        return _lines(
            ("Client", client.legal_name + called),
            ("Date of birth", day(client.born_on)),
            ("Record no.", client.record_number),
            ("Gender", _told(client.gender, client.pronouns)),
            ("Language", client.language),
            ("Guardian", client.guardian or nobody),
        )

    @property
    def dates(self) -> list[Line]:
        """Section 2: when service began, and when the plan was written."""
        return _lines(
            ("Care began", day(self.document.plan.opened_on)),
            ("Plan written", self.moment(self.facts.frozen_at)),
        )

    @property
    def helpers(self) -> list[frame.Member]:
        """Section 3: the care team beside author and lead."""
        named = {self.document.author.printed_name, self.document.lead.printed_name}
        return [one for one in self.document.care_team if one.name not in named]

    @property
    def covers(self) -> list[list[Line]]:
        """Section 2, second half: every payer."""
        return [_cover(one) for one in self.document.coverage]

    @property
    def standings(self) -> list[Standing]:
        """Section 5: goals at a glance, with the recency grid."""
        today = self.facts.as_of.astimezone(self.zone).date()
        goals = self.document.goals
        return [standing(goal, self.facts.goals.get(goal.id), today) for goal in goals]

    @property
    def problems(self) -> list[tuple[Problem, list[GoalSheet]]]:
        """Section 7: the tree."""
        lines = {line.goal.id: line for line in self.standings}
        counts = self.facts.counts
        return [
            (
                problem,
                [
                    GoalSheet(
                        goal,
                        lines[goal.id],
                        tuple((one, latest_count(one, counts)) for one in goal.objectives),
                    )
                    for goal in problem.goals
                ],
            )
            for problem in self.document.problems
        ]

    @property
    def reviews(self) -> list[ReviewSheet]:
        """Section 11: reviews held, each goal by its number."""
        numbers = self.document.numbers()
        return [
            ReviewSheet(
                review,
                tuple(
                    (numbers.get(one.goal_id, "of an earlier version"), one) for one in review.goals
                ),
                self.moment(review.confirmed.signed_at) if review.confirmed else "",
            )
            for review in self.facts.reviews
        ]

    @property
    def progress(self) -> list[ProblemProgress]:
        """Section 11: figures and tables of each problem."""
        return [
            ProblemProgress(
                problem,
                tuple(figure(goal, self.facts.goals.get(goal.id)) for goal in problem.goals),
                tuple(tables(problem, self.facts)),
            )
            for problem in self.document.problems
        ]

    @property
    def code(self) -> str:
        """The paper's own code, as it is printed; empty on a draft of a paper."""
        return grouped(self.facts.code)

    @property
    def code_picture(self) -> str:
        """The same for a telephone's camera: the address of /verify/ with the code."""
        facts = self.facts
        return picture(f"{facts.verify_at}?code={facts.code}") if facts.verify_at else ""

    @property
    def amendments(self) -> list[AmendmentAsked]:
        """Requests of which whoever is sent this text is told."""
        return [one for one in self.facts.amendments if one.in_text]

    @property
    def signed(self) -> list[Signed]:
        """Section 13: every signature, and for each absent one why."""
        return list(self._signed())

    def _signed(self) -> Iterator[Signed]:
        for role, label in SIGNERS.items():
            given = [one for one in self.facts.signatures if one.role == role]
            for one in given:
                yield Signed(label, one, self.moment(one.signed_at), "")
            if not given:
                yield Signed(label, None, "", self._absent(role))

    def _absent(self, role: str) -> str:
        client = self.document.client
        if told := [one.because for one in self.facts.answers.absent if one.role == role]:
            return f"Not signed: {told[-1]}"
        if role == "client":
            because = self.document.plan.client_unsigned_because
            return f"Not signed: {because}" if because else "Not signed; no reason recorded"
        if role == "guardian" and client.is_minor:
            return "Not signed; no reason recorded"
        if role == "guardian":
            return "Not applicable: the client is an adult"
        return "Not applicable: this version did not require it"


def _cover(one: frame.Coverage) -> list[Line]:
    visits = "visits: none stated"
    if one.authorized_visits is not None:
        visits = f"{one.authorized_visits} visits"
    window = " to ".join(day(on) for on in (one.authorized_from, one.authorized_to) if on)
    return _lines(
        ("Payer", one.payer),
        ("Member ID", one.member_id),
        ("Authorization", one.authorization_number),
        ("Authorized", f"{visits}, {window or 'dates: none stated'}"),
    )


def _lines(*pairs: tuple[str, str]) -> list[Line]:
    return [Line(label, value.strip() or "None") for label, value in pairs]


def _told(*parts: str) -> str:
    return ", ".join(" ".join(part.split("\n")) for part in parts if part.strip())


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else name[:LONGEST_NAME].rstrip() + "…"
