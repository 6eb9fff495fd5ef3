"""The press's own process: `python -m plans.paper.press_worker`, started by pressroom.

It holds no secret and no connection: its environment is empty, and all that it knows comes down
its standard input. It loads the press once and stays; each job runs in a fork of it, with limits
on time and memory, and ends with its fork. What a text does to a job, it does to that fork alone.

A job's head names what to do; the answer's head says {"is": "done"}, or why not, and the CPU
seconds that it cost.
"""

import importlib
import os
import resource
import select
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from io import BytesIO

from .pipes import WALL_SECONDS, Head, Message, receive, send
from .press import PressUnavailable

# A worker that nothing has asked of for so long goes home, and gives its memory back.
IDLE_SECONDS = 900

# Python's own names (docs.python.org, "Audit events table") of what paper never does.
REFUSED = {
    "socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo",
    "socket.gethostbyname", "urllib.Request", "subprocess.Popen", "os.exec", "os.posix_spawn",
    "os.system", "os.fork",
}  # fmt: skip


def main() -> None:
    """Work until the other side has gone, or nobody has asked for long."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server; it closes our input
    source, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what any library prints must not fall between the answers
    while select.select([source], [], [], IDLE_SECONDS)[0]:
        try:
            head, body = receive(source)
        except EOFError:
            return
        send(answers, *_in_a_fork(head, body))


def _print(head: Head, body: bytes) -> Message:
    from . import archival, press

    made = archival.archival(press.pdf(body.decode()))
    return {"is": "done", "pages": archival.pages_of(made)}, made


def _check(head: Head, body: bytes) -> Message:
    from .seal_check import check

    return {"is": "done", "found": asdict(check(body, head["certificates"]))}, b""


def _count(head: Head, body: bytes) -> Message:
    from .binding import count

    return count(head, body)


def _bind(head: Head, body: bytes) -> Message:
    from .binding import bind

    return bind(head, body)


def _ready_to_print(body: bytes) -> None:
    from . import press

    # The fonts, too: WeasyPrint keeps each in a file, and takes a file that another fork left for
    # a font that it knows already.
    press.ready(body.decode())
    importlib.import_module("pikepdf")


def _ready_to_check(_: bytes) -> None:
    importlib.import_module("pyhanko.sign.validation")


def _ready_to_bind(_: bytes) -> None:
    importlib.import_module("pikepdf")


Job = Callable[[Head, bytes], Message]
# What can be asked for, and what is loaded before the fork, so that each fork finds it there.
JOBS: dict[str, tuple[Callable[[bytes], None], Job]] = {
    "press": (_ready_to_print, _print),
    "check": (_ready_to_check, _check),
    "count": (_ready_to_bind, _count),
    "bind": (_ready_to_bind, _bind),
}


def _in_a_fork(head: Head, body: bytes) -> Message:
    ready, job = JOBS[head["do"]]
    try:
        ready(body)
    except PressUnavailable as absent:
        return {"is": "unavailable", "because": str(absent)}, b""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _child(job, head, body, writing)
    os.close(writing)
    written, in_time = _until(reading, time.monotonic() + WALL_SECONDS)
    os.close(reading)
    if not in_time:
        os.kill(child, signal.SIGKILL)
    _, status, used = os.wait4(child, 0)
    told, made = _read_back(written, in_time, os.waitstatus_to_exitcode(status))
    return {**told, "cpu": used.ru_utime + used.ru_stime}, made


def _child(job: Job, head: Head, body: bytes, writing: int) -> None:
    """Do the job and end; never returns."""
    with suppress(BaseException), os.fdopen(writing, "wb") as out:
        _limit(head["cpu_seconds"], head["memory"])
        try:
            answer = job(head, body)
        except MemoryError:
            answer = {"is": "too large"}, b""
        except Exception as reason:
            # Its message may quote the document; its name does not.
            answer = {"is": "failed", "because": type(reason).__name__}, b""
        send(out, *answer)
    os._exit(0)


def _limit(cpu_seconds: int, memory: int) -> None:
    """From here on: so much time and memory, behind every page in the queue, and no network."""
    os.nice(5)
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(ValueError, OSError):  # macOS knows no limit on addresses
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: object) -> None:
    """A second wall behind the press's own fetcher: paper calls nobody and starts nothing."""
    if event in REFUSED:
        raise PermissionError(event)


def _until(reading: int, end: float) -> tuple[bytes, bool]:
    """All that is written before the end, and whether the writer closed in time."""
    parts: list[bytes] = []
    while (left := end - time.monotonic()) > 0:
        if select.select([reading], [], [], left)[0]:
            part = os.read(reading, 1 << 20)
            if not part:
                return b"".join(parts), True
            parts.append(part)
    return b"", False


def _read_back(written: bytes, in_time: bool, code: int) -> Message:
    """The fork's own answer, or what became of it."""
    if not in_time or code in (-signal.SIGXCPU, -signal.SIGKILL):
        return {"is": "too long"}, b""
    try:
        return receive(BytesIO(written))
    except (EOFError, ValueError):
        return {"is": "failed", "because": f"exit code {code}"}, b""


if __name__ == "__main__":
    main()
