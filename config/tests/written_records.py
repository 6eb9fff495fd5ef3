"""A made-up record written down as people would: rows around the client, and acts in their time."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from accounts.models import User
from audits.actions import attest
from builder.models import Template
from clients.models import (
    CareTeam,
    Client,
    Consent,
    Contributor,
    Coverage,
    Diagnosis,
    Intake,
)
from config import clock
from config.audit_generator.drawing import Row, at
from config.audit_generator.telling import TEMPLATES
from goals.models import Goal, Intervention, Objective
from notes.actions import (
    NumberGiven,
    add_addendum,
    save_note,
    schedule_session,
    sign_note,
    start_note,
)
from notes.models import Addendum, Attendance, Session
from plans.actions import Said, answer
from plans.models import (
    ClientAnswer,
    Disclosure,
    Plan,
    Printout,
    Problem,
    ServiceOrder,
    UnsignedReason,
)
from plans.tests.factories import sign_draft

# A name that stands in no made-up text.
ELSE = "Featherstonehaugh"
Event = tuple[datetime, Callable[[], Any]]
TYPES = {"individual therapy": "individual", "family therapy": "family", "group therapy": "group"}


class Written:
    """One record, written by one therapist. `ids` leads from made-up ids to those of the rows."""

    def __init__(self, made: Row, by: User) -> None:
        self.made, self.by, self.ids = made, by, dict[UUID, UUID]()
        self.common = {"practice": by.practice}
        with clock.standing_at(at(made["plan"]["opened_on"], 7)):
            self.client = self._client()
            self.plan = self._plan()
        for moment, act in sorted(self._events(), key=lambda one: one[0]):
            with clock.standing_at(moment):
                act()

    def _client(self) -> Client:
        made, said = self.made, self.made["client"]
        client = Client.objects.create(
            id=said["id"], record_number=said["record_number"], given_name=said["called"],
            family_name="Vega", born_on=said["born_on"], language=said["language"],
            guardian_name="Rosa Vega" if said["guardian"] else "", **self.common,
        )  # fmt: skip
        of_client = self.common | {"client": client}
        CareTeam.objects.create(member=self.by, **of_client)
        lists = ("strengths", "needs", "supports", "barriers")
        intake = {name: "\n".join(made["intake"][name]) for name in lists}
        Intake.objects.create(**of_client, **{**made["intake"], **intake})
        for row in made["diagnoses"]:
            Diagnosis.objects.create(**of_client, **{**row, "diagnosed_by": self.by})
        for row in made["coverages"]:
            Coverage.objects.create(**of_client, **row)
        for row in made["consents"]:
            Consent.objects.create(**of_client, **row)
        for row in made["contributors"]:
            dates = {"release_signed_on": row["signed_on"], "release_expires_on": row["expires_on"]}
            kept = {name: row[name] for name in row if name not in ("signed_on", "expires_on")}
            Contributor.objects.create(**of_client, **kept, **dates)
        return client

    def _plan(self) -> Plan:
        plan = Plan.objects.create(
            client=self.client, lead=self.by, **self.common, **self.made["plan"] | {"number": 1}
        )
        for row in self.made["services"]:
            kept = row | {"type": TYPES[row["type"]]}
            ServiceOrder.objects.create(plan=plan, **self.common, **kept)
        for place, row in enumerate(self.made["problems"], start=1):
            kept = _without(row, "number", "goals", "diagnosis", "definitions")
            problem = Problem.objects.create(
                plan=plan, position=place, definitions="\n".join(row["definitions"]),
                **self.common, **kept,
            )  # fmt: skip
            for nth, goal in enumerate(row["goals"], start=1):
                self._goal(problem, goal, nth)
        return plan

    def _goal(self, problem: Problem, said: Row, place: int) -> None:
        kept = _without(said, "number", "objectives", "extensions")
        goal = Goal.objects.create(problem=problem, position=place, **self.common, **kept)
        for nth, row in enumerate(said["objectives"], start=1):
            kept = _without(row, "number", "interventions", "extensions", "times_extended")
            objective = Objective.objects.create(goal=goal, position=nth, **self.common, **kept)
            for last, step in enumerate(row["interventions"], start=1):
                named = {"responsible": self.by if step["responsible"].strip() else None}
                kept = _without(step, "number") | named
                Intervention.objects.create(
                    objective=objective, position=last, **self.common, **kept
                )

    def _events(self) -> list[Event]:
        made, events = self.made, list[Event]()
        for version in made["versions"]:
            events.append((at(version["frozen_on"], 9), lambda one=version: self._sign(one)))
        for session in made["sessions"]:
            moment = session["ends_at"] if session["status"] != "planned" else at(made["today"], 7)
            events.append((moment, lambda one=session: self._hold(one)))
        for nth, said in enumerate(made["attested"]):
            moment = at(made["today"], 22) + timedelta(seconds=nth)
            events.append((moment, lambda one=said: self._attest(one)))
        for copy in made["copies"]:
            events.append((at(copy["on"], 13), lambda one=copy: self._give(one)))
        return events

    def _sign(self, said: Row) -> None:
        version = sign_draft(self.plan, self.by)
        self.version = version
        self.ids[said["id"]] = version.pk
        reader = "guardian" if self.made["shape"].is_minor else "client"
        if any(one["role"] == reader for one in said["signatures"]):
            words = "I want that." if reader in said["restated"] else ""
            goals = Goal.objects.filter(problem__plan=self.plan, status="active").in_order()
            told = tuple({"goal": str(one.pk), "agrees": True, "words": words} for one in goals)
            assent = said["assent"] or ("not asked" if reader == "guardian" else "")
            reason = "Was at school that day." if assent == "not asked" else ""
            given = Said(
                role=reader, name="Rosa Vega", goals=told, assent=assent, assent_words=reason
            )
            answer(version, given, by=self.by, way=ClientAnswer.Way.HANDED_OVER)
        for role in said["unsigned_because"]:
            UnsignedReason.objects.create(
                version=version, role=role, because="declined", words="Waits for the report.",
                recorded_by=self.by, **self.common,
            )  # fmt: skip

    def _hold(self, said: Row) -> None:
        names = ("id", "starts_at", "ends_at", "kind", "place", "telehealth", "people_present",
                 "cpt")  # fmt: skip
        blank = {name: said[name] for name in names[4:] if not said[name].strip()}
        filled = dict.fromkeys(set(blank) - {"telehealth"}, "90834")
        session = Session(**{name: said[name] for name in names} | filled)
        there = [self.client, *self._others(said["attendees"] - 1)]
        schedule_session(session, there, status=said["status"], by=self.by)
        # No form lets these be blank, or takes away whose session it is; rows from elsewhere may.
        Session.objects.filter(pk=session.pk).update(**blank)
        own = Attendance.objects.filter(session=session.pk, client=self.client)
        own.update(identified=said["identified"])
        if said["note"]:
            self._write(own.get(), said["note"])

    def _others(self, number: int) -> list[Client]:
        """Other clients of the therapist, the same ones in every record's groups and families."""
        held = list(Client.objects.filter(family_name=ELSE, **self.common)[:number])
        for nth in range(len(held), number):
            other = Client.objects.create(
                record_number=f"E-{nth:03}", given_name="Quill", family_name=ELSE,
                born_on="1980-01-01", **self.common,
            )  # fmt: skip
            CareTeam.objects.create(member=self.by, client=other, **self.common)
            held.append(other)
        return held

    def _write(self, attendance: Any, said: Row) -> None:
        with clock.standing_at(clock.now() + timedelta(minutes=1)):
            note = start_note(attendance, said["template"], by=self.by)
            self.ids[said["id"]] = note.pk
            note.sections = {
                field.removeprefix("section_"): " ".join(
                    filter(None, (said["said"][name] for name in names))
                )
                for field, _, names in TEMPLATES[said["template"]]
            }
            note.response, note.next_time = said["response"], said["next_time"]
            note.risk_found = ["none"] if said["risk_asked"] else []
            note.variance = said["variance"]
            note = save_note(
                note,
                goals=[pk for pk in said["goals"] if Goal.objects.filter(pk=pk).exists()],
                objectives=said["objectives"],
                interventions={one["intervention"]: one["minutes"] for one in said["delivered"]},
                scores=[NumberGiven(goal, value, rater) for goal, rater, value in said["scores"]],
                counts=[NumberGiven(pk, 1) for pk in said["counted"]],
                expected=note.row_version,
                by=self.by,
            )
        for signature in said["signatures"]:
            with clock.standing_at(signature["at"]):
                note = sign_note(note, expected=note.row_version, by=self.by, method="password")
        for day in said["addenda_on"]:
            with clock.standing_at(at(day, 23)):
                addendum = Addendum(note=note, author=self.by, text="Written late: no power.")
                add_addendum(addendum, by=self.by)

    def _attest(self, said: Row) -> None:
        version = 1 if said["version"] else None
        attest(
            self.plan, said["rule"], holds=said["holds"], words=said["words"], version=version,
            by=self.by,
        )  # fmt: skip

    def _give(self, said: Row) -> None:
        """A paper of the version, and that it left the house, as rows: nothing is printed."""
        printout = Printout.objects.create(
            version=self.version, preset=said["preset"], as_of=clock.now(), for_whom="Marisol",
            purpose="her copy", bytes=b"%PDF", digest="0" * 64, made_by=self.by, **self.common,
        )  # fmt: skip
        Disclosure.objects.create(
            client=self.client, printout=printout, what="The plan", recipient=said["recipient"],
            ground="client" if said["to_client"] else "payment", purpose="her copy",
            way="handed over", disclosed_on=said["on"], recorded_by=self.by, **self.common,
        )  # fmt: skip


def template_of_six(by: User) -> Template:
    """The template that asks for everything, in the therapist's practice."""
    fields = [
        {"type": "long_text", "key": field.removeprefix("section_"), "label": label}
        for field, label, _ in TEMPLATES["six"]
    ]
    return Template.objects.create(
        practice=by.practice, key="six", title="Six", definition={"schema": 2, "fields": fields}
    )


def _without(row: Row, *names: str) -> Row:
    return {name: value for name, value in row.items() if name not in names}
