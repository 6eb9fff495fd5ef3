"""The second wall: which database role asks, and for which practice, user and client.

PostgreSQL's row level security reads `app.practice`, `app.user` and `app.client`. They are set for
one transaction; a connection on which nothing was set sees no clinical row (docs/adr/0002).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from uuid import UUID

from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction

OWNER, APP, CLIENT = "golden_owner", "golden_app", "golden_client"
SIGNER = "golden_signer"


@dataclass(frozen=True)
class Asking:
    """Who asks the database. The default may see nothing."""

    role: str = "none"
    practice: UUID | None = None
    user: UUID | None = None
    client: UUID | None = None


_asking: ContextVar[Asking] = ContextVar("asking", default=Asking())


def asking() -> Asking:
    """Who is asking just now."""
    return _asking.get()


def _tell_database(who: Asking) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('app.practice', %s, true), set_config('app.user', %s, true),"
            " set_config('app.client', %s, true), set_config('role', %s, true)",
            [str(who.practice or ""), str(who.user or ""), str(who.client or ""), who.role],
        )


@contextmanager
def acting(who: Asking) -> Iterator[None]:
    """One transaction in which the database knows who is asking."""
    before = _asking.get()
    nested = connection.in_atomic_block
    with transaction.atomic():
        token = _asking.set(who)
        try:
            _tell_database(who)
            yield
        finally:
            _asking.reset(token)
        if nested and not connection.needs_rollback:
            _tell_database(before)


def now_asking(**known: UUID | str | None) -> None:
    """Add what has become known (the practice, say) to the transaction that is under way."""
    who = replace(_asking.get(), **known)  # type: ignore[arg-type]
    _asking.set(who)
    _tell_database(who)


def as_staff(practice: UUID | None, user: UUID | None = None) -> Asking:
    """Staff of a practice, or a job that carries one."""
    return Asking(APP, practice, user)


def as_client(practice: UUID, user: UUID, client: UUID) -> Asking:
    """A client, or somebody reading for one: may read an allow-list, and write nothing clinical."""
    return Asking(CLIENT, practice, user, client)


def as_signer(practice: UUID, user: UUID, client: UUID) -> Asking:
    """A client or guardian on the one page where they answer a plan: reads what a client reads,

    and may add an answer of their own with its signature.
    """
    return Asking(SIGNER, practice, user, client)


def refuse_unless_walled() -> None:
    """Stop the start if the application's role could walk through the second wall."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT session_user, r.rolsuper, r.rolbypassrls,"
            " EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            "         WHERE pg_has_role(session_user, c.relowner, 'USAGE')"
            "           AND n.nspname = 'public'),"
            " pg_has_role(session_user, d.datdba, 'MEMBER')"
            " FROM pg_roles r, pg_database d"
            " WHERE r.rolname = session_user AND d.datname = current_database()"
        )
        name, superuser, bypasses, owns, owner = cursor.fetchone()
    faults = [
        sentence
        for wrong, sentence in (
            (superuser, "is a superuser"),
            (bypasses, "bypasses row level security"),
            (owns or owner, "owns the tables or the database"),
        )
        if wrong
    ]
    if faults:
        raise ImproperlyConfigured(
            f"Refusing to start: the database role {name} {' and '.join(faults)}."
            " Row level security would not bind it. Sign in as golden_app (docs/deploy.md)."
        )
