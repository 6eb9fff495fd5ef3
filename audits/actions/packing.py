"""Packets: asking for one, handing it over, asking again, and letting it go."""

from collections.abc import Callable, Collection
from uuid import NAMESPACE_OID, uuid5

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from accounts.models import User
from clients.law import law
from clients.part2 import notice_for
from config import clock
from plans.actions.disclosing import give_paper
from plans.document import PlanDocument
from plans.models import Disclosure, Plan, Printout
from trail.proof import witness
from trail.recording import record

from ..models import Packet, PacketChart, PacketFile
from ..queueing import queue
from .asking import require_admin
from .taking_turns import one_at_a_time

# House rule: what one reader can look through, and one file can hold.
MOST_CHARTS = 100


@transaction.atomic
def ask_packet(packet: Packet, plans: Collection[Plan], *, by: User) -> Packet:
    """Queue a packet of these plans' charts. The form chose the row's id: posted twice, asked once.

    Raises ValidationError where no chart was chosen, or too many, or what is said contradicts
    itself; PermissionDenied for anybody but an admin of the plans' practice.
    """
    require_admin(by)
    assert by.practice is not None
    if any(plan.practice_id != by.practice_id for plan in plans):
        raise PermissionDenied("Those plans are another practice's.")
    one_at_a_time(by.practice_id)
    if held := Packet.objects.filter(practice=by.practice, pk=packet.pk).first():
        return held
    _check(packet, plans, by)
    packet.practice, packet.asked_by = by.practice, by
    packet.save(force_insert=True)
    PacketChart.objects.bulk_create(
        PacketChart(practice=by.practice, packet=packet, plan=plan, place=place)
        for place, plan in enumerate(plans, 1)
    )
    queue(packet)
    clients = [plan.client_id for plan in plans]
    record("packet.asked", packet, by=by, clients=clients, changed=_told(packet))
    return packet


def _check(packet: Packet, plans: Collection[Plan], by: User) -> None:
    """What the form cannot know of itself. What stays in the practice is for the practice."""
    if not plans:
        raise ValidationError("Choose at least one chart first. Nothing was queued.")
    if len(plans) > MOST_CHARTS:
        said = f"That is {len(plans)} charts. A packet holds {MOST_CHARTS} at most: choose fewer."
        raise ValidationError(said)
    if packet.stays:
        if packet.preset != Printout.Preset.CHART:
            said = "The payer’s paper leaves the practice: say on what ground, or choose the chart."
            raise ValidationError({"ground": said})
        packet.recipient = by.practice.name[:200] if by.practice else ""
        packet.provision = packet.without = packet.way = ""
        return
    _check_given(packet)


def _check_given(packet: Packet) -> None:
    """A packet that leaves says to whom, in which way, and on which law if it is on a law's."""
    if not packet.recipient.strip():
        raise ValidationError({"recipient": "Say who receives it."})
    if not packet.way:
        raise ValidationError({"way": "Say in which way it will be given."})
    rule = law().grounds[packet.ground]
    if not rule.given or rule.acts:
        said = "A packet of several charts is not given on this ground. Choose another."
        raise ValidationError({"ground": said})
    if rule.permitted and not packet.provision.strip():
        said = "Name the law or the order on which this is disclosed."
        raise ValidationError({"provision": said})


@transaction.atomic
def download_packet(packet: Packet, *, by: User) -> bytes:
    """The file, to an admin; each time is written down.

    With the first download the packet is given: each chart's disclosure is written down, and what
    permits it is looked for once more. Raises ValidationError where it cannot leave any more.
    """
    packet = _locked(packet, by)
    if (word := packet.state(clock.now())) != "ready":
        over = "This packet has expired and its file was deleted. Ask for a new one."
        raise ValidationError(over if word == "expired" else "There is no file yet.")
    charts, proved = made_charts(packet), dict[str, object]()
    if packet.given_at is None:
        if not packet.stays:
            _disclose(packet, charts, by)
        packet.given_at = clock.now()
        packet.save(update_fields=["given_at"])
        proved = witness(packet)
    clients = [chart.plan.client_id for chart in charts]
    said = _told(packet) | proved
    record("packet.downloaded", packet, by=by, clients=clients, changed=said)
    return bytes(PacketFile.objects.get(packet=packet).bytes)


def made_charts(packet: Packet) -> list[PacketChart]:
    """The charts that are in the file, in their order, with what their disclosure needs."""
    found = packet.charts.filter(state=PacketChart.State.MADE)
    return list(
        found.select_related(
            "plan__client__practice", "version__plan__client__practice", "printout"
        )
        .defer("printout__bytes", "version__document")
        .order_by("place")
    )


def _disclose(packet: Packet, charts: Collection[PacketChart], by: User) -> None:
    """One entry for each chart, whose id follows from the packet's: none is written twice."""
    refused = []
    for chart in charts:
        row = Disclosure(
            pk=uuid5(NAMESPACE_OID, f"{packet.pk} {chart.pk}"),
            client=chart.plan.client,
            recipient=packet.recipient,
            ground=packet.ground,
            provision=packet.provision,
            without=packet.without,
            purpose=packet.purpose,
            way=packet.way,
        )
        try:
            assert chart.version is not None
            given = give_paper(row, chart.version, preset=packet.preset, paper=_paper(chart), by=by)
            _require_notice(chart, given)
        except ValidationError as refusal:
            named = f"Record {chart.plan.client.record_number}"
            refused += [f"{named}: {sentence}" for sentence in refusal.messages]
    if refused:
        said = "Since the packet was made, something changed. Nothing left. Make it again first."
        raise ValidationError([said, *refused])


def _require_notice(chart: PacketChart, given: Disclosure) -> None:
    """The paper says of 42 CFR Part 2 what it would say today; the record may be marked since."""
    assert chart.version is not None
    assert chart.printout is not None
    signed = PlanDocument.stored(chart.version.document).client.part2
    if notice_for(chart.plan.client, given.consent, signed=signed) != chart.printout.notice:
        raise ValidationError("Its paper lacks the notice of 42 CFR Part 2 that it needs now.")


def _paper(chart: PacketChart) -> Callable[[], Printout]:
    def paper() -> Printout:
        assert chart.printout is not None
        return chart.printout

    return paper


@transaction.atomic
def make_packet_again(packet: Packet, *, by: User) -> Packet:
    """Queue every chart once more: the same facts give the same bytes, and new ones new paper.

    Raises ValidationError while a job is at work on it, and once it was handed over.
    """
    packet = _locked(packet, by)
    if packet.state(clock.now()) in ("waiting", "making"):
        raise ValidationError("This packet is being made already.")
    if packet.given_at:
        raise ValidationError("This packet was downloaded, and stays as it is. Ask for a new one.")
    PacketFile.objects.filter(packet=packet).delete()
    packet.charts.update(state=PacketChart.State.WAITING, reason="", version=None, printout=None)
    packet.attempt += 1
    packet.queued_at = clock.now()
    packet.begun_at = packet.alive_at = packet.ended_at = packet.expires_at = None
    packet.fault, packet.digest, packet.size = "", "", 0
    packet.save()
    queue(packet)
    clients = packet.charts.values_list("plan__client", flat=True)
    record("packet.asked", packet, by=by, clients=clients, changed=_told(packet))
    return packet


@transaction.atomic
def expire_packets() -> int:
    """Delete the files of this practice whose time is over; the number of files.

    Nobody presses it: the schedule does, behind the practice's wall, and the trail says so.
    """
    over = Packet.objects.over(clock.now())
    for packet in over:
        PacketFile.objects.filter(packet=packet).delete()
        record("packet.expired", packet, by=None, changed={"digest": packet.digest})
    return len(over)


def _locked(packet: Packet, by: User) -> Packet:
    require_admin(by)
    return Packet.objects.select_for_update().get(pk=packet.pk, practice=by.practice)


def _told(packet: Packet) -> dict[str, object]:
    """What the trail says of it; clients stand beside it by their ids."""
    told = {"preset": packet.preset, "form": packet.form, "attempt": packet.attempt}
    told |= {"to": packet.recipient, "ground": packet.ground, "purpose": packet.purpose}
    return told | ({"digest": packet.digest} if packet.digest else {})
