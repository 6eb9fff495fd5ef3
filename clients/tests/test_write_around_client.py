"""Writing down coverage, contributors and consents."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from clients.models import Consent, Contributor, Coverage
from clients.tests.factories import client_of, covered
from trail.models import Event

COVERAGE = {"payer": "Example Mutual", "member_id": "EM-4410-88", "rank": "1"}
COVERAGE |= {"payer_profile": "general"}
CONTRIBUTOR = {"name": "Dr. Lena Ortiz", "role": "primary-care physician", "release": "not asked"}
CONSENT = {"kind": "treatment", "signed_by": "Marisol Vega", "from_on": "2026-01-05"}
KINDS = [
    ("coverage", Coverage, COVERAGE, {"member_id": "EM-1"}),
    ("contributor", Contributor, CONTRIBUTOR, {"contributed": "Sleeps badly."}),
    ("consent", Consent, CONSENT, {"revoked_on": "2026-02-01"}),
]
EACH = pytest.mark.parametrize(("kind", "model", "typed", "retyped"), KINDS)


@EACH
def test_it_adds_once_and_edits(kind, model, typed, retyped, dana, client):
    of = client_of(dana)
    client.force_login(dana)
    add = reverse(f"clients:add-{kind}", args=[of.pk])
    once = {"new_id": str(uuid.uuid4()), **typed}
    for _ in range(2):
        assert client.post(add, once).status_code == 302
    row = model.objects.get()
    edit = reverse(f"clients:edit-{kind}", args=[of.pk, row.pk])
    assert client.get(edit).status_code == 200
    assert client.post(edit, {"row_version": "1", **typed, **retyped}).status_code == 302
    row.refresh_from_db()
    for name, value in retyped.items():
        assert str(getattr(row, name)) == value
    verbs = Event.objects.about(of.pk).values_list("verb", flat=True)
    assert {f"{kind}.added", f"{kind}.changed"} <= set(verbs)
    page = client.get(reverse("clients:detail", args=[of.pk])).content.decode()
    assert next(iter(retyped.values()))[:4] in page


@EACH
def test_it_refuses_everybody_but_the_care_team(
    kind, model, typed, retyped, sam, priya, avery, stranger, outsider, client
):
    of = client_of(sam)
    row = model.objects.create(practice=of.practice, client=of, **typed)
    for somebody, status in ((priya, 403), (avery, 403), (stranger, 404), (outsider, 404)):
        client.force_login(somebody)
        for url in (
            reverse(f"clients:add-{kind}", args=[of.pk]),
            reverse(f"clients:edit-{kind}", args=[of.pk, row.pk]),
        ):
            assert client.get(url).status_code == status
            assert client.post(url, {"row_version": "1", **typed}).status_code == status
    assert model.objects.count() == 1


@EACH
def test_it_refuses_a_row_that_somebody_else_changed(kind, model, typed, retyped, dana, client):
    of = client_of(dana)
    row = model.objects.create(practice=of.practice, client=of, row_version=2, **typed)
    client.force_login(dana)
    edit = reverse(f"clients:edit-{kind}", args=[of.pk, row.pk])
    assert client.post(edit, {"row_version": "1", **typed, **retyped}).status_code == 409
    row.refresh_from_db()
    assert row.row_version == 2


def refused(client, of, kind: str, typed: dict[str, str]) -> str:
    add = reverse(f"clients:add-{kind}", args=[of.pk])
    answer = client.post(add, {"new_id": str(uuid.uuid4()), **typed})
    assert answer.status_code == 422
    return answer.content.decode()


def test_dates_that_cannot_be_get_a_sentence(dana, client):
    of = client_of(dana)
    client.force_login(dana)
    backwards = {"authorized_from": "2026-03-01", "authorized_to": "2026-02-01"}
    assert "The authorization must end after it starts." in refused(
        client, of, "coverage", COVERAGE | backwards
    )
    assert "The consent must end after it starts." in refused(
        client, of, "consent", CONSENT | {"to_on": "2025-12-31"}
    )
    tomorrow = (dana.practice.today + timedelta(days=1)).isoformat()
    assert "The day of the revocation is in the future." in refused(
        client, of, "consent", CONSENT | {"revoked_on": tomorrow}
    )
    signed = CONTRIBUTOR | {"release": "signed"}
    assert "Give the date on which the release was signed." in refused(
        client, of, "contributor", signed
    )
    assert "The day of the signature is in the future." in refused(
        client, of, "contributor", signed | {"release_signed_on": tomorrow}
    )


def test_numbers_that_cannot_be_get_a_sentence(dana, client):
    of = client_of(dana)
    client.force_login(dana)
    for visits in ("-1", "many", "2.5", "70000"):
        page = refused(client, of, "coverage", COVERAGE | {"authorized_visits": visits})
        assert "There is a problem" in page
    assert "Fill in: Payer." in refused(client, of, "coverage", COVERAGE | {"payer": ""})


def test_a_name_has_no_pictures(dana, client):
    of = client_of(dana)
    client.force_login(dana)
    page = refused(client, of, "contributor", CONTRIBUTOR | {"name": "Mom ❤"})
    assert "has no pictures (emoji) in it" in page


def test_another_clients_coverage_is_not_found(dana, client):
    coverage = covered(client_of(dana))
    other = client_of(dana)
    client.force_login(dana)
    url = reverse("clients:edit-coverage", args=[other.pk, coverage.pk])
    assert client.get(url).status_code == 404
