"""What the therapist decides about the client's page: what is held back, and other words."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from accounts.models import User
from config import clock
from trail.proof import witness
from trail.recording import record

from ..models import Client, HeldBack, Lifted, PageWords
from ..page_law import hold_ground, page_law
from .permits import locked_to_write

NOT_THERE = "This does not stand in the client’s record."


@transaction.atomic
def hold_back(held: HeldBack, *, by: User) -> HeldBack:
    """The item does not stand on the client's page from now on. Posted twice, it is held once.

    It stays in the record as it was signed, and goes along when the client asks for the record.
    """
    client = locked_to_write(held.client_id, by)
    if there := HeldBack.objects.filter(practice=by.practice, pk=held.pk).first():
        return there
    _refuse_unknown(client, held.kind, held.item)
    if client.held_back.standing().filter(kind=held.kind, item=held.item).exists():
        raise ValidationError("This is held back already. Look at that again instead.")
    return _add(held, client, "page.held_back", by)


def _add(held: HeldBack, client: Client, verb: str, by: User) -> HeldBack:
    _refuse_ground(held)
    _refuse_date(held.look_again_on, client)
    held.client, held.practice = client, client.practice
    held.held_by, held.held_at = by, clock.now()
    held.clean_fields(exclude=["practice", "client", "held_by"])
    held.save(force_insert=True)
    told = {"kind": held.kind, "item": held.item, "ground": held.ground, "readers": held.readers}
    record(verb, held, by=by, clients=[client.pk], changed=told | witness(held))
    return held


def _refuse_ground(held: HeldBack) -> None:
    ground = hold_ground(held.ground)
    if ground is None:
        raise ValidationError({"ground": "Choose one of the list."})
    if ground.readers == "others" and held.readers != HeldBack.Readers.OTHERS:
        raise ValidationError({"readers": "On this ground only guardians and proxies do not read."})


def _refuse_date(day: date, client: Client) -> None:
    today, longest = client.practice.today, page_law().look_again
    if day <= today:
        raise ValidationError({"look_again_on": "Choose a day after today."})
    if day > today + timedelta(days=longest.days):
        said = f"Look again within {longest.days} days. {longest.source}."
        raise ValidationError({"look_again_on": said})


def _refuse_unknown(client: Client, kind: str, item: str) -> None:
    """What is named belongs to this client."""
    paths = {
        HeldBack.Kind.PROBLEM: Q(plans__problems__pk=item),
        HeldBack.Kind.GOAL: Q(plans__problems__goals__pk=item),
        HeldBack.Kind.OBJECTIVE: Q(plans__problems__goals__objectives__pk=item),
        HeldBack.Kind.MEASURE: Q(administrations__instrument__key=item),
    }
    of = Client.objects.filter(practice=client.practice, pk=client.pk)
    if kind != HeldBack.Kind.DIAGNOSIS and not of.filter(paths[HeldBack.Kind(kind)]).exists():
        raise ValidationError(NOT_THERE)


@transaction.atomic
def look_again(
    held: HeldBack, *, because: str = "", keep_until: date | None = None, by: User
) -> HeldBack | None:
    """Lift it, or hold it back on until another day (`keep_until`): then the new row is returned.

    Somebody looked in either case: an older row is never prolonged unseen. Once is enough.
    """
    client = locked_to_write(held.client_id, by)
    standing = client.held_back.standing().filter(pk=held.pk).first()
    if standing is None:
        return None
    lifted = Lifted(
        practice=client.practice, held=standing, because=because,
        lifted_by=by, lifted_at=clock.now(),
    )  # fmt: skip
    lifted.clean_fields(exclude=["practice", "held", "lifted_by"])
    lifted.save(force_insert=True)
    told = {"kind": standing.kind, "item": standing.item, "kept": bool(keep_until)}
    record("page.looked_again", lifted, by=by, clients=[client.pk], changed=told | witness(lifted))
    if keep_until is None:
        return None
    anew = HeldBack(
        kind=standing.kind, item=standing.item, readers=standing.readers, ground=standing.ground,
        words=because or standing.words, look_again_on=keep_until,
    )  # fmt: skip
    return _add(anew, client, "page.held_back", by)


@transaction.atomic
def word_for_client(said: PageWords, *, by: User) -> PageWords:
    """Say a goal or step in other words on the client's page, at once; empty words end that.

    The plan and what was signed stay. The same words again add nothing.
    """
    client = locked_to_write(said.client_id, by)
    _refuse_unknown(client, said.kind, said.item)
    last = client.page_words.filter(kind=said.kind, item=said.item).last()
    if (last.words if last else "") == said.words.strip():
        return last or said
    said.words, said.client, said.practice = said.words.strip(), client, client.practice
    said.written_by, said.written_at = by, clock.now()
    said.clean_fields(exclude=["practice", "client", "written_by"])
    said.save(force_insert=True)
    told = {"kind": said.kind, "item": said.item} | witness(said)
    record("page.worded", said, by=by, clients=[client.pk], changed=told)
    return said
