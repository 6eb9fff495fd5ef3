"""Is this paper genuine? Four words for whoever asks, and nothing about whose it is.

Whoever asks is signed out, so this works without a practice: by three database functions that
tell no more than it needs (docs/adr/0010). A stranger's file is read in the press's own process.
"""

import base64
import hashlib
import re
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from django.db import connection

from config import clock
from trail.recording import origin

from .paper import pressroom
from .paper.seal_check import SealResult

Word = Literal["valid", "altered", "superseded", "unknown"]
# What a seal's certificate looks like within a PDF: bytes written as hexadecimal digits.
_CONTENTS = re.compile(rb"/Contents\s*<([0-9A-Fa-f\s]{1,400000})>")


@dataclass(frozen=True)
class Verdict:
    """What is told, and what it rests on: for the practice's trail alone."""

    word: Word
    way: Literal["code", "file"]
    printout: UUID | None = None
    practice: UUID | None = None


def by_code(code: str) -> Verdict:
    """Whether such a paper was made. A code cannot tell whether the paper in hand was altered."""
    return _known(code, "", "code") or Verdict("unknown", "code")


def by_file(pdf: bytes) -> Verdict:
    """Whether this file is, bit for bit, a paper that left; if not, whether it was one once.

    Raises pressroom.PressBusy when others are printing just now.
    """
    if known := _known("", hashlib.sha256(pdf).hexdigest(), "file"):
        return known
    seals = _certificates()
    try:
        found = pressroom.check(pdf, list(seals))
    except pressroom.PressBusy:
        raise
    except pressroom.PressFailed:
        # A file that its reader cannot finish is no unbroken paper of ours.
        found = SealResult()
    bears = next((seals[one] for one in seals if _bears(pdf, one)), None)
    if found.holds:
        return Verdict("valid", "file", practice=bears)
    return Verdict("altered" if bears else "unknown", "file", practice=bears)


def note(verdict: Verdict) -> None:
    """Leave an event in the practice whose paper it is, if that is known."""
    if verdict.word == "unknown":
        return
    came = origin()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT note_verification(%s, %s, %s, %s, %s, %s, %s)",
            [
                verdict.printout, verdict.practice, verdict.word, verdict.way, clock.now(),
                came.address, came.request_id,
            ],
        )  # fmt: skip


def _known(code: str, digest: str, way: Literal["code", "file"]) -> Verdict | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT printout, superseded FROM paper_known(%s, %s)", [code, digest])
        row = cursor.fetchone()
    return Verdict("superseded" if row[1] else "valid", way, printout=row[0]) if row else None


def _certificates() -> dict[str, UUID]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT certificate, practice FROM seal_certificates()")
        return dict(cursor.fetchall())


def _bears(pdf: bytes, certificate: str) -> bool:
    """Whether a seal in the file names this certificate, whatever became of the rest."""
    lines = [line for line in certificate.splitlines() if line and not line.startswith("-")]
    wanted = base64.b64decode("".join(lines)).hex().encode()
    return any(wanted in found.lower() for found in _CONTENTS.findall(pdf))
