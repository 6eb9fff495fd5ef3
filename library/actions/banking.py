"""The bank: what is kept by itself, and what its owner does with it."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F

from accounts import editing
from accounts.models import User
from clients.models import Client
from config import clock
from trail.recording import record

from ..models import BankStatement, Statement
from ..models.worded import ROOM, WORDS
from ..scrubbing import scrub
from ..wording import BLANK, Kind, bare, fingerprint

# A house rule: fewer words than this are a note to oneself, not a statement.
LEAST_WORDS = 3


@transaction.atomic
def keep(
    text: str, kind: Kind, *, client: Client, by: User, approach: str = "", again: bool = True
) -> None:
    """Keep what was typed for one client, without that client in it, in the clinician's bank.

    Nothing is kept from a record under 42 CFR Part 2, of a planner's text as it stands, of less
    than three words, or of more than a statement has room for. The same text again only counts as
    used once more, and not at all without `again` (it was saved in the same place before). Give no
    text here that is in the client's own words.
    """
    if client.part2 or Statement.objects.filter(fingerprint=fingerprint(text)).exists():
        return
    said = scrub(text, _names(client)).strip()
    if len(bare(BLANK.sub(" ", said)).split()) < LEAST_WORDS or len(said) > ROOM:
        return
    held = BankStatement.objects.of(by).filter(kind=kind, fingerprint=fingerprint(said))
    if held.exists():
        if again:
            held.update(times_used=F("times_used") + 1, last_used_at=clock.now())
        return
    row = BankStatement(owner=by, kind=kind, text=said, approach=approach)
    row.fingerprint = fingerprint(said)
    editing.add(row, by=by, verb="bank.kept", clients=[])


def _names(client: Client) -> Iterable[str]:
    """Everybody who is named in the client's record."""
    contributors = client.contributors.values_list("name", flat=True)
    team = client.care_team.values_list("member__name", flat=True)
    own = [client.given_name, client.family_name, client.preferred_name]
    return [*own, *contributors.union(team)]


def _own(statement: BankStatement, by: User) -> BankStatement:
    if statement.owner_id != by.pk or statement.practice_id != by.practice_id:
        raise PermissionDenied("Only its owner changes a statement of a bank.")
    return statement


@transaction.atomic
def change_statement(statement: BankStatement, *, expected: int, by: User) -> BankStatement:
    """Save a reworded statement. Raises ValidationError if the bank holds the same already."""
    _own(statement, by).fingerprint = fingerprint(statement.text)
    twin = BankStatement.objects.of(by).filter(
        kind=statement.kind, fingerprint=statement.fingerprint
    )
    if twin.exclude(pk=statement.pk).exists():
        raise ValidationError({"text": "Your bank has this statement already. Merge the two."})
    return editing.change(statement, expected=expected, by=by, verb="bank.changed", clients=[])


@transaction.atomic
def promote(statement: BankStatement, *, expected: int, by: User) -> BankStatement:
    """Share it with the practice. Its owner has read once more that it names nobody."""
    stored = editing.lock(_own(statement, by), by=by)
    stored.promoted_at, stored.withdrawn_at = clock.now(), None
    return editing.change(stored, expected=expected, by=by, verb="bank.promoted", clients=[])


@transaction.atomic
def take_back(statement: BankStatement, *, expected: int, by: User) -> BankStatement:
    """Make one's own statement private again."""
    stored = editing.lock(_own(statement, by), by=by)
    stored.promoted_at = stored.withdrawn_at = None
    return editing.change(stored, expected=expected, by=by, verb="bank.taken_back", clients=[])


@transaction.atomic
def withdraw(statement: BankStatement, *, expected: int, by: User) -> BankStatement:
    """An admin takes a statement out of the practice's bank; its owner keeps it."""
    if not by.is_admin:
        raise PermissionDenied("Only an admin takes a statement out of the practice's bank.")
    stored = editing.lock(statement, by=by)
    stored.withdrawn_at = clock.now()
    return editing.change(stored, expected=expected, by=by, verb="bank.withdrawn", clients=[])


@transaction.atomic
def delete_statement(statement: BankStatement, *, expected: int, by: User) -> None:
    """Take it out of the bank. What was copied into plans stays there."""
    stored = editing.lock(_own(statement, by), by=by)
    if stored.row_version != expected:
        raise editing.Stale(stored)
    record("bank.deleted", stored, by=by, changed={"was": stored.text[:200]})
    stored.delete()


@transaction.atomic
def restore(words: dict[str, str], *, by: User) -> None:
    """Undo a deletion: the statement stands in its owner's bank again, private."""
    row = BankStatement(owner=by, **{name: words[name] for name in WORDS})
    row.fingerprint = fingerprint(row.text)
    held = BankStatement.objects.of(by).filter(kind=row.kind, fingerprint=row.fingerprint)
    if not held.exists():
        editing.add(row, by=by, verb="bank.restored", clients=[])


@transaction.atomic
def merge(statements: Iterable[BankStatement], into: BankStatement, *, by: User) -> BankStatement:
    """Keep one of several; it counts as used as often as all of them."""
    kept = editing.lock(_own(into, by), by=by)
    others = [editing.lock(_own(row, by), by=by) for row in statements if row.pk != kept.pk]
    if not others:
        raise ValidationError("Choose at least two statements to merge.")
    if any(row.kind != kept.kind for row in others):
        raise ValidationError("Only statements of one kind can be merged.")
    kept.times_used += sum(row.times_used for row in others)
    for row in others:
        record("bank.merged", row, by=by, changed={"was": row.text[:200], "into": str(kept.pk)})
        row.delete()
    return editing.change(kept, expected=kept.row_version, by=by, verb="bank.changed", clients=[])
