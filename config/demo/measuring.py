"""Standard measures in some of the sessions, and the journal that a client brings."""

from accounts.models import User
from measures import actions
from measures.catalogue import find
from measures.models import Administration, JournalEntry
from notes.models import Attendance

from .cases import Life
from .days import Days, working

ASKED_AFTER = 5


def measure(attendance: Attendance, life: Life, week: int, days: Days, by: User) -> None:
    """What was given and brought in this week's session."""
    with working(by, days.at(week, minutes=ASKED_AFTER)):
        for key, weeks in life.measures.items():
            if week in weeks:
                _give(attendance, key, weeks[week], by)
        for line in life.journal:
            if line.week == week:
                entry = JournalEntry(
                    client=attendance.client,
                    on=days.day(week, later=-line.later),
                    text=line.text,
                    scale=line.scale,
                    value=line.value,
                )
                actions.add_entry(entry, by=by)


def _give(attendance: Attendance, key: str, values: list[int], by: User) -> None:
    known = find(key, by)
    assert known is not None
    answers = dict(zip([item.id for item in known.says.items], values, strict=False))
    given = Administration(
        client=attendance.client, attendance=attendance, on=attendance.session.on
    )
    held = actions.start(given, known, answers, by=by)
    actions.finish(held, expected=held.row_version, by=by)
