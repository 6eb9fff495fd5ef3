"""To whom paper of a client is usually given, and how it is pressed for them."""

from django.core.exceptions import ValidationError

from accounts.certificates import SealLocked
from accounts.models import User
from clients.models import Client

from .models import Printout
from .paper.glyphs import MissingGlyphs
from .paper.ordering import Order, printed
from .paper.pressroom import PressFailed


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


def paper_for(order: Order, *, by: User) -> Printout:
    """The paper, kept from before or made now. Raises ValidationError where there is none.

    A character that our fonts cannot draw is refused here: whoever gives paper away has looked at
    it first, and decided there how it is printed.
    """
    try:
        return printed(order, by=by)
    except MissingGlyphs as undrawn:
        drawn = ", ".join(f"{one} ({name.lower()})" for one, _, name in undrawn.named[:5])
        raise ValidationError(
            f"Our fonts cannot draw {drawn}. Print the paper first, from the version’s page, and"
            " say there how to print it."
        ) from undrawn
    except PressFailed as failed:
        raise ValidationError(str(failed)) from failed
    except SealLocked as locked:
        raise ValidationError(
            "The practice’s seal cannot be opened on this machine, and paper leaves only with its"
            " seal. An admin can make a new seal under Practice."
        ) from locked
