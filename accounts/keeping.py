"""What was typed and not saved: kept, used, thrown away."""

from collections.abc import Mapping
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import resolve

from config import clock
from trail.recording import record

from .models import Typed, User


@transaction.atomic
def keep(
    pk: UUID, path: str, fields: Mapping[str, list[str]], *, row_version: int | None, by: User
) -> Typed:
    """Keep what one opened form holds. The trail says that it is kept, once, and never the text."""
    typed = Typed.objects.visible_to(by).filter(pk=pk).first()
    new = typed is None
    typed = typed or Typed(pk=pk, practice=by.practice, user=by)
    typed.path, typed.values, typed.row_version = path, dict(fields), row_version
    typed.typed_at = clock.now()
    try:
        with transaction.atomic():
            typed.save(force_insert=new)
    except IntegrityError:
        raise ValidationError("This form cannot be kept. Open it again.") from None
    if new:
        record("typed.kept", typed, by=by, clients=_clients(path))
    return typed


@transaction.atomic
def forget(pk: UUID, *, by: User) -> None:
    """What was typed is saved now: the kept copy goes."""
    Typed.objects.visible_to(by).filter(pk=pk).delete()


@transaction.atomic
def discard(typed: Typed, *, by: User) -> None:
    """Its writer does not want it."""
    record("typed.discarded", typed, by=by, clients=_clients(typed.path))
    typed.delete()


def forget_old(*, using: str) -> int:
    """Delete what was typed and not asked for within a month; gives the number of texts.

    Only the owner of the tables sees those of all writers (`using` names its connection). The
    trail tells that each was kept; that it went by itself is this rule.
    """
    deleted, _ = Typed.objects.using(using).over().delete()
    return deleted


def _clients(path: str) -> list[UUID]:
    """Whose record the form at this address writes in."""
    client = resolve(path).kwargs.get("client_id")
    return [client] if client else []
