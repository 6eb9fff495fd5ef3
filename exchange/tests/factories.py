"""Requests for tests."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from accounts.models import User
from clients.models import Client
from exchange.models import RecordRequest


def asked(client: Client, by: User, *, days_ago: int = 0, **fields: Any) -> RecordRequest:
    """A request that was received so many days ago."""
    return RecordRequest.objects.create(
        practice=client.practice,
        client=client,
        received_on=client.practice.today - timedelta(days=days_ago),
        recorded_by=by,
        **fields,
    )


def small_press(monkeypatch: Any) -> list[str]:
    """Paper of one line; the pages that would have been pressed are in the list."""
    made: list[str] = []

    def press(page: str) -> SimpleNamespace:
        made.append(page)
        return SimpleNamespace(pdf=b"%PDF " + page.encode())

    monkeypatch.setattr("plans.paper.pressroom.press", press)
    monkeypatch.setattr("plans.paper.sealing.seal", lambda pdf, practice, by=None: pdf)
    return made
