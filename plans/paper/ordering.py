"""Ordering a paper: from a version and a wish to the Printout that is kept.

Whoever hands paper on calls `printed`; the paper's bytes are made once, sealed, and kept.
"""

from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction

from accounts.models import Practice, User
from plans.actions.printing import print_version
from plans.document import PlanDocument
from plans.models import Printout, Version

from . import pressroom, sealing
from .facts import PaperFacts
from .gathering import facts_of, newest_fact
from .glyphs import MissingGlyphs, missing_in_page, with_codes
from .presets import PRESETS


@dataclass(frozen=True)
class Order:
    """What somebody wants printed.

    `for_whom` and `purpose` are the preset's own when they are empty. `verify_at` is the address of
    the page that tells whether a paper is genuine. `anyway`: print the codes of characters that
    our fonts cannot draw, instead of raising MissingGlyphs. `ground`: on what ground it is given,
    if it is (Disclosure.Ground); the preset's own when it is empty. `without`: what 42 CFR Part 2
    permits without consent, if it is given on that (Disclosure.Without).
    """

    version: Version
    preset: str = Printout.Preset.PAYER
    for_whom: str = ""
    purpose: str = ""
    verify_at: str = ""
    anyway: bool = False
    ground: str = ""
    without: str = ""


def printed(order: Order, *, by: User) -> Printout:
    """The paper, kept from before or made now.

    The version wants its plan, client, practice, signatures and returns at hand. Raises
    ValidationError (it has no paper), MissingGlyphs, PressUnavailable, PressFailed and SealLocked.
    """
    version, preset = order.version, PRESETS[order.preset]
    document = PlanDocument.stored(version.document)
    about: dict[str, Any] = {
        "preset": order.preset,
        "as_of": newest_fact(version.plan),
        "for_whom": order.for_whom or preset.for_whom(document),
        "purpose": order.purpose or preset.purpose,
    }

    def press(code: str, notice: str) -> tuple[bytes, str]:
        facts = facts_of(version, document, **about)
        facts = replace(facts, code=code, verify_at=order.verify_at, notice=notice)
        return _sealed(order, document, facts, by)

    with transaction.atomic():
        given: dict[str, Any] = {"ground": order.ground, "without": order.without}
        paper = print_version(version, **about, **given, press=press, by=by)
        # Who printed it before said so for themselves alone.
        _ask_first(order, paper.undrawn)
    return paper


def _sealed(order: Order, document: PlanDocument, facts: PaperFacts, by: User) -> tuple[bytes, str]:
    """The sealed paper, and the characters for which codes stand on it."""
    page = PRESETS[order.preset].write(document, facts)
    undrawn = "".join(missing_in_page(page))
    _ask_first(order, undrawn)
    practice: Practice = order.version.plan.practice
    return sealing.seal(pressroom.press(with_codes(page, undrawn)).pdf, practice, by=by), undrawn


def _ask_first(order: Order, undrawn: str) -> None:
    if undrawn and not order.anyway:
        raise MissingGlyphs(tuple(undrawn))
