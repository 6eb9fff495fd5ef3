"""What the worker writes of a packet while it makes it: one transaction for each step.

Each step names the attempt that it belongs to. A job whose packet was asked for again meanwhile
finds another attempt there, writes nothing more, and ends.
"""

import hashlib
from typing import Any

from django.db import transaction

from accounts.models import User
from config import clock
from plans.models import Printout, Version
from trail.recording import record

from ..models import Packet, PacketChart, PacketFile
from ..models.packet import KEPT_FOR


class Superseded(Exception):
    """The packet was asked for again, or is done: this job has nothing more to do."""


def begin_packet(packet: Packet) -> None:
    """The worker has taken it up. Raises Superseded."""
    now = clock.now()
    _write(packet, begun_at=now, alive_at=now)


@transaction.atomic
def keep_chart(chart: PacketChart, version: Version, printout: Printout) -> None:
    """The chart's paper is there. Raises Superseded."""
    _write(chart.packet, alive_at=clock.now())
    chart.state, chart.version, chart.printout = PacketChart.State.MADE, version, printout
    chart.save(update_fields=["state", "version", "printout"])


@transaction.atomic
def leave_out(chart: PacketChart, reason: str) -> None:
    """The chart cannot be in it, and why. Raises Superseded."""
    _write(chart.packet, alive_at=clock.now())
    chart.state, chart.reason = PacketChart.State.LEFT_OUT, reason
    chart.save(update_fields=["state", "reason"])


@transaction.atomic
def finish_packet(packet: Packet, whole: bytes, *, by: User) -> None:
    """Keep the file, for seven days. Raises Superseded."""
    now = clock.now()
    told = {"digest": hashlib.sha256(whole).hexdigest(), "size": len(whole)}
    _write(packet, alive_at=now, ended_at=now, expires_at=now + KEPT_FOR, **told)
    PacketFile.objects.create(practice_id=packet.practice_id, packet=packet, bytes=whole)
    clients = packet.charts.filter(state=PacketChart.State.MADE)
    named = clients.values_list("plan__client", flat=True)
    record("packet.made", packet, by=by, clients=named, changed=told)


@transaction.atomic
def fail_packet(packet: Packet, sentence: str) -> None:
    """There is no file, and why. Raises Superseded."""
    now = clock.now()
    _write(packet, alive_at=now, ended_at=now, fault=sentence[:500])
    record("packet.failed", packet, by=None, changed={"attempt": packet.attempt})


def _write(packet: Packet, **columns: Any) -> None:
    """Set these, while the attempt is the one that this job was queued for and is not over."""
    mine = Packet.objects.filter(pk=packet.pk, attempt=packet.attempt, ended_at=None)
    if not mine.update(**columns):
        raise Superseded
