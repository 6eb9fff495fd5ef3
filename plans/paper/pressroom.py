"""Where paper is made apart: a worker process beside each web process, started when it is needed.

A document that hangs or grows without end costs its own process, never a page. One paper is made
at a time and one more may wait; whoever comes then is told to come again, so that the threads of
the server stay free for pages. Strangers' files are read in a second worker, with less of
everything: what somebody sends to be verified never keeps a practice from printing.
"""

import atexit
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from select import select
from threading import BoundedSemaphore, Lock
from typing import IO

from .binding import joined
from .pipes import WALL_SECONDS, Head, Message, receive, send
from .press import PressUnavailable
from .seal_check import SealResult

ROOT = Path(__file__).resolve().parent.parent.parent
# All that the worker learns of our environment: where programs, libraries and font caches are.
KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "XDG_CACHE_HOME", "FONTCONFIG_FILE",
        "LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH")  # fmt: skip
# House rules. A paper of 100 pages takes 8 CPU seconds and half a gigabyte (config.bench); no
# document that a practice writes comes near these.
LIMITS = {"cpu_seconds": 20, "memory": 1_500_000_000}
# House rule: our own papers of 100 pages are judged in half a CPU second (config.bench).
STRANGERS_LIMITS = {"cpu_seconds": 3, "memory": 1_000_000_000}
# The worker stops its own jobs; one that does not even do that is stopped from here.
_GRACE_SECONDS = 30


class PressFailed(Exception):
    """There is no paper this time; the message is a sentence for whoever asked."""


class PressBusy(PressFailed):
    """Others are printing. Asking again in a moment is all that it takes."""


SENTENCES = {
    "too long": "Making this paper took too long, and it was stopped. Nothing else was held up.",
    "too large": "Making this paper took too much memory, and it was stopped.",
    "failed": "This paper could not be made.",
}
HELP = (
    " A very long text somewhere in the plan is the likely cause: shorten it in a new version, or"
    " tell whoever runs this program."
)


@dataclass(frozen=True)
class Pressed:
    """A paper, the CPU seconds that it cost its own process, and how many pages it has."""

    pdf: bytes
    cpu_seconds: float
    pages: int = 1


def press(html: str) -> Pressed:
    """The document as an archival PDF. Raises PressUnavailable, PressBusy or PressFailed."""
    head, body = _ask(_ROOM, {"do": "press"} | LIMITS, html.encode())
    _ROOM.spent += head["cpu"]
    return Pressed(body, head["cpu"], head["pages"])


def count(papers: Sequence[bytes]) -> list[int]:
    """How many pages each paper has. Raises PressBusy or PressFailed."""
    sizes, body = joined(papers)
    head, _ = _ask(_ROOM, {"do": "count", "sizes": sizes} | LIMITS, body)
    return list(head["counts"])


def bind(papers: Sequence[tuple[str, bytes]], *, title: str, author: str) -> bytes:
    """Papers, each with its entry in the outline, as one PDF. Raises PressBusy or PressFailed."""
    sizes, body = joined(paper for _, paper in papers)
    said = {"titles": [name for name, _ in papers], "title": title, "author": author}
    return _ask(_ROOM, {"do": "bind", "sizes": sizes} | said | LIMITS, body)[1]


def cpu_seconds() -> float:
    """What all papers of this process have cost the press so far: for whoever measures."""
    return _ROOM.spent


def check(pdf: bytes, certificates: Iterable[str]) -> SealResult:
    """`seal_check.check` apart, for files that strangers send. Raises PressBusy or PressFailed."""
    asked = {"do": "check", "certificates": list(certificates)} | STRANGERS_LIMITS
    head, _ = _ask(_STRANGERS, asked, pdf)
    return SealResult(**head["found"])


def close() -> None:
    """Send the workers home; the next paper starts another."""
    for room in (_ROOM, _STRANGERS):
        with room.one:
            room.leave()


def _ask(room: "_Room", head: Head, body: bytes) -> Message:
    if not room.places.acquire(blocking=False):
        raise PressBusy("Other papers are being made. Yours begins in a moment.")
    try:
        with room.one:
            answer, made = room.ask(head, body)
    finally:
        room.places.release()
    if answer["is"] == "unavailable":
        raise PressUnavailable(answer["because"])
    if answer["is"] != "done":
        raise PressFailed(SENTENCES[answer["is"]] + HELP)
    return answer, made


class _Room:
    """A worker of this process, and the line before it: who is served, and who may wait."""

    def __init__(self, places: int) -> None:
        self.one = Lock()
        self.places = BoundedSemaphore(places)
        self.worker: subprocess.Popen[bytes] | None = None
        self.of = 0
        self.spent = 0.0

    def ask(self, head: Head, body: bytes) -> Message:
        """The worker's answer; one that has gone is replaced once, one that hangs is ended."""
        for _ in range(2):
            source, to = self._pipes()
            try:
                send(to, head, body)
                if select([source], [], [], WALL_SECONDS + _GRACE_SECONDS)[0]:
                    return receive(source)
            except (EOFError, OSError):
                self.leave()  # it went home, or was killed, before it could answer
            else:
                self.leave()
                return {"is": "too long"}, b""
        return {"is": "failed"}, b""

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        if self.worker is None or self.worker.poll() is not None or self.of != os.getpid():
            self.leave()
            self.worker, self.of = _started(), os.getpid()
        assert self.worker.stdout is not None
        assert self.worker.stdin is not None
        return self.worker.stdout, self.worker.stdin

    def leave(self) -> None:
        """End the worker and everything that it started. A forked copy of us leaves ours alone."""
        if (gone := self.worker) is None:
            return
        self.worker = None
        if self.of == os.getpid():
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(gone.pid, signal.SIGKILL)
            gone.wait()
        for end in (gone.stdin, gone.stdout):
            with suppress(OSError):
                if end is not None:
                    end.close()


def _started() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-s", "-m", "plans.paper.press_worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # a traceback may quote the document
        cwd=ROOT,
        env={name: os.environ[name] for name in KEPT if name in os.environ},
        start_new_session=True,
    )


_ROOM = _Room(places=2)
_STRANGERS = _Room(places=1)
atexit.register(close)
