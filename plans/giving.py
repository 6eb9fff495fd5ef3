"""To whom paper of a client is usually given, and how it is pressed for them."""

from accounts.models import User
from clients.models import Client

from .actions.printing import print_version
from .document import PlanDocument
from .models import Printout, Version
from .paper import payer_pdf
from .paper.gathering import facts_of, newest_fact


def may_give(client: Client, user: User) -> bool:
    """Whether the user may give paper away: an admin, or a clinician on the care team."""
    return user.is_admin or client.is_written_by(user)


def known_recipients(client: Client) -> list[str]:
    """Names that stand in the record: the client, payers, contributors; three queries."""
    names = [client.legal_name, client.guardian_name]
    names += client.coverages.values_list("payer", flat=True)
    names += client.contributors.values_list("name", flat=True)
    for lines in client.consents.values_list("recipients", flat=True):
        names += [line.strip() for line in lines.splitlines()]
    return list(dict.fromkeys(name for name in names if name))


def paper_for(version: Version, preset: str, *, for_whom: str, purpose: str, by: User) -> Printout:
    """This version's paper for a recipient and a purpose, kept from before or made now."""
    document = PlanDocument.stored(version.document)
    as_of = newest_fact(version.plan)

    def press() -> bytes:
        facts = facts_of(version, document, as_of=as_of, for_whom=for_whom, purpose=purpose)
        return payer_pdf(document, facts)

    return print_version(
        version, preset=preset, as_of=as_of, for_whom=for_whom, purpose=purpose, press=press, by=by
    )
