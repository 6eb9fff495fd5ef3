"""Giving paper in tests: the form, filled in as it stands, and a press that makes one line."""

from types import SimpleNamespace

from django.urls import reverse

from clients.models import Consent
from plans.tests.browsing import filled, signed_in

GIVEN = {
    "preset": "payer",
    "recipient": "Example Mutual",
    "recipient_address": "PO Box 7, Springfield",
    "ground": "payment",
    "purpose": "review of treatment",
    "way": "fax",
}


def pressed_small(monkeypatch):
    """Paper of one line; the pages that would have been pressed are in the list."""
    made = []

    def press(page):
        made.append(page)
        return SimpleNamespace(pdf=f"%PDF {len(made)}".encode())

    monkeypatch.setattr("plans.paper.pressroom.press", press)
    monkeypatch.setattr("plans.paper.sealing.seal", lambda pdf, practice, by=None: pdf)
    return made


def door(name, version, **more):
    """The address of a page of this version."""
    plan = version.plan
    where = {"client_id": plan.client_id, "number": plan.number, "version": version.number}
    return reverse(f"plans:{name}", kwargs=where | more)


def give(user, version, **typed):
    """Open the form, fill it in as it stands, and send it."""
    browser = signed_in(user)
    page = browser.get(door("give", version))
    return browser, browser.post(door("give", version), filled(page, **{**GIVEN, **typed}))


def consent(client, **fields):
    """A consent to disclosure under 42 CFR Part 2, to a payer and a physician."""
    given = {
        "kind": Consent.Kind.PART2,
        "purpose": Consent.Purpose.PAYMENT,
        "recipients": "Example Mutual\nDr. Osei",
        "signed_by": "the client",
        "from_on": client.practice.today,
    }
    return Consent.objects.create(practice=client.practice, client=client, **{**given, **fields})
