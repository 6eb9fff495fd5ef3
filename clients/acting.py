"""Who acts for a client: to whom the client's own record is given as theirs."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError

from .law import law
from .models import Client


def acting_for(client: Client) -> list[str]:
    """The client, the guardian of the record, and whoever has a standing sign-in for the client."""
    names = [client.legal_name, f"{client.called} {client.family_name}", client.guardian_name]
    names += [row.user.name for row in client.access.standing().select_related("user")]
    return list(dict.fromkeys(name for name in names if name.strip()))


def require_recipient(client: Client, *, recipient: str, ground: str) -> None:
    """What is given to the client goes to the client. Raises ValidationError and says to whom.

    Only there no consent is asked for (42 CFR 2.23), and only such disclosures are left out of the
    accounting (45 CFR 164.528(a)(1)(ii)): a payer or an employer is on another ground.
    """
    if not law().grounds[ground].acts:
        return
    names = acting_for(client)
    if plain(recipient) not in set(map(plain, names)):
        said = f"On this ground it goes to {_either(names)}. For {recipient}, choose another ground"
        said += ", or record first that they act for the client."
        raise ValidationError({"recipient": said})


def plain(name: str) -> str:
    """A name as it is compared: without capitals, dots and double spaces."""
    return " ".join(name.casefold().replace(".", " ").split())


def _either(names: Iterable[str]) -> str:
    return " or ".join(names)
