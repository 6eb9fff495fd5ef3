"""What left the house in the demo: paper to the payer, a letter to a court, a client's request."""

from uuid import uuid4

from accounts.models import User
from clients.models import Client
from exchange import actions as exchange
from exchange.models import RecordRequest
from plans.actions.disclosing import write_down
from plans.models import Disclosure

from .days import Days, working


def gave(client: Client, days: Days, by: User, *, weeks: int) -> None:
    """Two disclosures, and a request that waits for its answer. Nothing is printed: it is slow."""
    payer = client.coverages.values_list("payer", flat=True).first() or "the payer"
    told = [
        ("Dates of the sessions and the diagnosis", payer, "payment", "", "authorization of visits",
         "portal"),
        ("Letter that the client attends", "County court", "law", "Order of the court in this case",
         "hearing", "mail"),
    ]  # fmt: skip
    for what, to, ground, provision, purpose, way in told:
        with working(by, days.at(max(weeks - 2, 1), minutes=120)):
            assert by.practice is not None
            row = Disclosure(
                id=uuid4(), client=client, what=what, recipient=to, ground=ground,
                provision=provision, purpose=purpose, way=way, disclosed_on=by.practice.today,
                without="order" if ground == "law" and client.part2 else "",
            )  # fmt: skip
            write_down(row, by=by)
    with working(by, days.at(max(weeks - 1, 1), minutes=120)):
        assert by.practice is not None
        asked = RecordRequest(
            client=client, what="Everything, as files.", received_on=by.practice.today
        )
        exchange.receive(asked, by=by)
