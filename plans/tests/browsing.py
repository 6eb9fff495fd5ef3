"""A signed-in browser for tests, and what a person does with a form."""

from typing import Any

from django.http import HttpResponse
from django.test import Client as Browser

from accounts.models import User


class TlsBrowser(Browser):
    """Asks over TLS, as the program requires."""

    def generic(self, *args: object, **kwargs: object) -> HttpResponse:
        """Django's own, secure."""
        return super().generic(*args, **{**kwargs, "secure": True})


def signed_in(user: User) -> Browser:
    """A browser in which the user is signed in."""
    browser = TlsBrowser()
    browser.force_login(user)
    return browser


def filled(page: HttpResponse, **typed: Any) -> dict[str, Any]:
    """What a form would post as it stands on the page, with what is typed over it."""
    form = page.context["form"]
    held = {bound.html_name: bound.value() for bound in form}
    held |= {name: getattr(value, "pk", value) for name, value in typed.items()}
    return {name: value for name, value in held.items() if value is not None}


def said(page: HttpResponse) -> str:
    """The words of the page."""
    return page.content.decode()
