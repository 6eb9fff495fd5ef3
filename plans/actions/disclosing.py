"""Giving paper away, and writing down every other disclosure: who got what, when and why."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import User
from clients.acting import require_recipient
from clients.actions.permits import locked, refuse_later, require_assigner
from clients.law import law
from clients.models import Client, Consent
from clients.part2 import permission
from trail.proof import witness
from trail.recording import record

from ..models import Disclosure, Printout, Version


@transaction.atomic
def give_paper(
    disclosure: Disclosure,
    version: Version,
    *,
    preset: str,
    paper: Callable[[], Printout],
    by: User,
) -> Disclosure:
    """Print this version for the recipient and write down that it was given, in one transaction.

    `paper` makes the printout for the disclosure's recipient and purpose: today, so it is given
    today. The form chose the row's id, so a form posted twice gives once. Raises ValidationError
    where the version has no paper, and for a 42 CFR Part 2 record that nothing permits to give.
    """
    client = version.plan.client
    require_assigner(client, by)
    disclosure.disclosed_on = client.practice.today
    if not law().grounds[disclosure.ground].given:
        said = "Nothing is given on this ground. Write down what happened among the disclosures."
        raise ValidationError({"ground": said})
    _check(disclosure, by)
    _permission(disclosure, client)
    # Paper is pressed before anything is locked: it costs seconds.
    disclosure.printout = paper()
    named = Printout.Preset(preset).label
    disclosure.what = f"Plan {version.plan.number}, version {version.number}, {named}"
    return _written(disclosure, "paper.given", by)


@transaction.atomic
def disclose(disclosure: Disclosure, *, by: User) -> Disclosure:
    """Write down what is disclosed now, and is no paper of ours.

    Raises ValidationError for a 42 CFR Part 2 record that nothing permits to disclose.
    """
    _require_told(disclosure, by)
    return _written(disclosure, "disclosure.recorded", by)


@transaction.atomic
def write_down(disclosure: Disclosure, *, by: User) -> Disclosure:
    """Write down a disclosure that has happened.

    What 42 CFR Part 2 misses of it is told (plans.giving.shortcoming), and does not keep it out of
    the log.
    """
    _require_told(disclosure, by)
    return _written(disclosure, "disclosure.recorded", by, happened=True)


def _require_told(disclosure: Disclosure, by: User) -> None:
    """Somebody who may give says what was disclosed, to whom, and on what ground."""
    client = Client.objects.visible_to(by).get(pk=disclosure.client_id)
    require_assigner(client, by)
    if not disclosure.what.strip():
        raise ValidationError({"what": "Say what was disclosed."})
    _check(disclosure, by)


def _check(disclosure: Disclosure, by: User) -> None:
    refuse_later(disclosure.disclosed_on, "disclosed_on", "The day of the disclosure", by)
    require_recipient(disclosure.client, recipient=disclosure.recipient, ground=disclosure.ground)
    if disclosure.ground == Disclosure.Ground.LAW and not disclosure.provision.strip():
        said = "Name the law or the order on which this was disclosed."
        raise ValidationError({"provision": said})


def _permission(disclosure: Disclosure, client: Client) -> Consent | None:
    """The consent that covers it on its day; raises ValidationError where nothing permits it."""
    return permission(
        client,
        recipient=disclosure.recipient,
        ground=disclosure.ground,
        on=disclosure.disclosed_on,
        without=disclosure.without,
    )


def _written(disclosure: Disclosure, verb: str, by: User, *, happened: bool = False) -> Disclosure:
    """The row, its consent looked up, in the client's record."""
    client = locked(disclosure.client_id, by)
    if held := Disclosure.objects.filter(practice=by.practice, pk=disclosure.pk).first():
        return held
    try:
        disclosure.consent = _permission(disclosure, client)
    except ValidationError:
        if not happened:
            raise
    disclosure.practice, disclosure.recorded_by = client.practice, by
    disclosure.full_clean(exclude={"id", "practice", "client", "printout", "consent"})
    try:
        with transaction.atomic():
            disclosure.save(force_insert=True)
    except IntegrityError:
        raise ValidationError("This form was used before. Open it again.") from None
    said = {"to": disclosure.recipient, "ground": disclosure.ground, "way": disclosure.way}
    if disclosure.printout:
        said["digest"] = disclosure.printout.digest
    said |= witness(disclosure)
    record(verb, disclosure, by=by, clients=[client.pk], changed=said)
    return disclosure
