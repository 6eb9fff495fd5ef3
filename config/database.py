"""The four database roles, and the database that they share.

    DATABASE_URL=postgresql://administrator:…@host/golden_thread python -m config.database prepare

makes whatever is missing, may be run again at any time, and prints the two addresses that the
application reads from its environment. The administrator may be a superuser, or a role with
CREATEROLE and CREATEDB as managed PostgreSQL hands out; the path of its URL names the database.

- golden_owner owns the database and migrates it; row level security does not bind an owner.
- golden_app serves staff. It owns nothing and inherits nothing.
- golden_client serves clients' pages: golden_app becomes it with SET ROLE, and it cannot sign in.
- golden_signer serves the one page on which a client answers a plan and signs it. It reads what
  golden_client reads, by inheritance, and may add an answer and its signature, nothing else.

docs/adr and docs/deploy.md say why there are four.
"""

import argparse
import json
import os
import secrets
import sys
from pathlib import Path
from typing import LiteralString, NamedTuple
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

import psycopg
from psycopg import sql

OWNER, APP, CLIENT = "golden_owner", "golden_app", "golden_client"
SIGNER = "golden_signer"
EXTENSIONS = ("pg_trgm", "unaccent", "btree_gist")  # all of them may be made by a database's owner
OLDEST = 150000  # PostgreSQL 15, as `server_version_num` writes it
SCHEMES = ("postgresql", "postgres")

# What each role is, as columns of pg_roles with the words that make it so.
WORDS: dict[str, tuple[LiteralString, LiteralString]] = {
    "rolsuper": ("NOSUPERUSER", "SUPERUSER"),
    "rolbypassrls": ("NOBYPASSRLS", "BYPASSRLS"),
    "rolcreaterole": ("NOCREATEROLE", "CREATEROLE"),
    "rolreplication": ("NOREPLICATION", "REPLICATION"),
    "rolinherit": ("NOINHERIT", "INHERIT"),
    "rolcreatedb": ("NOCREATEDB", "CREATEDB"),
    "rolcanlogin": ("NOLOGIN", "LOGIN"),
}


class CannotPrepareError(Exception):
    """The roles or the database cannot be made safe; the message is a sentence."""


class Addresses(NamedTuple):
    """Where the application and the owner sign in: PostgreSQL URLs with their passwords."""

    app: str
    owner: str


def prepare(administrator: str, *, secrets_file: Path, testing: bool = False) -> Addresses:
    """Make the roles and the database of the URL `administrator`, or mend what differs.

    The passwords of the two roles that sign in are kept in `secrets_file`. With `testing` the owner
    may create databases, and each new one is furnished like this one (that takes a superuser).
    Raises CannotPrepareError.
    """
    name = _name_of_database(administrator)
    passwords = _passwords(secrets_file)
    try:
        with _connect(administrator, "postgres", "template1", name) as server:
            _refuse_old(server)
            _make_role(server, OWNER, password=passwords[OWNER], createdb=testing)
            _make_role(server, APP, password=passwords[APP])
            _make_role(server, CLIENT)
            _make_role(server, SIGNER)
            _make_members(server)
            _make_database(server, name)
        for database in (name, "template1") if testing else (name,):
            with _connect(administrator, database) as inside:
                _furnish(inside)
        with _connect(administrator, name) as inside:
            _refuse_unless_walled(inside)
    except psycopg.Error as problem:
        raise CannotPrepareError(f"PostgreSQL said: {str(problem).strip()}") from problem
    return Addresses(
        app=_address(administrator, APP, passwords[APP], name),
        owner=_address(administrator, OWNER, passwords[OWNER], name),
    )


def _make_role(
    server: psycopg.Connection, role: str, *, password: str = "", createdb: bool = False
) -> None:
    """Only what differs is altered: to name SUPERUSER at all takes a superuser on PostgreSQL 15."""
    want = dict.fromkeys(WORDS, False) | {
        "rolcreatedb": createdb,
        "rolcanlogin": bool(password),
        # PostgreSQL 15 lets a database's owner own its schema by inheritance only; and the signer
        # reads what the client reads.
        "rolinherit": role in (OWNER, SIGNER),
    }
    columns = sql.SQL(", ").join(map(sql.Identifier, WORDS))
    query = sql.SQL("SELECT {} FROM pg_roles WHERE rolname = %s").format(columns)
    found = server.execute(query, [role]).fetchone()
    have = dict(zip(WORDS, found, strict=True)) if found else {}
    words: list[sql.Composable] = [
        sql.SQL(WORDS[key][value]) for key, value in want.items() if have.get(key) != value
    ]
    if password:
        # The server is sent what it stores, never the password itself, which it might log.
        stored = server.pgconn.encrypt_password(
            password.encode(), role.encode(), b"scram-sha-256"
        ).decode()
        words.append(sql.SQL("PASSWORD {}").format(sql.Literal(stored)))
    if words:
        verb = sql.SQL("ALTER" if found else "CREATE")
        statement = sql.SQL("{} ROLE {} WITH {}")
        server.execute(statement.format(verb, sql.Identifier(role), sql.SQL(" ").join(words)))


def _make_members(server: psycopg.Connection) -> None:
    """Who may become whom. golden_app gains nothing until it says SET ROLE.

    From PostgreSQL 16 on each membership says so itself; before, the member's NOINHERIT does.
    """
    careful = server.info.server_version >= 160000
    options = sql.SQL("WITH INHERIT FALSE, SET TRUE" if careful else "")
    heir = sql.SQL("WITH INHERIT TRUE, SET FALSE" if careful else "")
    becomes = [(CLIENT, APP), (SIGNER, APP), (APP, OWNER), (CLIENT, OWNER), (SIGNER, OWNER)]
    for role, member, how in [*((*pair, options) for pair in becomes), (CLIENT, SIGNER, heir)]:
        grant = sql.SQL("GRANT {} TO {} {}")
        server.execute(grant.format(sql.Identifier(role), sql.Identifier(member), how))
    if not _is_superuser(server):
        # Only who may act as the owner can give it a database.
        server.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(sql.Identifier(OWNER)))


def _make_database(server: psycopg.Connection, name: str) -> None:
    database, owner = sql.Identifier(name), sql.Identifier(OWNER)
    if server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
        server.execute(sql.SQL("ALTER DATABASE {} OWNER TO {}").format(database, owner))
    else:
        statement = "CREATE DATABASE {} OWNER {} ENCODING 'UTF8' TEMPLATE template0"
        server.execute(sql.SQL(statement).format(database, owner))


def _furnish(inside: psycopg.Connection) -> None:
    """Extensions, and rights on this database and its schema: to the four roles, and no other."""
    if not _is_superuser(inside):
        inside.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(OWNER)))
    for extension in EXTENSIONS:
        make = sql.SQL("CREATE EXTENSION IF NOT EXISTS {} SCHEMA public")
        inside.execute(make.format(sql.Identifier(extension)))
    names = {
        "owner": sql.Identifier(OWNER),
        "app": sql.Identifier(APP),
        "client": sql.Identifier(CLIENT),
        "signer": sql.Identifier(SIGNER),
        "database": sql.Identifier(inside.info.dbname),
    }
    for statement in (
        "ALTER SCHEMA public OWNER TO {owner}",
        "REVOKE ALL ON SCHEMA public FROM PUBLIC",
        "GRANT USAGE ON SCHEMA public TO {app}, {client}, {signer}",
        "REVOKE ALL ON DATABASE {database} FROM PUBLIC",
        "GRANT CONNECT ON DATABASE {database} TO {app}",
    ):
        inside.execute(sql.SQL(statement).format(**names))


def _refuse_old(server: psycopg.Connection) -> None:
    if server.info.server_version < OLDEST:
        found = server.execute("SHOW server_version").fetchone()
        raise CannotPrepareError(f"PostgreSQL 15 or newer is needed; this is {found and found[0]}.")


def _refuse_unless_walled(inside: psycopg.Connection) -> None:
    """What row level security rests on, asked of the catalogue and not of what we just did."""
    questions: dict[str, LiteralString] = {
        "{} may walk through row level security": (
            "SELECT 1 FROM pg_roles WHERE rolname = {role} AND (rolsuper OR rolbypassrls)"
        ),
        "{} owns something in a database of this server": (
            "SELECT 1 FROM pg_shdepend WHERE refclassid = 'pg_authid'::regclass"
            " AND refobjid = {role}::regrole AND deptype = 'o'"
        ),
        "{} is a member of a role that it should not be": (
            "SELECT 1 FROM pg_auth_members WHERE member = {role}::regrole"
            " AND NOT ({role} = {app} AND roleid IN ({client}::regrole, {signer}::regrole))"
            " AND NOT ({role} = {signer} AND roleid = {client}::regrole)"
        ),
        "{} has the rights of golden_client or golden_signer without asking": (
            "SELECT 1 WHERE {role} = {app} AND (pg_has_role({role}, {client}, 'USAGE')"
            " OR pg_has_role({role}, {signer}, 'USAGE'))"
        ),
        "{} cannot become golden_client, or golden_signer": (
            "SELECT 1 WHERE NOT pg_has_role({role}, {client}, 'MEMBER')"
            " OR ({role} = {app} AND NOT pg_has_role({role}, {signer}, 'MEMBER'))"
        ),
    }
    for role in (APP, CLIENT, SIGNER):
        for sentence, question in questions.items():
            names = {"role": role, "app": APP, "client": CLIENT, "signer": SIGNER}
            literals = {key: sql.Literal(name) for key, name in names.items()}
            if inside.execute(sql.SQL(question).format(**literals)).fetchone():
                raise CannotPrepareError(f"{sentence.format(role)}. Mend that, then run again.")


def _is_superuser(connection: psycopg.Connection) -> bool:
    found = connection.execute(
        "SELECT 1 FROM pg_roles WHERE rolname = session_user AND rolsuper"
    ).fetchone()
    return found is not None


def _connect(administrator: str, *databases: str) -> psycopg.Connection:
    """The first of `databases` that is there; each statement stands alone."""
    for name in databases[:-1]:
        try:
            return psycopg.connect(_address(administrator, "", "", name), autocommit=True)
        except psycopg.OperationalError as problem:
            if f'database "{name}" ' not in str(problem):
                raise
    return psycopg.connect(_address(administrator, "", "", databases[-1]), autocommit=True)


def _name_of_database(administrator: str) -> str:
    parts = urlsplit(administrator)
    if parts.scheme not in SCHEMES:
        raise CannotPrepareError("DATABASE_URL must begin with postgresql://")
    name = parts.path.strip("/") or "golden_thread"
    if name in ("postgres", "template0", "template1"):
        raise CannotPrepareError(f"DATABASE_URL names {name}; name a database of its own.")
    return name


def _address(administrator: str, user: str, password: str, database: str) -> str:
    """The administrator's URL for somebody else and another database; without user, its own."""
    parts = urlsplit(administrator)
    account, _, host = parts.netloc.rpartition("@")
    if user:
        account = f"{quote(user)}:{quote(password, safe='')}"
    kept = [(k, v) for k, v in parse_qsl(parts.query) if k not in ("user", "password", "dbname")]
    if not user:
        kept = parse_qsl(parts.query)
    netloc = f"{account}@{host}" if account else host
    return f"{parts.scheme}://{netloc}/{quote(database)}" + (f"?{urlencode(kept)}" if kept else "")


def _passwords(secrets_file: Path) -> dict[str, str]:
    """The kept passwords; new ones where there are none, in a file for its owner's eyes alone."""
    kept = json.loads(secrets_file.read_text()) if secrets_file.exists() else {}
    passwords = {role: kept.get(role) or secrets.token_urlsafe(24) for role in (OWNER, APP)}
    if passwords != kept:
        secrets_file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        half = secrets_file.with_suffix(".new")
        half.unlink(missing_ok=True)
        with open(half, "x", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
            json.dump(passwords, file, indent=2)
        half.replace(secrets_file)
    return passwords


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m config.database", description=__doc__)
    parser.add_argument("command", choices=["prepare"])
    parser.add_argument("--secrets", type=Path, default=Path(".data/roles.json"))
    parser.add_argument("--testing", action="store_true")
    chosen = parser.parse_args()
    administrator = os.environ.get("DATABASE_URL")
    if not administrator:
        sys.exit("Set DATABASE_URL to an administrator's address of the PostgreSQL server.")
    try:
        addresses = prepare(administrator, secrets_file=chosen.secrets, testing=chosen.testing)
    except CannotPrepareError as problem:
        sys.exit(str(problem))
    print(f"APP_DATABASE_URL={addresses.app}")
    print(f"OWNER_DATABASE_URL={addresses.owner}")


if __name__ == "__main__":
    main()
