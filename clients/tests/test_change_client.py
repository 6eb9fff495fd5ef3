"""Changing the particulars, and writing the intake."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import Role
from clients.models import CareTeam, Client, Intake
from clients.tests.factories import client_of, taken_in
from trail.models import Event


def particulars(of: Client, **changes: str) -> dict[str, str]:
    return {
        "row_version": str(of.row_version),
        "record_number": of.record_number,
        "given_name": of.given_name,
        "family_name": of.family_name,
        "born_on": of.born_on.isoformat(),
        "gender": of.gender,
        "language": of.language,
        "status": of.status,
        **changes,
    }


def edit_url(of: Client) -> str:
    return reverse("clients:edit", args=[of.pk])


def intake_url(of: Client) -> str:
    return reverse("clients:intake", args=[of.pk])


def test_it_saves_and_says_what_changed_in_the_trail(dana, client):
    of = client_of(dana)
    client.force_login(dana)
    client.post(edit_url(of), particulars(of, preferred_name="Mari", status="discharged"))
    of.refresh_from_db()
    assert (of.called, of.status, of.row_version) == ("Mari", "discharged", 2)
    event = Event.objects.get(verb="client.changed")
    assert event.changed["preferred_name"] == ["", "Mari"]


def test_when_somebody_was_faster_it_shows_both_texts_and_overwrites_nothing(dana, priya, client):
    of = client_of(dana)
    CareTeam.objects.create(practice=of.practice, client=of, member=priya)
    opened = particulars(of, preferred_name="Mari")
    client.force_login(priya)
    client.post(edit_url(of), particulars(of, preferred_name="Sol"))
    client.force_login(dana)
    answer = client.post(edit_url(of), opened)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Priya Raman changed this" in page
    assert "Mari" in page
    assert "Sol" in page
    of.refresh_from_db()
    assert of.preferred_name == "Sol"
    client.post(edit_url(of), {**opened, "row_version": "2", "resolve": "mine"})
    of.refresh_from_db()
    assert of.preferred_name == "Mari"


def test_it_refuses_a_date_of_birth_in_the_future(dana, client):
    of = client_of(dana)
    tomorrow = (dana.practice.today + timedelta(days=1)).isoformat()
    client.force_login(dana)
    answer = client.post(edit_url(of), particulars(of, born_on=tomorrow))
    assert answer.status_code == 422
    assert "The date of birth is in the future." in answer.content.decode()


def test_the_headline_of_a_refused_form_keeps_the_stored_name(dana, client):
    of = client_of(dana, given_name="Marisol", family_name="Vega")
    client.force_login(dana)
    answer = client.post(edit_url(of), particulars(of, given_name="", born_on="never"))
    assert "Marisol Vega" in answer.content.decode()


def test_a_new_intake_has_no_other_text_to_be_edited_together_with(dana, client):
    of = client_of(dana)
    client.force_login(dana)
    typed = {"row_version": "0", "own_words": "I want the bus again.", "resolve": "together"}
    assert client.post(intake_url(of), typed).status_code == 302
    assert Intake.objects.get(client=of).own_words == "I want the bus again."


def test_it_writes_the_intake_in_the_clients_words_and_edits_it(dana, client):
    of = client_of(dana)
    client.force_login(dana)
    client.post(intake_url(of), {"row_version": "0", "own_words": "I want the bus again."})
    intake = Intake.objects.get()
    assert intake.own_words == "I want the bus again."
    client.post(intake_url(of), {"row_version": "1", "own_words": "I want my life again."})
    intake.refresh_from_db()
    assert (intake.own_words, intake.row_version) == ("I want my life again.", 2)
    verbs = Event.objects.about(of.pk).values_list("verb", flat=True)
    assert {"intake.written", "intake.changed"} <= set(verbs)


def test_two_first_intakes_do_not_overwrite_each_other(dana, client):
    of = client_of(dana)
    taken_in(of)
    client.force_login(dana)
    answer = client.post(intake_url(of), {"row_version": "0", "own_words": "Something else."})
    assert answer.status_code == 409
    assert Intake.objects.get().own_words == "I am sure I will pass out."


def test_the_same_first_intake_posted_twice_is_written_once(dana, client):
    of = client_of(dana)
    client.force_login(dana)
    for _ in range(2):
        answer = client.post(intake_url(of), {"row_version": "0", "own_words": "The bus."})
        assert answer.status_code == 302
    assert Intake.objects.get().row_version == 1


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("x" * 100_000, "This has 100000 characters; there is room for 20000."),
        ("a\x00b", "invisible character"),
        ("a\u2066b", "turns writing around"),
    ],
)
def test_what_is_too_long_or_invisible_is_refused(text, sentence, dana, client):
    of = client_of(dana)
    client.force_login(dana)
    answer = client.post(intake_url(of), {"row_version": "0", "own_words": text, "needs": "rest"})
    assert answer.status_code == 422
    assert sentence in answer.content.decode().replace(",", "")
    assert "rest</textarea>" in answer.content.decode()
    assert not Intake.objects.exists()


def test_emoji_and_markup_in_the_clients_words_stay_as_they_are(dana, client):
    of = client_of(dana)
    client.force_login(dana)
    said = "I feel 😀 <b>now</b> $\\frac{1}{2}$"
    client.post(intake_url(of), {"row_version": "0", "own_words": said})
    page = client.get(reverse("clients:detail", args=[of.pk])).content.decode()
    assert "I feel 😀 &lt;b&gt;now&lt;/b&gt; $\\frac{1}{2}$" in page


def test_only_the_care_team_writes(sam, priya, avery, stranger, outsider, client):
    of = client_of(sam)
    for somebody, status in ((priya, 403), (avery, 403), (stranger, 404), (outsider, 404)):
        client.force_login(somebody)
        for url, data in ((edit_url(of), particulars(of)), (intake_url(of), {"row_version": "0"})):
            assert client.get(url).status_code == status
            assert client.post(url, data).status_code == status


def test_a_solo_owner_is_therapist_and_admin(practice, client):
    from accounts.tests.factories import staff

    owner = staff(practice, Role.THERAPIST, Role.ADMIN)
    of = client_of(owner)
    client.force_login(owner)
    assert client.post(edit_url(of), particulars(of, pronouns="they/them")).status_code == 302
