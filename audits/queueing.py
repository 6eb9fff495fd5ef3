"""Handing work to the worker: a row in the same transaction, so that no act is queued by half.

A job carries ids and nothing else: the queue's tables have no practice, and no wall.
"""

from procrastinate.contrib.django import app

from .models import Packet

MAKE = "audits.tasks.make_packet"


def queue(packet: Packet) -> None:
    """Have this attempt of the packet made, as soon as a worker is free."""
    job = {"packet": str(packet.pk), "practice": str(packet.practice_id)}
    app.configure_task(MAKE).defer(**job, attempt=packet.attempt)
