"""A calendar file (RFC 5545) of whole days: days in, text out.

It names nobody: what stands in an event is written here, and an address that needs a sign-in.
Twenty lines of a fixed alphabet: a library for all of iCalendar would be more to trust, not less.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

SUMMARY = "Treatment plan review due"
# RFC 5545, 3.1: a line is at most 75 octets long; its continuation begins with a space.
LONGEST = 75


@dataclass(frozen=True)
class Due:
    """Something is due on a day. `uid` names the event for good; `url` asks for a sign-in.

    `summary` is a word for the kind of day, the same for everybody.
    """

    uid: str
    on: date
    url: str
    summary: str = SUMMARY


def calendar(name: str, due: Iterable[Due], *, made_at: datetime, refresh: timedelta) -> str:
    """The calendar file, with CRLF line ends."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Golden Thread//Reviews//EN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
        f"REFRESH-INTERVAL;VALUE=DURATION:PT{int(refresh.total_seconds() // 3600)}H",
    ]
    for item in due:
        lines += _event(item, made_at)
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _event(item: Due, made_at: datetime) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{_text(item.uid)}",
        f"DTSTAMP:{made_at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{item.on:%Y%m%d}",
        f"DTEND;VALUE=DATE:{item.on + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_text(item.summary)}",
        f"URL:{item.url}",
        "TRANSP:TRANSPARENT",
        "CLASS:PRIVATE",
        "END:VEVENT",
    ]


def _text(words: str) -> str:
    """RFC 5545, 3.3.11: what has a meaning in a file is escaped."""
    for sign in ("\\", ";", ","):
        words = words.replace(sign, f"\\{sign}")
    return words.replace("\r", "").replace("\n", "\\n")


def _folded(line: str) -> str:
    """Lines of at most 75 octets, never cut within a character."""
    parts, part = [], ""
    for character in line:
        if len(f"{part}{character}".encode()) > LONGEST:
            parts.append(part)
            part = " "
        part += character
    return "\r\n".join([*parts, part])
