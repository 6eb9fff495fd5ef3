"""Printing: paper is made once and served again byte for byte."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from accounts.models import User
from clients.acting import require_recipient
from clients.part2 import notice_for, permission
from trail.proof import witness
from trail.recording import record

from ..document import PlanDocument
from ..models import Disclosure, Plan, Printout, Version
from ..paper.verification import new_code
from ..state import effective_at, returned

# From the paper's own code and the notice of 42 CFR Part 2, which stand on it, to the sealed paper
# and the characters that are printed as codes.
Press = Callable[[str, str], tuple[bytes, str]]


# On what ground paper is made when nothing else is said. The client's own copy and the chart stay
# with the client and the practice, and are no disclosure; giving them away asks for its ground.
GROUNDS = {Printout.Preset.PAYER.value: Disclosure.Ground.PAYMENT.value}


def require_printable(version: Version) -> None:
    """Only what is, or was, in effect is printed. Raises ValidationError and says why."""
    if returned(version):
        raise ValidationError("This version was returned and never took effect: it has no paper.")
    if effective_at(version) is None:
        raise ValidationError(
            "This version still waits for a signature. It can be printed once it is in effect."
        )


@transaction.atomic
def print_version(
    version: Version,
    *,
    preset: str,
    as_of: datetime,
    for_whom: str,
    purpose: str,
    press: Press,
    by: User,
    ground: str = "",
    without: str = "",
) -> Printout:
    """The paper of this version with the facts up to `as_of`, kept or made now.

    `press` gets the new paper's code and notice. It is called only when there is no such paper yet,
    and before anything is locked. Each time leaves an event that names the client. Raises
    ValidationError for a version that is not in effect and never was, and for paper of a 42 CFR
    Part 2 record whose disclosure on this ground nothing permits (42 CFR 2.31, 2.33, 2.61).
    """
    plan = _plan_seen(version, by)
    require_printable(version)
    notice = _notice(plan, version, for_whom, ground or GROUNDS.get(preset, ""), without)
    named = {"version": version, "preset": preset, "as_of": as_of}
    named |= {"for_whom": for_whom, "purpose": purpose, "notice": notice}
    paper = Printout.objects.filter(**named).first() or _made(named, press, by)
    said = {"preset": preset, "for": for_whom, "purpose": purpose, "digest": paper.digest}
    said |= witness(paper)
    record("plan.printed", version, by=by, clients=[plan.client_id], changed=said)
    return paper


def _notice(plan: Plan, version: Version, for_whom: str, ground: str, without: str) -> str:
    """What the paper must say of 42 CFR Part 2, once it is certain that it may be made."""
    client, consent = plan.client, None
    if ground:
        require_recipient(client, recipient=for_whom, ground=ground)
        today = client.practice.today
        consent = permission(client, recipient=for_whom, ground=ground, on=today, without=without)
    signed = PlanDocument.stored(version.document).client.part2
    return notice_for(client, consent, signed=signed)


def _plan_seen(version: Version, by: User) -> Plan:
    seen = Plan.objects.visible_to(by).select_related("client__practice")
    if plan := seen.filter(pk=version.plan_id).first():
        return plan
    raise PermissionDenied("Only those who may see the plan print it.")


def _made(named: dict[str, Any], press: Press, by: User) -> Printout:
    """Keep the paper; if somebody else kept the same a moment ago, theirs is the paper."""
    code = new_code()
    pages, undrawn = press(code, named["notice"])
    paper, _ = Printout.objects.get_or_create(
        **named,
        defaults={
            "practice": by.practice,
            "code": code,
            "bytes": pages,
            "digest": hashlib.sha256(pages).hexdigest(),
            "undrawn": undrawn,
            "made_by": by,
        },
    )
    return paper
