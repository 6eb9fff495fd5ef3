"""Answering the questions about risk in a note: the prompt, the safety plan, and what is signed."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from clients.models import RiskAnswer, SafetyReview
from clients.tests.factories import client_of, safety_plan_of
from exchange.whole_note import whole_note
from notes.actions import save_note, sign_note, start_note
from notes.models import Note
from notes.tests.factories import held_session
from notes.tests.pages import note_form, of_note
from plans.tests.browsing import said, signed_in

Risk = Note.Risk


@pytest.fixture
def marisol(dana):
    return client_of(dana, given_name="Marisol")


@pytest.fixture
def note(dana, marisol):
    return begun(dana, marisol)


def begun(by, client, template="dap"):
    note = start_note(held_session(by, client), template, by=by)
    note.sections = {**note.sections, "data": "A hard week."}
    return save_note(note, expected=note.row_version, by=by)


def answer(note, by, **fields):
    note = Note.objects.get(pk=note.pk)
    for name, value in fields.items():
        setattr(note, name, value)
    return save_note(note, expected=note.row_version, by=by)


def sign(note, by):
    note = Note.objects.get(pk=note.pk)
    return sign_note(note, expected=note.row_version, by=by)


def test_a_risk_opens_the_prompt_in_the_note_and_on_the_clients_page(dana, marisol, note):
    browser, edit = signed_in(dana), of_note("edit", note)
    assert 'data-risk-prompt data-risk-when="{' in " ".join(said(browser.get(edit)).split())
    assert not RiskAnswer.objects.exists()
    typed = note_form(note, risk_found=["ideation", "plan"], risk="Tablets at home.")
    assert browser.post(edit, typed).status_code == 302
    shown = " ".join(said(browser.get(edit)).split())
    assert "Call or text the 988" in shown
    assert reverse("clients:safety-plan", args=[marisol.pk]) in shown
    assert "hidden" not in shown.split("data-risk-said=")[1].split(">")[0]
    for page in (reverse("clients:detail", args=[marisol.pk]), of_note("note", note)):
        told = said(browser.get(page))
        assert "Risk present" in told
        assert "thoughts of suicide; a plan" in told


@pytest.mark.parametrize(
    ("found", "prompts"),
    [
        ([], False),
        ([Risk.NONE], False),
        *(([risk], True) for risk in Risk if risk != Risk.NONE),
    ],
)
def test_every_answer_above_none_raises_it(dana, note, found, prompts):
    answer(note, dana, risk_found=list(found))
    assert RiskAnswer.objects.filter(is_present=True).exists() == prompts


def test_an_answer_of_a_template_raises_it_too(dana, marisol):
    note = begun(dana, marisol, "discharge")
    sections = {**note.sections, "risk_at_end": "voiced"}
    answer(note, dana, sections=sections)
    told = RiskAnswer.objects.get()
    assert told.is_present
    assert told.said == "Thoughts of suicide at the last contact: voiced"
    shown = said(signed_in(dana).get(of_note("edit", note)))
    assert "section_risk_at_end" in shown.split("data-risk-when=")[1].split(">")[0]
    answer(note, dana, sections=sections | {"risk_at_end": "none voiced"})
    assert [row.is_present for row in RiskAnswer.objects.all()] == [False, True]


def test_none_voiced_and_a_risk_cannot_both_be_so(dana, note):
    typed = note_form(note, risk_found=["none", "plan"])
    page = signed_in(dana).post(of_note("edit", note), typed)
    assert page.status_code == 422
    assert "“None voiced” and a risk cannot both be so." in said(page)
    with pytest.raises(ValidationError):
        answer(note, dana, risk_found=["none", "plan"])


def test_a_note_that_names_a_risk_is_signed_only_when_it_speaks_of_the_safety_plan(
    dana, marisol, note
):
    answer(note, dana, risk_found=["ideation"])
    page = signed_in(dana).post(of_note("sign", note), {"row_version": 3})
    assert page.status_code == 422
    assert "say whether the safety plan was reviewed" in said(page)
    for claimed in ("reviewed", "changed"):
        answer(note, dana, safety_plan=claimed)
        with pytest.raises(ValidationError, match="There is no safety plan yet"):
            sign(note, dana)
    answer(note, dana, safety_plan="not reviewed")
    with pytest.raises(ValidationError, match="why the safety plan was not reviewed"):
        sign(note, dana)
    answer(note, dana, risk="She left in anger; I call her tonight.")
    assert sign(note, dana).is_signed
    assert not SafetyReview.objects.exists()
    assert "Risk present" in said(signed_in(dana).get(of_note("note", note)))


def test_signing_that_it_was_reviewed_is_a_look_at_the_plan(dana, marisol, note):
    safety_plan_of(marisol)
    answer(note, dana, risk_found=["self-harm"], safety_plan="reviewed")
    sign(note, dana)
    sign(note, dana)
    review = SafetyReview.objects.get()
    assert (review.plan.number, review.reviewed_on) == (1, note.attendance.session.on)
    page = said(signed_in(dana).get(of_note("note", note)))
    assert "Risk present" not in page
    assert "self-harm without intent to die" in page
    assert "reviewed with the client: it stays as it is" in page


def test_a_plan_that_was_changed_in_the_session_is_not_older_than_it(dana, marisol, note):
    day = note.attendance.session.on
    safety_plan_of(marisol, agreed_on=day - timedelta(days=1))
    answer(note, dana, risk_found=["plan"], safety_plan="changed")
    with pytest.raises(ValidationError, match="older than this session"):
        sign(note, dana)
    safety_plan_of(marisol, own_ways="Walk to the river", agreed_on=day)
    assert sign(note, dana).is_signed
    assert SafetyReview.objects.get().plan.number == 2


def test_a_note_of_before_reads_as_it_was_written(dana, note):
    answer(note, dana, risk="Denies thoughts of suicide.")
    note = sign(note, dana)
    assert dict(whole_note(note)["afterwards"])["Risk"] == "Denies thoughts of suicide."
    assert not RiskAnswer.objects.exists()


def test_the_record_given_to_the_client_says_what_was_ticked(dana, marisol, note):
    safety_plan_of(marisol)
    answer(note, dana, risk_found=["passive"], risk="In the mornings.", safety_plan="reviewed")
    told = dict(whole_note(sign(note, dana))["afterwards"])
    assert told["Risk"].startswith("wish to be dead")
    assert told["Risk"].endswith("In the mornings.")
    assert told["Safety plan"].startswith("reviewed with the client")
