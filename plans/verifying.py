"""Is this paper genuine? Four words for whoever asks, and nothing about whose it is.

Whoever asks is signed out, so this works without a practice: by three database functions that
tell no more than it needs (docs/adr/0010). A stranger's file is read in a process of its own.
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
# By what was it known: the code, the file itself, or its unbroken seal alone, as of a paper that
# is newer than the backup from which a practice was restored.
Way = Literal["code", "file", "seal"]
# What a seal's certificate looks like within a PDF: bytes written as hexadecimal digits.
_CONTENTS = re.compile(rb"/Contents\s*<([0-9A-Fa-f\s]{1,400000})>")


@dataclass(frozen=True)
class Verdict:
    """What is told, and what it rests on: for the practice's trail alone."""

    word: Word
    way: Way
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
    bears = _whose_seal(pdf, seals)
    if found.holds:
        return Verdict("valid", "seal", practice=bears)
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


def _known(code: str, digest: str, way: Way) -> Verdict | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT printout, superseded FROM paper_known(%s, %s)", [code, digest])
        row = cursor.fetchone()
    return Verdict("superseded" if row[1] else "valid", way, printout=row[0]) if row else None


def _certificates() -> dict[str, UUID]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT certificate, practice FROM seal_certificates()")
        return dict(cursor.fetchall())


def _whose_seal(pdf: bytes, seals: dict[str, UUID]) -> UUID | None:
    """Whose certificate a seal in the file names, whatever became of the rest."""
    written = b" ".join(_CONTENTS.findall(pdf)).lower()
    named = (practice for one, practice in seals.items() if _as_written(one) in written)
    return next(named, None)


def _as_written(certificate: str) -> bytes:
    lines = [line for line in certificate.splitlines() if line and not line.startswith("-")]
    return base64.b64decode("".join(lines)).hex().encode()
