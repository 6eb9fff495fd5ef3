"""Diagnosing a client, with the search for ICD-10-CM codes."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from clients.models import Client, Diagnosis
from clients.tests.factories import client_of, diagnosed
from trail.models import Event


def add_url(of: Client) -> str:
    return reverse("clients:add-diagnosis", args=[of.pk])


def edit_url(diagnosis: Diagnosis) -> str:
    return reverse("clients:edit-diagnosis", args=[diagnosis.client_id, diagnosis.pk])


def typed(by, **changes: str) -> dict[str, str]:
    return {
        "new_id": str(uuid.uuid4()),
        "code": "F40.01",
        "rank": "1",
        "diagnosed_on": by.practice.today.isoformat(),
        "diagnosed_by": str(by.pk),
        "evidence": "Two attacks on the bus in one week.",
        **changes,
    }


def retyped(diagnosis: Diagnosis, **changes: str) -> dict[str, str]:
    return {
        "row_version": str(diagnosis.row_version),
        "code": diagnosis.code,
        "rank": str(diagnosis.rank),
        "diagnosed_on": diagnosis.diagnosed_on.isoformat(),
        "diagnosed_by": str(diagnosis.diagnosed_by_id),
        "status": diagnosis.status,
        **changes,
    }


def test_it_keeps_the_code_as_the_release_has_it(dana, client):
    of = client_of(dana)
    client.force_login(dana)
    assert client.post(add_url(of), typed(dana, code=" f4001 ")).status_code == 302
    diagnosis = Diagnosis.objects.get()
    assert str(diagnosis) == "F40.01 Agoraphobia with panic disorder"
    assert diagnosis.release == "FY 2027"
    assert diagnosis.diagnosed_by == dana
    assert Event.objects.about(of.pk).filter(verb="diagnosis.added").exists()


def test_the_code_that_was_chosen_goes_before_the_words_typed(dana, client):
    of = client_of(dana)
    client.force_login(dana)
    client.post(add_url(of), typed(dana, code="panic", chosen="F41.0"))
    assert Diagnosis.objects.get().code == "F41.0"


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("F99.99", "There is no ICD-10-CM code F99.99 in the release loaded (FY 2027)."),
        ("F40", "F40 is a heading, not billable; choose one of: F40.00"),
        ("panic", "Choose one of the codes below, or type a code such as F40.01."),
        ("", "Fill in: ICD-10-CM code."),
        ("F4\x000", "There is an invisible character (NUL)"),
    ],
)
def test_it_refuses_a_code_that_cannot_stand_on_a_claim(code, sentence, dana, client):
    of = client_of(dana)
    client.force_login(dana)
    answer = client.post(add_url(of), typed(dana, code=code))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "Two attacks on the bus" in answer.content.decode()
    assert not Diagnosis.objects.exists()


def test_words_that_are_no_code_bring_the_codes_to_choose_from(dana, client):
    of = client_of(dana)
    client.force_login(dana)
    page = client.post(add_url(of), typed(dana, code="panic")).content.decode()
    assert 'value="F41.0"' in page


def test_searching_without_script_saves_nothing_and_keeps_what_was_typed(dana, client):
    of = client_of(dana)
    client.force_login(dana)
    answer = client.post(add_url(of), typed(dana, code="agorafobia", search="1"))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "F40.01" in page
    assert "Two attacks on the bus" in page
    assert "There is a problem" not in page
    assert not Diagnosis.objects.exists()


def test_the_search_stands_in_the_address_too(dana, client):
    of = client_of(dana)
    client.force_login(dana)
    page = client.get(add_url(of), {"q": "panic"}).content.decode()
    assert 'value="panic"' in page
    assert 'value="F41.0"' in page


def test_a_script_gets_the_list_alone_and_a_person_the_page(dana, client):
    client.force_login(dana)
    codes = reverse("clients:codes")
    part = client.get(codes, {"code": "panic"}, headers={"HX-Request": "true"}).content.decode()
    assert 'value="F41.0"' in part
    assert "<html" not in part
    page = client.get(codes, {"q": "panic"}).content.decode()
    assert "F41.0" in page
    assert "ICD-10-CM FY 2027" in page
    assert "No code found" in client.get(codes, {"q": "qqqqqq"}).content.decode()


def test_a_heading_is_shown_and_cannot_be_chosen(dana, client):
    client.force_login(dana)
    answer = client.get(reverse("clients:codes"), {"q": "F40"}, headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert "F40 " in page
    assert 'value="F40"' not in page


def test_the_page_says_which_release_it_is_and_whether_it_is_in_force(dana, client):
    of = client_of(dana)
    client.force_login(dana)
    page = client.get(add_url(of)).content.decode()
    assert "ICD-10-CM FY 2027, " in page
    assert "in force" in page


def test_it_refuses_a_diagnosis_twice_and_one_of_tomorrow(dana, client):
    of = client_of(dana)
    diagnosed(of)
    client.force_login(dana)
    twice = client.post(add_url(of), typed(dana))
    assert "This client already has this diagnosis." in twice.content.decode()
    tomorrow = (dana.practice.today + timedelta(days=1)).isoformat()
    later = client.post(add_url(of), typed(dana, code="F41.0", diagnosed_on=tomorrow))
    assert "The day of the diagnosis is in the future." in later.content.decode()
    onset = client.post(
        add_url(of), typed(dana, code="F41.0", diagnosed_on="2026-01-05", onset_on="2026-02-01")
    )
    assert "The onset must not come after the day of the diagnosis." in onset.content.decode()
    assert Diagnosis.objects.count() == 1


def test_it_resolves_a_diagnosis_whose_code_has_ended_since(dana, client):
    diagnosis = diagnosed(client_of(dana), code="F63.99", title="A code of another year")
    client.force_login(dana)
    answer = client.post(edit_url(diagnosis), retyped(diagnosis, status="resolved"))
    assert answer.status_code == 302
    diagnosis.refresh_from_db()
    assert (diagnosis.status, diagnosis.title) == ("resolved", "A code of another year")


def test_changing_the_code_takes_the_new_title(dana, client):
    diagnosis = diagnosed(client_of(dana))
    client.force_login(dana)
    client.post(edit_url(diagnosis), retyped(diagnosis, chosen="F41.0"))
    diagnosis.refresh_from_db()
    assert diagnosis.title.startswith("Panic disorder")
    assert diagnosis.release == "FY 2027"


def test_searching_while_editing_keeps_the_version_that_was_opened(dana, client):
    diagnosis = diagnosed(client_of(dana))
    opened = retyped(diagnosis, code="panic", search="1")
    Diagnosis.objects.update(row_version=2, evidence="Somebody else wrote this.")
    client.force_login(dana)
    page = client.post(edit_url(diagnosis), opened)
    assert str(page.context["form"]["row_version"].value()) == "1"
    del opened["search"]
    answer = client.post(edit_url(diagnosis), {**opened, "chosen": "F41.0"})
    assert answer.status_code == 409
    assert Diagnosis.objects.get().evidence == "Somebody else wrote this."


def test_teammates_without_the_right_and_strangers_are_refused(
    sam, priya, avery, stranger, outsider, client
):
    of = client_of(sam)
    diagnosis = diagnosed(of)
    for somebody, status in ((priya, 403), (avery, 403), (stranger, 404), (outsider, 404)):
        client.force_login(somebody)
        for url in (add_url(of), edit_url(diagnosis)):
            assert client.get(url).status_code == status
            assert client.post(url, typed(sam)).status_code == status
    assert Diagnosis.objects.count() == 1


def test_another_clients_diagnosis_is_not_found(dana, client):
    diagnosis = diagnosed(client_of(dana))
    other = client_of(dana)
    client.force_login(dana)
    url = reverse("clients:edit-diagnosis", args=[other.pk, diagnosis.pk])
    assert client.get(url).status_code == 404
