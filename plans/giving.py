"""To whom paper of a client is usually given, and how it is pressed for them."""

from django.core.exceptions import ValidationError

from accounts.certificates import SealLocked
from accounts.models import User
from clients.acting import acting_for
from clients.law import law
from clients.models import Client

from .models import Disclosure, Printout
from .paper.glyphs import MissingGlyphs
from .paper.ordering import Order, printed
from .paper.pressroom import PressFailed


def may_give(client: Client, user: User) -> bool:
    """Whether the user may give paper away: an admin, or a clinician on the care team."""
    return user.is_admin or client.is_written_by(user)


def known_recipients(client: Client) -> list[str]:
    """Names that stand in the record: who acts for the client, payers, contributors; 4 queries."""
    names = acting_for(client)
    names += client.coverages.values_list("payer", flat=True)
    names += client.contributors.values_list("name", flat=True)
    for lines in client.consents.values_list("recipients", flat=True):
        names += [line.strip() for line in lines.splitlines()]
    return list(dict.fromkeys(name for name in names if name))


def shortcoming(row: Disclosure, *, part2: bool) -> str:
    """What 42 CFR Part 2 misses of a disclosure of such a record, in a sentence; empty if nothing.

    It is told beside an entry that was written down afterwards.
    """
    rule = law().grounds[row.ground]
    if part2 and rule.consent and row.consent_id is None:
        return "No recorded consent of the client covers this disclosure (42 CFR Part 2)."
    if part2 and rule.permitted and not row.without:
        subpoena = law().part2.subpoena
        return f"Nothing that 42 CFR Part 2 permits is named. {subpoena.words} {subpoena.citation}."
    return ""


def paper_for(order: Order, *, by: User) -> Printout:
    """The paper, kept from before or made now. Raises ValidationError where there is none.

    A character that our fonts cannot draw is refused until `order.anyway` says that its code may
    stand in its place: the error is the field's in which that is said.
    """
    try:
        return printed(order, by=by)
    except MissingGlyphs as undrawn:
        raise ValidationError({"anyway": _undrawn(undrawn)}) from undrawn
    except PressFailed as failed:
        raise ValidationError(str(failed)) from failed
    except SealLocked as locked:
        raise ValidationError(
            "The practice’s seal cannot be opened on this machine, and paper leaves only with its"
            " seal. An admin can make a new seal under Practice."
        ) from locked


def _undrawn(undrawn: MissingGlyphs) -> str:
    """Which characters, and what would be printed instead; of many the first five."""
    named = undrawn.named
    told = ", ".join(f"{one} ({name.lower()}) as [{code}]" for one, code, name in named[:5])
    more = f" and {len(named) - 5} more" if len(named) > 5 else ""
    return (
        "Nothing was printed or written down yet. Our fonts for paper cannot draw these"
        f" characters; with your leave they are printed as codes: {told}{more}."
    )
