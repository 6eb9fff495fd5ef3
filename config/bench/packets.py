"""What a packet of twenty-five charts takes, from the press on the button to the file."""

from time import perf_counter
from uuid import uuid4

from accounts.models import User
from audits.actions import ask_packet
from audits.models import Packet
from audits.packets.making import make
from clients.actions import add_coverage
from clients.models import Coverage
from config.bench.room import furnished, scored_year, signed_plan
from plans.document import PlanDocument
from plans.models import Version
from plans.paper import payer_html, pressroom
from plans.paper.gathering import facts_of, newest_fact

CHARTS = 25


def packet(charts: int = CHARTS) -> dict[str, object]:
    """A bound packet of charts of four goals and a year of scores each, none printed before.

    The floor is the pressing of the same pages, which are at hand, one after the other. The goal
    is 60 seconds on the wall; what the worker's queue adds is a moment.
    """
    with furnished() as room:
        versions = [_scored(room.therapist) for _ in range(charts)]
        pressroom.press("<p>The worker and its fonts are there.</p>")
        begun = perf_counter()
        asked = _asked(versions, room.therapist)
        make(asked.pk, asked.practice_id, asked.attempt)
        ours = perf_counter() - begun
        made = Packet.objects.get(pk=asked.pk)
        pages = [_page(version) for version in versions]
        begun = perf_counter()
        for page in pages:
            pressroom.press(page)
        floor = perf_counter() - begun
    return {
        "charts": charts,
        "state": "made" if made.digest else made.fault,
        "megabytes": round(made.size / 1e6, 2),
        "wall_seconds": {"floor": round(floor, 1), "ours": round(ours, 1)},
        "ratio": round(ours / floor, 2),
    }


def _scored(by: User) -> Version:
    """A signed plan of four goals, insured, with a year of scores."""
    client, plan, version = signed_plan(by, 2, 2, 1, 1)
    add_coverage(Coverage(client=client, payer="Example Mutual", member_id="EM-1"), by=by)
    scored_year(plan, by)
    return version


def _asked(versions: list[Version], by: User) -> Packet:
    row = Packet(
        pk=uuid4(),
        preset="payer",
        form=Packet.Form.BOUND,
        recipient="Example Mutual",
        purpose="review of treatment",
        ground="payment",
        way="portal",
        verify_at="http://localhost/verify/",
    )
    return ask_packet(row, [version.plan for version in versions], by=by)


def _page(version: Version) -> str:
    document = PlanDocument.stored(version.document)
    told = {"for_whom": "Example Mutual", "purpose": "review of treatment"}
    facts = facts_of(version, document, as_of=newest_fact(version.plan), **told)
    return payer_html(document, facts)
