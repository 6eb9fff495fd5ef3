"""A part of a record is denied, the client gets the rest, and the denial is reviewed."""

import json
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import reverse

from clients.law import law
from clients.tests.factories import client_of, taken_in
from exchange.models import Export, RecordRequest, RequestStep
from exchange.standing import standing
from exchange.tests.factories import asked, small_press
from notes.models import Note
from notes.tests.factories import written_note
from plans.models import Disclosure
from plans.tests.browsing import filled, said, signed_in
from plans.tests.factories import signed_plan

DENIED = {"ground": "another person", "text": "Dr. Osei judged so today."}
REVIEWED = {"reviewer": "Ola Berg, MD", "text": "She sees no such harm."}


@pytest.fixture(autouse=True)
def pressed(monkeypatch):
    """Paper of one line."""
    return small_press(monkeypatch)


@pytest.fixture
def wish(dana):
    """A request for the record of a client with a plan and two notes."""
    client = client_of(dana)
    taken_in(client)
    signed_plan(dana, client)
    for _ in range(2):
        written_note(dana, client)
    return asked(client, dana)


def address(request, name="request"):
    return reverse(f"exchange:{name}", args=[request.client_id, request.pk])


def send(user, request, name, **typed):
    browser = signed_in(user)
    where = address(request, name)
    return browser.post(where, filled(browser.get(where), **typed))


def export(user, request, since=None):
    """Press the button; `since` is a page that was opened earlier."""
    browser = signed_in(user)
    page = since or browser.get(address(request))
    return browser.post(address(request, "export"), filled(page, way="handed over"))


def files_of(answer):
    with ZipFile(BytesIO(answer.content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def now(request):
    request = RecordRequest.objects.with_steps().get(pk=request.pk)
    return standing(request, request.practice.today)


def test_the_grounds_are_those_of_the_regulation_each_with_its_source(dana, wish):
    page = said(signed_in(dana).get(address(wish, "deny")))
    assert {denial.citation.removeprefix("45 CFR 164.524") for denial in law().denials} == {
        "(a)(1)(i), (a)(2)(i)", "(a)(1)(ii), (a)(2)(i)", "(a)(2)(ii)", "(a)(2)(iii)",
        "(a)(2)(iv)", "(a)(2)(v)", "(a)(3)(i)", "(a)(3)(ii)", "(a)(3)(iii)",
    }  # fmt: skip
    judged = [one for one in law().denials if one.reviewable]
    assert all("164.524(a)(3)" in one.citation for one in judged)
    assert all("in the exercise of professional judgment" in one.words for one in judged)
    assert "it tells the client where to ask" in page


def test_what_is_not_held_is_no_denial_and_ends_with_where_to_ask(dana, wish):
    opened = signed_in(dana).get(address(wish))
    assert send(dana, wish, "elsewhere", text="Ask County Hospital.").status_code == 302
    page = said(signed_in(dana).get(address(wish)))
    assert "told where else to ask" in page.lower()
    assert "Ask County Hospital." in page
    assert "45 CFR 164.524(d)(3)" in said(signed_in(dana).get(address(wish, "elsewhere")))
    assert export(dana, wish, since=opened).status_code == 422


def test_one_note_is_kept_back_and_the_rest_is_given(dana, wish):
    note = Note.objects.order_by("attendance__session__starts_at", "pk").first()
    kept = [str(note.pk), "contributors"]
    assert send(dana, wish, "deny", withheld=kept, **DENIED).status_code == 302
    assert now(wish).is_open
    page = said(signed_in(dana).get(address(wish)))
    for words in ("Denied in part", "What is kept back", "Contributors", "The rest of the record"):
        assert words in page
    files = files_of(export(dana, wish))
    assert len([name for name in files if name.startswith("notes/")]) == 1
    assert "contributors.csv" not in files
    assert "contributors" not in json.loads(files["record.json"])
    assert "<h2>Contributors" not in files["record.html"].decode()
    index = files["index.html"].decode()
    assert f"The note of {note.attendance.session.on}" in index
    assert "Access to these parts was denied in writing." in index
    assert Disclosure.objects.get().what.startswith("The record without what was denied, ")
    assert now(wish).word == "fulfilled"


def test_particulars_and_plans_can_be_kept_back_too(dana, wish):
    send(dana, wish, "deny", withheld=["particulars", "plans"], **DENIED)
    files = files_of(export(dana, wish))
    assert not [name for name in files if name.startswith("plans/")]
    assert "I am sure I will pass out." not in files["record.html"].decode()


def test_a_denial_is_not_made_twice(dana, wish):
    browser = signed_in(dana)
    form = filled(browser.get(address(wish, "deny")), withheld=["plans"], **DENIED)
    assert browser.post(address(wish, "deny"), form).status_code == 302
    assert "It was denied before" in said(browser.post(address(wish, "deny"), form))


def test_a_review_that_overturns_the_denial_opens_the_request_again(dana, wish):
    send(dana, wish, "deny", **DENIED)
    assert list(RecordRequest.objects.open()) == []
    assert "Write down the review" in said(signed_in(dana).get(address(wish)))
    assert send(dana, wish, "review", upheld="no", **REVIEWED).status_code == 302
    assert now(wish).is_open
    assert list(RecordRequest.objects.open()) == [wish]
    page = " ".join(said(signed_in(dana).get(address(wish))).split())
    assert "by Ola Berg, MD: access is given" in page
    assert export(dana, wish).status_code == 200
    assert now(wish).word == "fulfilled"
    assert list(RecordRequest.objects.open()) == []


def test_a_review_that_upholds_it_leaves_it_closed_and_is_the_last(dana, wish):
    opened = signed_in(dana).get(address(wish))
    send(dana, wish, "deny", **DENIED)
    send(dana, wish, "review", upheld="yes", **REVIEWED)
    assert now(wish).word == "denied"
    assert export(dana, wish, since=opened).status_code == 422
    again = send(dana, wish, "review", upheld="no", **REVIEWED)
    assert "There is no denial here that may be reviewed." in said(again)


def test_an_overturned_denial_in_part_gives_what_was_kept_back(dana, wish):
    send(dana, wish, "deny", withheld=["plans"], **DENIED)
    assert export(dana, wish).status_code == 200
    send(dana, wish, "review", upheld="no", **REVIEWED)
    assert now(wish).is_open
    assert "plans/plan-1-version-1.json" in files_of(export(dana, wish))
    assert Export.objects.count() == 2


def test_whoever_denied_does_not_review_and_the_day_comes_after(dana, wish):
    send(dana, wish, "deny", **DENIED)
    own = {**REVIEWED, "reviewer": dana.printed_name}
    answer = send(dana, wish, "review", upheld="no", **own)
    assert "took part in the denial: somebody else reviews it." in said(answer)
    early = dana.practice.today - timedelta(days=1)
    answer = send(dana, wish, "review", on=early, upheld="no", **REVIEWED)
    assert "That is before the denial." in said(answer)
    assert not RequestStep.objects.filter(kind="reviewed").exists()


def test_grounds_without_review_offer_none(dana, wish):
    send(dana, wish, "deny", ground="confidence", text="Told in confidence.")
    assert "Write down the review" not in said(signed_in(dana).get(address(wish)))
    answer = send(dana, wish, "review", upheld="no", **REVIEWED)
    assert "There is no denial here that may be reviewed." in said(answer)


@pytest.mark.parametrize("ground", ["endangers", "psychotherapy notes"])
def test_a_denied_request_is_not_answered_with_the_record(dana, wish, pressed, ground):
    opened = signed_in(dana).get(address(wish))
    send(dana, wish, "deny", ground=ground, text="x")
    answer = export(dana, wish, since=opened)
    assert answer.status_code == 422
    assert "Nothing is given on it." in said(answer)
    assert (Export.objects.count(), Disclosure.objects.count(), pressed) == (0, 0, [])


def test_a_request_for_an_accounting_is_not_answered_with_the_record(dana, wish, pressed):
    other = asked(wish.client, dana, kind="accounting")
    answer = export(dana, other, since=signed_in(dana).get(address(wish)))
    assert answer.status_code == 422
    assert "and not for the record" in said(answer)
    assert (Export.objects.count(), Disclosure.objects.count(), pressed) == (0, 0, [])
    assert now(other).is_open


def test_a_representative_of_whom_the_record_says_nothing_gets_nothing(dana, wish):
    client = wish.client
    other = asked(client, dana, asked_by="representative", name="Acme Insurance")
    answer = export(dana, other)
    assert answer.status_code == 422
    assert "On this ground it goes to" in said(answer)
    type(client).objects.filter(pk=client.pk).update(guardian_name="Luis Vega")
    known = asked(client, dana, asked_by="representative", name="Luis Vega")
    assert export(dana, known).status_code == 200
    assert Disclosure.objects.get().recipient == "Luis Vega"
