"""What the tests of the pages share: addresses, and the form as a browser posts it."""

from datetime import datetime, timedelta
from uuid import uuid4

from django.test import Client as Browser
from django.urls import reverse

from accounts.models import User
from accounts.tests.factories import PASSWORD
from builder.actions import template_in_use
from clients.models import Client
from config import clock
from notes.models import Attendance, Note, Score, Session


def the_list(client: Client) -> str:
    """Where a client's sessions and notes are listed."""
    return reverse("notes:list", args=[client.pk])


def of_note(name: str, note: Note) -> str:
    """A page about a note: "note", "edit", "sign" or "addendum"."""
    return reverse(f"notes:{name}", args=[note.attendance.client_id, note.pk])


def of_session(name: str, attendance: Attendance) -> str:
    """A page about a session: "edit-session" or "attendance"."""
    return reverse(f"notes:{name}", args=[attendance.client_id, attendance.session_id])


def session_form(**fields: object) -> dict[str, object]:
    """A session of yesterday, as it is typed."""
    typed = {
        "new_id": uuid4(),
        "held_on": (clock.now() - timedelta(days=2)).date().isoformat(),
        "starts_at": "10:00",
        "ends_at": "10:45",
        "status": "attended",
        "place": "office",
        "telehealth": "",
        "people_present": "client",
        "cpt": "90834",
    }
    return {**typed, **fields}


def note_form(note: Note, **fields: object) -> dict[str, object]:
    """A note's form with nothing in it but these fields."""
    return {"row_version": Note.objects.get(pk=note.pk).row_version, **fields}


def sign_form(browser: Browser, note: Note, **fields: object) -> dict[str, object]:
    """The signing page's form, as it is after reading the note."""
    page = browser.get(of_note("sign", note))
    read = Note.objects.get(pk=note.pk)
    held = {"row_version": read.row_version, "seen": page.context["seen"], "password": PASSWORD}
    return {**held, **fields}


def started(browser: Browser, attendance: Attendance, template: str = "dap") -> Note:
    """The note of a session, begun through the page."""
    address = reverse("notes:new", args=[attendance.client_id])
    browser.post(f"{address}?session={attendance.session_id}", {"template": template})
    return Note.objects.get(attendance=attendance)


def year_of_sessions(
    therapist: User, client: Client, goals: list[object], sessions: int = 52
) -> list[Note]:
    """Weekly sessions up to last week, each with a signed note that scores every goal.

    Written in bulk: the pages that read them are what is tested.
    """
    common = {"practice": client.practice}
    start = clock.now().replace(minute=0) - timedelta(weeks=sessions)
    times: list[datetime] = [start + timedelta(weeks=week) for week in range(sessions)]
    held = Session.objects.bulk_create(
        Session(clinician=therapist, starts_at=at, ends_at=at + timedelta(minutes=45), **common)
        for at in times
    )
    came = Attendance.objects.bulk_create(
        Attendance(session=session, client=client, **common) for session in held
    )
    template = template_in_use(client.practice, "dap")
    notes = Note.objects.bulk_create(
        Note(attendance=part, author=therapist, template=template, sections={"data": "Calmer."},
             **common)
        for part in came
    )  # fmt: skip
    pinned = {goal: goal.revisions.model.objects.pin(goal) for goal in goals}
    Score.objects.bulk_create(
        Score(note=note, goal=goal, revision=revision, rater="client", value=5,
              on=note.attendance.session.on, **common)
        for note in notes
        for goal, revision in pinned.items()
    )  # fmt: skip
    Note.objects.filter(pk__in=[note.pk for note in notes]).update(
        signed_at=clock.now(), signed_name=therapist.name
    )
    return notes
