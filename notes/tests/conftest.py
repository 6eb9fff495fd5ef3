"""A browser for the tests of this room: signed in, over TLS."""

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client as Browser

from accounts.models import User


class TlsBrowser(Browser):
    """Asks over TLS, as the program requires."""

    def generic(self, *args: object, **kwargs: object) -> HttpResponse:
        """Django's own, secure."""
        return super().generic(*args, **{**kwargs, "secure": True})


@pytest.fixture
def browse(db: None) -> Callable[[User], Browser]:
    """`browse(dana)`: a browser in which she is signed in."""

    def browser(user: User) -> Browser:
        found = TlsBrowser()
        found.force_login(user)
        return found

    return browser
