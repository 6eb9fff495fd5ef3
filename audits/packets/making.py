"""The job: each chart's paper, one after the other, and then one file of them.

Every chart has a transaction of its own, behind the practice's wall and as whoever asked: what they
may not see or give, the job may not either. A chart that cannot be made is left out with the
reason; the others go on.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from accounts.certificates import SealLocked
from accounts.models import User
from audits.actions import filling
from audits.models import Packet, PacketChart
from clients.acting import plain
from clients.models import Client
from config.tenancy import acting, as_staff
from plans.giving import paper_for
from plans.models import Disclosure, Plan, Version
from plans.paper import PressUnavailable
from plans.paper.ordering import Order
from plans.paper.pressroom import PressFailed
from plans.state import in_effect
from trail.recording import Origin, coming_from

from .binding import whole_file

log = logging.getLogger(__name__)
NO_VERSION = "No version of this plan is in effect, and only what is in effect leaves."
NOT_SEEN = "Whoever asked for this packet may not see this plan any more."
NOT_ADMIN = "Whoever asked for this packet is not an admin of the practice any more."
NO_CHART = "None of the charts could be made. Each says why below."
NO_PRESS = "This machine cannot make PDFs: a library is missing. Tell whoever runs this program."
BROKEN = (
    "Something went wrong while the file was put together. Try once more; if it stays, tell whoever"
    " runs this program."
)


def make(packet_id: UUID, practice_id: UUID, attempt: int) -> None:
    """Make the packet, or say in its row why not. Raises what went wrong, for the queue's log."""
    work = Work(packet_id, practice_id, attempt)
    try:
        work.through()
    except filling.Superseded:
        log.info("A packet was asked for again: its older job ends.")
    except PressUnavailable:
        work.fail(NO_PRESS)
    except (PressFailed, SealLocked, ValidationError) as reason:
        work.fail(" ".join(getattr(reason, "messages", [str(reason)])) or BROKEN)
    except Exception:
        work.fail(BROKEN)
        raise


class Work:
    """One attempt at one packet."""

    def __init__(self, packet_id: UUID, practice_id: UUID, attempt: int) -> None:
        self.packet_id, self.practice_id, self.attempt = packet_id, practice_id, attempt
        self.by: User | None = None

    @contextmanager
    def step(self) -> Iterator[Packet]:
        """One transaction, as whoever asked, with the packet as it is now. Raises Superseded."""
        origin = Origin(request_id=f"packet {self.packet_id}")
        user = self.by.pk if self.by else None
        with coming_from(origin), acting(as_staff(self.practice_id, user)):
            packets = Packet.objects.select_related("practice", "asked_by")
            found = packets.filter(pk=self.packet_id, attempt=self.attempt, ended_at=None).first()
            if found is None:
                raise filling.Superseded
            yield found

    def through(self) -> None:
        """From the first chart to the file."""
        with self.step() as packet:
            self.by = packet.asked_by.working_in(packet.practice)
            filling.begin_packet(packet)
            waiting = packet.charts.filter(state=PacketChart.State.WAITING)
            places = list(waiting.values_list("pk", flat=True))
        if not self.by.is_admin:
            self.fail(NOT_ADMIN)
            return
        for pk in places:
            with self.step() as packet:
                self._chart(packet.charts.select_related("packet").get(pk=pk))
        with self.step() as packet:
            if not packet.charts.filter(state=PacketChart.State.MADE).exists():
                filling.fail_packet(packet, NO_CHART)
                return
            filling.finish_packet(packet, whole_file(packet, by=self.by), by=self.by)

    def _chart(self, chart: PacketChart) -> None:
        assert self.by is not None
        try:
            with transaction.atomic():
                version = self._version(chart)
                require_payer(chart.packet, version.plan.client)
                order = order_of(chart.packet, version)
                filling.keep_chart(chart, version, paper_for(order, by=self.by))
        except ValidationError as refusal:
            filling.leave_out(chart, " ".join(refusal.messages))
        except PermissionDenied as refusal:
            filling.leave_out(chart, str(refusal))

    def _version(self, chart: PacketChart) -> Version:
        """The one in effect now. Raises ValidationError."""
        assert self.by is not None
        if not (plan := Plan.objects.visible_to(self.by).filter(pk=chart.plan_id).first()):
            raise ValidationError(NOT_SEEN)
        versions = plan.versions.select_related("plan__client__practice", "plan__practice")
        if (current := in_effect(versions.with_signatures())) is None:
            raise ValidationError(NO_VERSION)
        return current

    def fail(self, sentence: str) -> None:
        """There is no file; a job that was superseded says nothing."""
        try:
            with self.step() as packet:
                filling.fail_packet(packet, sentence)
        except filling.Superseded:
            log.info("A packet was asked for again: its older job ends.")


def require_payer(packet: Packet, client: Client) -> None:
    """House rule: for payment a chart goes to a payer of its own record, and to no other's.

    The recipient's name may say more than the payer's ("Example Mutual, utilization review").
    Raises ValidationError.
    """
    if packet.ground != Disclosure.Ground.PAYMENT:
        return
    payers = list(client.coverages.values_list("payer", flat=True).distinct())
    if not any(payer and plain(payer) in plain(packet.recipient) for payer in payers):
        theirs = f"It has {', '.join(payers)}." if payers else "It has none."
        raise ValidationError(
            f"{packet.recipient} is no payer of this record. {theirs} For payment, a chart goes to"
            " a payer of its own record (house rule)."
        )


def order_of(packet: Packet, version: Version) -> Order:
    """What is printed of each plan. What stays in the practice is the chart's own paper."""
    return Order(
        version,
        packet.preset,
        for_whom=packet.recipient,
        purpose=packet.purpose,
        verify_at=packet.verify_at,
        anyway=packet.anyway,
        ground=packet.ground,
        without=packet.without,
    )
