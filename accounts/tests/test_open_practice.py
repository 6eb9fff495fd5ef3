"""A first admin by command, and the practice's particulars."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.test import Client as Browser

from accounts.models import Practice

WANTED = {
    "name": "New Leaf Counseling",
    "email": "First@example.org",
    "admin_name": "Toni First",
}


def test_the_first_admin_signs_in_with_the_printed_password(db):
    out = io.StringIO()
    call_command("open_practice", stdout=out, **WANTED)
    password = out.getvalue().strip().rsplit(" ", 1)[-1]
    browser = Browser()
    browser.post("/accounts/login/", {"login": "first@example.org", "password": password})
    assert "New Leaf Counseling" in browser.get("/practice/people/").content.decode()


def test_a_time_zone_that_there_is_not_is_refused(db):
    with pytest.raises(CommandError, match="not a time zone"):
        call_command("open_practice", time_zone="Mars/Olympus", **WANTED)
    assert not Practice.objects.exists()


def test_an_admin_changes_the_particulars(avery, practice, client):
    client.force_login(avery)
    given = {"name": "Riverside Counseling Center", "time_zone": "America/Denver"}
    given |= {"review_interval_days": "180", "npi": "1234567893", "note_late_after_hours": "48"}
    assert client.post("/practice/", given).status_code == 302
    practice.refresh_from_db()
    assert (practice.name, practice.review_interval_days) == ("Riverside Counseling Center", 180)
    assert practice.note_late_after_hours == 48


def test_what_cannot_be_is_refused_in_a_sentence(avery, client):
    client.force_login(avery)
    given = {"name": "R", "time_zone": "Mars/Olympus", "review_interval_days": "x", "npi": "12"}
    page = client.post("/practice/", given)
    assert page.status_code == 422
    for sentence in ("is not a time zone", "Write a whole number", "An NPI has ten digits"):
        assert sentence in page.content.decode()


def test_a_name_with_an_emoji_or_a_hidden_mark_is_refused(dana, client):
    client.force_login(dana)
    for name, sentence in (
        ("Dana \N{SMILING FACE WITH OPEN MOUTH}", "has no pictures"),
        ("Dana\u202eblu", "turns writing around"),
        ("Da\x00na", "invisible character (NUL)"),
    ):
        page = client.post("/profile/", {"name": name})
        assert page.status_code == 422
        assert sentence in page.content.decode()
