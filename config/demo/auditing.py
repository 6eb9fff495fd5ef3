"""The admin looked at the desk: asked, waived, drew charts, signed off, asked for a packet."""

import os
from datetime import timedelta
from uuid import uuid4

from accounts.models import User
from audits.actions import (
    ask_packet,
    ask_to_mend,
    attest,
    bring_up_to_date,
    draw,
    sign_off,
    waive,
)
from audits.models import Finding, MockAudit, Packet
from audits.period.document import digest
from audits.period.gathering import document_of
from plans.models import Plan

from .days import at_work
from .people import Staff

EVERY = 10_000
ASKED, MOST = "Please mend this before the renewal.", 6
WAIVED = "Agreed with the payer by letter: it is looked at with the next review."
DRAWN, CHARTS, SEED = "Before the payer’s visit.", 5, 1
PACKED = "our own look before the payer’s visit"
IN_PACKET = 3
ATTESTED = "Marisol chose the goals and their order in the first two sessions."


def look_at_the_desk(staff: Staff, practices: list[str]) -> None:
    """Judge every plan once; ask, attest, waive, draw and sign in the first practice."""
    for number, key in enumerate(practices):
        by = staff.admin(key)
        practice = by.practice
        assert practice is not None
        with at_work(by):
            bring_up_to_date(practice, at_most=EVERY)
            if number == 0:
                _ask(by)
                _pack(by)
                bring_up_to_date(practice, at_most=EVERY)
                _draw_and_sign(by)
    lead = staff.named(practices[0], "Dana Whitfield")
    with at_work(lead):
        plan = Plan.objects.visible_to(lead).filter(client__family_name="Vega").get()
        attest(plan, "R24", holds=True, words=ATTESTED, version=1, by=lead)


def _ask(by: User) -> None:
    """The heaviest findings are sent to their therapists; a light one may stand."""
    assert by.practice is not None
    found = Finding.objects.visible_to(by).filter(plan__closed_on=None).order_by("severity", "rule")
    found = found.select_related("plan__lead")
    due = by.practice.today + timedelta(days=7)
    ask_to_mend(found[:MOST], batch=uuid4(), due_on=due, words=ASKED, by=by)
    if light := found.filter(severity="warning").last():
        waive(light, reason=WAIVED, until_on=due + timedelta(days=60), version=0, by=by)


def _pack(by: User) -> None:
    """A packet that stays in the practice: the worker of the demo makes it when it starts.

    Its papers print where they can be verified, and only who serves the demo knows that address.
    """
    if not (address := os.environ.get("DEMO_ADDRESS")):
        return
    plans = Plan.objects.visible_to(by).filter(closed_on=None, next_review_on__isnull=False)
    packet = Packet(preset="chart", purpose=PACKED, verify_at=f"{address}/verify/")
    ask_packet(packet, list(plans.order_by("client")[:IN_PACKET]), by=by)


def _draw_and_sign(by: User) -> None:
    """A mock audit, and the last thirty days as they stand."""
    assert by.practice is not None
    scope = MockAudit.Scope.IN_EFFECT
    draw(MockAudit(words=DRAWN, scope=scope, size=CHARTS, seed=SEED), by=by)
    last = by.practice.today
    first = last - timedelta(days=30)
    seen = digest(document_of(by, first, last).canonical())
    sign_off(first, last, seen=seen, method="password", by=by)
