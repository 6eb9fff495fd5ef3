"""The archive of a whole record, as a person gets it: pressed in the browser, and opened."""

import csv
from io import BytesIO, StringIO
from zipfile import ZipFile

from django.urls import reverse

from plans.tests.browsing import filled, signed_in


def export(user, request, **typed):
    """Open the request and press the button."""
    browser = signed_in(user)
    where = [request.client_id, request.pk]
    page = browser.get(reverse("exchange:request", args=where))
    given = filled(page, way="handed over", **typed)
    return browser.post(reverse("exchange:export", args=where), given)


def files_of(answer):
    """The files of the archive, by name."""
    with ZipFile(BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def rows_of(files, name):
    """The rows of a table as dictionaries."""
    return list(csv.DictReader(StringIO(files[f"{name}.csv"].decode("utf-8-sig"))))
