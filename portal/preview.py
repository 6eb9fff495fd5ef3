"""The client's page as its reader sees it, for the therapist: the same functions, the same role.

The database is asked as the client's request asks it (golden_client), so that what is held back and
what a reader's part leaves out is missing here for the same reason as there (docs/adr/0030).
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from accounts.models import User
from clients.models import Client, ClientAccess
from config.tenancy import acting, as_client

from .readers import Reader

LINK = re.compile(r'="/me/')
ANSWER = re.compile(r'href="/answer/[^"]*"')


@contextmanager
def reading_as(client: Client, access: ClientAccess | None, *, by: User) -> Iterator[Reader]:
    """Read as this reader, or (None) as the client, whether or not the client has a sign-in.

    Where `by` stands in for the client the database lets them, because they are on the care team
    (reader_kind() in clients/migrations/0009).
    """
    user = access.user if access else by
    with acting(as_client(client.practice_id, user.pk, client.pk)):
        yield Reader(user, client.practice, client.pk, is_preview=True)


def leading_back(html: str, address: str) -> str:
    """The page with its links leading through the preview at `address`; answering leads nowhere.

    Text of a record cannot look like a link here: its quotes are escaped.
    """
    return ANSWER.sub('href="#preview"', LINK.sub(f'="{address}', html))
