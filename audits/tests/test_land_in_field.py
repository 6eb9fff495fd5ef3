"""Each finding leads to a page that its therapist may open, and most to a field with the cursor."""

from uuid import uuid4

import pytest
from django.urls import resolve

from audits.actions import bring_up_to_date
from audits.models import Finding
from audits.places import AROUND, LISTS, mends_at
from clients.tests.factories import covered
from notes.tests.factories import written_note
from plans.tests.browsing import said, signed_in
from plans.tests.factories import draft_plan, sign_draft, signable_plan

PLACES = [
    *((node, "name") for node in AROUND),
    *(("client", field) for field in (*LISTS, "phone")),
    ("plan", "signature"),
    ("plan", "services"),
    ("plan", "why_now"),
    ("plan", "something else"),
    ("problem", "status_reason"),
    ("goal", "objectives"),
    ("goal", "target"),
    ("service", "minutes"),
    ("version", "client"),
    ("review", "outcome"),
    ("intake", "culture"),
    ("clinician", "license_number"),
]


@pytest.mark.parametrize(("node", "field"), PLACES)
def test_every_place_that_a_rule_may_name_has_an_address(dana, node, field):
    found = uuid4()
    address, _, anchor = mends_at(draft_plan(dana), node, uuid4(), field, found).partition("#")
    path, _, query = address.partition("?")
    assert resolve(path)
    assert f"finding={found}" in query
    assert " " not in anchor


def test_what_is_found_in_a_bare_and_in_a_lived_plan_opens(dana):
    lived = signable_plan(dana)
    lived.services.update(frequency="never")
    covered(lived.client)
    sign_draft(lived, dana)
    written_note(dana, lived.client)
    draft_plan(dana)
    bring_up_to_date(dana.practice)
    browser = signed_in(dana)
    rows = Finding.objects.select_related("plan__client")
    links = [mends_at(row.plan, row.node, row.node_id, row.field) for row in rows]
    places = {link.partition("#")[0] for link in links}
    assert len(places) > 8
    for place in sorted(places):
        assert browser.get(place).status_code == 200, place


def test_a_finding_says_in_which_text_it_stands(dana):
    lived, bare = signable_plan(dana), draft_plan(dana)
    sign_draft(lived, dana)
    lived.services.update(frequency="never")
    bring_up_to_date(dana.practice)
    browser = signed_in(dana)
    of_lived, of_bare = (said(browser.get(f"/audit/plans/{plan.pk}/")) for plan in (lived, bare))
    assert "Stands in the draft, not in the version in effect." in of_lived
    assert "Stands in the draft; no version is in effect yet." in of_bare
    assert "not in the version in effect" not in of_bare
