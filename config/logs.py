"""Logs that an operator can read and that tell nothing about a client.

One line per event, a request id on each, and of an exception only its kind and where it came from:
the words of a database error quote the row that it refused.
"""

import logging
import re
import sys
import traceback
from types import TracebackType
from typing import Any

import structlog

# A part of a path as long as a secret, and no row's id: a calendar's address, an invitation's.
TOKEN = re.compile(r"/(?![0-9a-f]{8}(?:-[0-9a-f]{4}){3}-)[A-Za-z0-9_:-]{20,}(?=[./\s]|$)")

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def where(error: BaseException) -> str:
    """ "IntegrityError at accounts/actions.py:41 in invite < …": innermost first, five frames."""
    frames = traceback.extract_tb(error.__traceback__)[-5:]
    places = [f"{frame.filename}:{frame.lineno} in {frame.name}" for frame in reversed(frames)]
    return f"{type(error).__name__} at {' < '.join(places)}"


def one_line(text: str) -> str:
    """Control characters made visible: nobody writes lines of their own into the log."""
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in text
    )


class Discreet(logging.Formatter):
    """The standard library's records, on one line, without the words of exceptions."""

    def format(self, record: logging.LogRecord) -> str:
        """Time, level, logger, message, and where an exception came from."""
        error = record.exc_info[1] if record.exc_info else None
        told = TOKEN.sub("/…", record.getMessage())
        said = f"{self.formatTime(record)} {record.levelname} {record.name} {told}"
        return one_line(f"{said} [{where(error)}]" if error else said)


def _discreet(logger: Any, name: str, event: Any) -> Any:
    """The same for structlog's events, whose request is told without what is secret in it."""
    if "request" in event:
        event["request"] = _without_secrets(str(event["request"]))
    error = event.pop("exc_info", None) or event.pop("exception", None)
    if error is True:
        error = sys.exc_info()
    if isinstance(error, tuple):
        error = error[1]
    if isinstance(error, BaseException):
        event["error"] = where(error)
    return event


def _without_secrets(request: str) -> str:
    """The query says what was searched for; a token in the path opens what it is for."""
    return TOKEN.sub("/…", request.split("?")[0])


def set_up() -> None:
    """structlog's events become JSON lines through the standard library."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.filter_by_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.stdlib.add_log_level,
            _discreet,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
