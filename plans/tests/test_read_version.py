"""Reading any version by its number, with what proves it."""

import pytest
from django.urls import reverse

from plans.models import Plan
from plans.tests.browsing import said, signed_in
from plans.tests.factories import draft_plan, sign_draft, signed_plan
from trail.models import Event


@pytest.fixture
def versions(dana):
    first = signed_plan(dana)
    Plan.objects.filter(pk=first.plan_id).update(why_now="A second reason.")
    return first, sign_draft(first.plan, dana, reason="Review after 90 days")


def address(version, name="version") -> str:
    more = [version.number] if name == "version" else []
    return reverse(f"plans:{name}", args=[version.plan.client_id, 1, *more])


def test_the_list_says_which_one_is_in_effect(dana, versions):
    page = said(signed_in(dana).get(address(versions[0], "versions")))
    for words in ("Version 1", "Version 2", "Superseded", "In effect", "Review after 90 days"):
        assert words in page


def test_an_empty_list_says_so(dana):
    plan = draft_plan(dana)
    page = said(signed_in(dana).get(reverse("plans:versions", args=[plan.client_id, 1])))
    assert "Nothing has been signed yet" in page


def test_an_old_version_reads_as_it_was_signed(dana, versions):
    old, new = versions
    page = said(signed_in(dana).get(address(old)))
    assert "Two panic attacks on the bus in one week." in page
    assert "A second reason." not in page
    assert old.digest in page
    assert new.digest not in page


def test_a_version_names_the_digest_of_the_one_before(dana, versions):
    old, new = versions
    page = said(signed_in(dana).get(address(new)))
    assert new.digest in page
    assert old.digest in page


def test_reading_one_is_written_down(dana, versions):
    signed_in(dana).get(address(versions[0]))
    assert Event.objects.get(verb="version.read").clients == [versions[0].plan.client_id]


def test_a_number_that_was_never_signed_is_not_found(dana, versions):
    where = reverse("plans:version", args=[versions[0].plan.client_id, 1, 9])
    assert signed_in(dana).get(where).status_code == 404


def test_strangers_do_not_find_it(stranger, outsider, versions):
    for somebody in (stranger, outsider):
        assert signed_in(somebody).get(address(versions[0])).status_code == 404
