"""A mock audit that was drawn, and a period that was signed off, for tests."""

from datetime import date, timedelta
from typing import Any

from accounts.models import User
from audits.actions import bring_up_to_date, draw, sign_off
from audits.models import MockAudit, SignOff
from audits.period.document import digest
from audits.period.gathering import document_of


def a_draw(by: User, **said: Any) -> MockAudit:
    """Charts drawn from all plans, unless it is said otherwise."""
    said = {"size": 3, "seed": 7, "scope": MockAudit.Scope.ALL} | said
    return draw(MockAudit(**said), by=by)


def seen_by(by: User, first: date, last: date) -> str:
    """The digest of what the page shows."""
    bring_up_to_date(by.practice)
    return digest(document_of(by, first, last).canonical())


def a_sign_off(by: User, days: int = 30) -> SignOff:
    """The last days, signed off."""
    last = by.practice.today
    first = last - timedelta(days=days)
    return sign_off(first, last, seen=seen_by(by, first, last), method="password", by=by)
