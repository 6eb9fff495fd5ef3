"""Connection addresses for the servers that tests start."""

from urllib.parse import quote

from psycopg.conninfo import conninfo_to_dict


def url_of(login: str, name: str) -> str:
    """The connection URL of a sign-in, for another database."""
    parts = conninfo_to_dict(login)
    user, password = quote(str(parts["user"])), quote(str(parts.get("password", "")))
    host = quote(str(parts.get("host", "")), safe="")
    port = f"&port={parts['port']}" if parts.get("port") else ""
    return f"postgresql://{user}:{password}@/{name}?host={host}{port}"
