"""Answers to what went wrong, in a sentence."""

import sys
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def server_error(request: HttpRequest, *args: Any) -> HttpResponse:
    """A page for our own failure; when the database is away, one that says so (503)."""
    away = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    name, status = ("503.html", 503) if away else ("500.html", 500)
    response = render(None, name, status=status)
    if away:
        response["Retry-After"] = "30"
    return response


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token does not fit: most often a page kept open overnight."""
    return render(request, "403_csrf.html", status=403)
