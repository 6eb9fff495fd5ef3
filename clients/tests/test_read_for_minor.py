"""Reading for somebody else: parts of the page, last days, and minors who may consent alone."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client as Browser
from django.urls import reverse

from accounts.models import Practice
from clients.actions import Reason, change_client, give_access, say_guardian_reason
from clients.minors import age_of_consent, majority_of, may_consent_alone
from clients.models import Client, ClientAccess
from clients.page_law import page_law
from clients.tests.factories import client_of, safety_plan_of
from config import clock
from config.tenancy import acting, as_client
from notes.models import Score
from plans.answers import answers_as
from portal.tests.factories import lived_plan
from trail.models import Event

AGREES = Reason("minor agrees")


def years_ago(years: int, days: int = 0) -> date:
    today = clock.now().date()
    return today.replace(year=today.year - years, day=min(today.day, 28)) + timedelta(days=days)


def give(client: Client, by, kind="guardian", **more) -> ClientAccess:
    email = f"{kind}-{more.get('covers', 'all')}@example.org"
    return give_access(client, email=email, name="Ines Brandt", kind=kind, by=by, **more)


@pytest.fixture
def theo(dana):
    """A child of eight."""
    return client_of(dana, given_name="Theo", born_on=years_ago(8))


@pytest.fixture
def lea(dana):
    """Fifteen: more than the age of consent of the practice's state."""
    Practice.objects.filter(pk=dana.practice_id).update(state="CA")
    dana.practice.refresh_from_db()
    return client_of(dana, given_name="Lea", born_on=years_ago(15))


def status(user, path=""):
    browser = Browser()
    browser.force_login(user)
    return browser.get(f"/me/{path}", secure=True).status_code


def test_a_guardian_of_a_child_reads_without_a_question(dana, theo, act_as):
    with act_as(dana):
        access = give(theo, dana)
    assert (access.consent_ground, access.majority_at) == ("", majority_of(theo))
    assert status(access.user) == 200


def test_of_a_minor_who_may_consent_alone_the_reason_is_asked(dana, lea, act_as):
    with act_as(dana):
        with pytest.raises(ValidationError, match="From 12 on minors may consent alone"):
            give(lea, dana)
        with pytest.raises(ValidationError, match="Say in words which law"):
            give(lea, dana, reason=Reason("court order"))
        access = give(lea, dana, reason=AGREES)
    assert (access.consent_ground, access.consent_by) == ("minor agrees", dana)
    assert Event.objects.get(verb="access.given").changed["reason"] == "minor agrees"


def test_the_form_shows_age_source_and_doubt(dana, lea, theo, client):
    client.force_login(dana)
    page = client.get(reverse("clients:access", args=[lea.pk])).content.decode()
    for words in ("from 12 on", "Cal. Health &amp; Safety Code 124260", "not verified at source"):
        assert words in page
    page = client.get(reverse("clients:access", args=[theo.pk])).content.decode()
    assert "may consent alone" not in page


def test_without_a_state_it_asks_from_the_lowest_age_that_we_hold():
    lowest = min(age.age for age in page_law().ages.values())
    for state in ("", "TX"):
        assert age_of_consent(state).age == lowest
        assert "house rule" in age_of_consent(state).source


def test_at_the_birthday_it_comes_to_the_therapist_and_goes_on_meanwhile(dana, act_as, client):
    theo = client_of(dana, given_name="Theo", born_on=years_ago(12, days=20))
    with act_as(dana):
        access = give(theo, dana)
    client.force_login(dana)
    assert "say why the guardian reads" not in client.get("/").content.decode()
    with clock.standing_at(clock.now() + timedelta(days=60)):
        client.logout()
        client.force_login(dana)
        assert "say why the guardian reads" in client.get("/").content.decode()
        assert may_consent_alone(theo, theo.practice.today)
        assert status(access.user) == 200
        with act_as(dana), pytest.raises(ValidationError, match="Say why"):
            say_guardian_reason(access, Reason(), by=dana)
        url = reverse("clients:guardian-reason", args=[theo.pk, access.pk])
        assert client.post(url, {"consent_ground": "minor agrees"}).status_code == 302
        assert "say why the guardian reads" not in client.get("/").content.decode()
    assert ClientAccess.objects.get(pk=access.pk).consent_by == dana


def test_at_18_a_guardian_reads_no_longer_and_is_given_anew_only_as_proxy(dana, lea, act_as):
    with act_as(dana):
        access = give(lea, dana, reason=AGREES)
    before, after = majority_of(lea) - timedelta(minutes=1), majority_of(lea)
    with clock.standing_at(before):
        assert status(access.user) == 200
    with clock.standing_at(after):
        assert status(access.user) == 404
        with act_as(dana):
            with pytest.raises(ValidationError, match="is of age: nobody reads as a guardian"):
                give(lea, dana, reason=AGREES)
            later = lea.practice.today + timedelta(days=90)
            give(lea, dana, kind="proxy", expires_on=later)


def test_another_date_of_birth_moves_the_day(dana, lea, act_as):
    with act_as(dana):
        access = give(lea, dana, reason=AGREES)
        lea.born_on = years_ago(19)
        change_client(lea, expected=lea.row_version, by=dana)
    assert status(access.user) == 404


def test_a_child_born_on_29_february_is_of_age_on_the_first_of_march(dana):
    leap = Client(practice=dana.practice, born_on=date(2008, 2, 29))
    assert majority_of(leap).date() == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("covers", "there", "not_there"),
    [
        ("everything", ["", "plan/", "review/", "help/"], []),
        ("progress", ["", "review/", "help/"], ["plan/"]),
        ("plan", ["plan/", "help/"], ["review/"]),
    ],
)
def test_a_reader_reads_their_part_and_the_rest_is_not_there(
    dana, theo, act_as, covers, there, not_there
):
    goal = lived_plan(dana, theo, scores=[8, 4])
    safety_plan_of(theo, for_readers=True)
    with act_as(dana):
        user = give(theo, dana, covers=covers).user
    goals = [f"goals/{goal.pk}/", f"goals/{goal.pk}/chart.svg"]
    (not_there if covers == "plan" else there).extend(goals)
    assert {path: status(user, path) for path in there} == dict.fromkeys(there, 200)
    assert {path: status(user, path) for path in not_there} == dict.fromkeys(not_there, 404)
    if covers == "plan":
        assert status(user) == 302
    browser = Browser()
    browser.force_login(user)
    safety = browser.get("/me/safety/", secure=True).content.decode()
    assert ("Cold water" in safety) == (covers == "everything")
    with acting(as_client(theo.practice_id, user.pk, theo.pk)):
        assert Score.objects.exists() == (covers != "plan")
    assert answers_as(user, theo.pk) == ("" if covers == "progress" else "guardian")


def test_a_proxy_has_a_last_day_and_the_client_reads_everything(dana, theo, client):
    client.force_login(dana)
    url = reverse("clients:access", args=[theo.pk])
    typed = {"kind": "proxy", "name": "Sam", "email": "sam.b@example.org", "covers": "plan"}
    answer = client.post(url, typed)
    assert answer.status_code == 422
    assert "A proxy has a last day" in answer.content.decode()
    answer = client.post(url, typed | {"kind": "client"})
    assert "reads the whole page" in answer.content.decode()
    assert not ClientAccess.objects.exists()


def test_what_is_given_is_widened_only_openly(dana, theo, act_as):
    with act_as(dana):
        held = give(theo, dana, covers="plan")
        again = {"email": held.user.email, "name": "Ines", "kind": "guardian", "by": dana}
        assert give_access(theo, covers="plan", **again) == held
        with pytest.raises(ValidationError, match="End that sign-in, then give the new one"):
            give_access(theo, covers="everything", **again)
