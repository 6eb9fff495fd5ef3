"""A packet as an admin asks for it, and the worker's turn at it."""

import os
from concurrent.futures import ThreadPoolExecutor

from django.db import connections
from procrastinate import PsycopgConnector
from psycopg.conninfo import make_conninfo

from audits.actions import ask_packet
from audits.management.commands.work import work
from audits.models import Packet
from config.tenancy import acting, as_staff
from plans.models import Plan


def packet_of(*plans: Plan, **said: object) -> Packet:
    """Asked for by `by`: the payer's paper for Example Mutual, as one PDF."""
    by = said.pop("by")
    given = {
        "preset": "payer",
        "form": "pdf",
        "ground": "payment",
        "recipient": "Example Mutual",
        "purpose": "review of treatment",
        "way": "portal",
        "verify_at": "https://plans.example.org/verify/",
    }
    with acting(as_staff(by.practice_id, by.pk)):
        return ask_packet(Packet(**given | said), plans, by=by)


def worked(database: str) -> None:
    """The worker does what waits, once, signed in as the application itself is.

    In a thread of its own, as it would be a process of its own: a browser's loop may run in ours.
    """
    with ThreadPoolExecutor(1) as alone:
        alone.submit(_work, database).result()


def _work(database: str) -> None:
    address = make_conninfo(os.environ["APP_LOGIN_URL"], dbname=database)
    try:
        work(PsycopgConnector(conninfo=address), once=True)
    finally:
        connections.close_all()


def fresh(packet: Packet) -> Packet:
    """As it is stored."""
    return Packet.objects.get(pk=packet.pk)
