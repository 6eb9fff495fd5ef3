"""Printing: paper is made once and served again byte for byte."""

import hashlib
from collections.abc import Callable
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from accounts.models import User
from clients.part2 import consent_for
from trail.proof import witness
from trail.recording import record

from ..models import Disclosure, Plan, Printout, Version
from ..paper.verification import new_code
from ..state import effective_at, returned

# From the paper's own code, which stands on it, to the sealed paper.
Press = Callable[[str], bytes]


# On what ground paper is made when nothing else is said. The client's own copy and the chart are no
# disclosure (42 CFR 2.23, 2.12(c)(3)); a chart that is given away is asked about then.
GROUNDS = {
    Printout.Preset.PAYER.value: Disclosure.Ground.PAYMENT.value,
    Printout.Preset.CLIENT.value: Disclosure.Ground.CLIENT.value,
    Printout.Preset.CHART.value: Disclosure.Ground.CLIENT.value,
}


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
) -> Printout:
    """The paper of this version with the facts up to `as_of`, kept or made now.

    `press` gets the new paper's code. It is called only when there is no such paper yet, and before
    anything is locked. Each time leaves an event that names the client. Raises ValidationError for
    a version that is not in effect and never was, and for paper of a 42 CFR Part 2 record to whose
    disclosure on this ground the client did not consent (42 CFR 2.31, 2.33).
    """
    plan = _plan_seen(version, by)
    require_printable(version)
    consent_for(plan.client, recipient=for_whom, ground=ground or GROUNDS[preset])
    named = {"version": version, "preset": preset, "as_of": as_of}
    named |= {"for_whom": for_whom, "purpose": purpose}
    paper = Printout.objects.filter(**named).first() or _made(named, press, by)
    said = {"preset": preset, "for": for_whom, "purpose": purpose, "digest": paper.digest}
    said |= witness(paper)
    record("plan.printed", version, by=by, clients=[plan.client_id], changed=said)
    return paper


def _plan_seen(version: Version, by: User) -> Plan:
    seen = Plan.objects.visible_to(by).select_related("client__practice")
    if plan := seen.filter(pk=version.plan_id).first():
        return plan
    raise PermissionDenied("Only those who may see the plan print it.")


def _made(named: dict[str, object], press: Press, by: User) -> Printout:
    """Keep the paper; if somebody else kept the same a moment ago, theirs is the paper."""
    code = new_code()
    pages = press(code)
    paper, _ = Printout.objects.get_or_create(
        **named,
        defaults={
            "practice": by.practice,
            "code": code,
            "bytes": pages,
            "digest": hashlib.sha256(pages).hexdigest(),
            "made_by": by,
        },
    )
    return paper
