"""A practice asks its own questions about a plan: answered in the draft, told and printed."""

import json

import pytest
from django.urls import reverse

from builder.tests.factories import template_of
from plans.document import PlanDocument, missing_before_signing
from plans.document.changes_in_words import one_line
from plans.document.difference import apply, difference
from plans.drafting import draft_document
from plans.models import PlanSection
from plans.paper import payer_html
from plans.tests.browsing import filled, said, signed_in
from plans.tests.factories import signable_plan, signed_plan
from plans.tests.test_read_old_documents import facts

FIELDS = [
    {"type": "heading", "key": "signs", "label": "Signs"},
    {"type": "choice", "key": "spaced", "label": "Sessions are spaced", "options": ["yes", "no"]},
    {"type": "long_text", "key": "sign", "label": "First sign", "required": True,
     "show_if": {"field": "spaced", "one_of": ["yes"]}},
]  # fmt: skip
TITLE = "Steps towards discharge"


@pytest.fixture
def asked(practice):
    return template_of(practice, FIELDS, key="steps", kind="plan", title=TITLE)


def door(plan):
    return reverse("plans:section", args=[plan.client_id, plan.number, "steps"])


def answered(plan, dana, **typed):
    browser = signed_in(dana)
    page = browser.get(door(plan))
    said_now = {f"section_{key}": value for key, value in typed.items()}
    return browser.post(door(plan), filled(page) | said_now)


def test_it_is_answered_in_the_draft_and_stands_in_the_document(dana, asked):
    plan = signable_plan(dana)
    assert answered(plan, dana, spaced="yes", sign="Two calm weeks").status_code == 302
    (section,) = draft_document(plan).sections
    assert [(item.heading, item.question, item.text) for item in section.answers] == [
        ("Signs", "Sessions are spaced", "yes"),
        ("Signs", "First sign", "Two calm weeks"),
    ]
    page = said(signed_in(dana).get(reverse("plans:draft", args=[plan.client_id, plan.number])))
    assert "Two calm weeks" in page


def test_two_tabs_that_begin_it_are_told_of_each_other(dana, asked):
    plan = signable_plan(dana)
    browser = signed_in(dana)
    opened = filled(browser.get(door(plan)))
    browser.post(door(plan), opened | {"section_spaced": "yes", "section_sign": "First"})
    answer = browser.post(door(plan), opened | {"section_spaced": "yes", "section_sign": "Second"})
    assert answer.status_code == 409
    assert "First" in said(answer)
    assert PlanSection.objects.get().answers["sign"] == "First"


def test_what_is_needed_is_missing_before_signing_and_only_where_it_is_asked(dana, asked):
    plan = signable_plan(dana)
    today = plan.practice.today
    assert missing_before_signing(draft_document(plan), today) == []
    answered(plan, dana, spaced="yes")
    (missing,) = missing_before_signing(draft_document(plan), today)
    assert missing.sentence == f"Answer “First sign” ({TITLE})."
    page = said(signed_in(dana).get(reverse("plans:sign", args=[plan.client_id, plan.number])))
    assert f"{door(plan)}#id_section_sign" in page


def test_a_question_that_nobody_answered_changes_no_signed_plan(dana, practice):
    version = signed_plan(dana)
    template_of(practice, FIELDS, key="steps", kind="plan", title=TITLE)
    signed = PlanDocument.stored(version.document)
    assert draft_document(version.plan, author=dana).says_the_same_as(signed)
    answered(version.plan, dana, spaced="no")
    version.plan.refresh_from_db()
    assert not draft_document(version.plan, author=dana).says_the_same_as(signed)


def test_the_difference_is_told_answer_by_answer(dana, asked):
    plan = signable_plan(dana)
    answered(plan, dana, spaced="no")
    old = draft_document(plan)
    answered(plan, dana, spaced="yes", sign="Calm")
    new = draft_document(plan)
    changes = difference(old, new)
    assert one_line(changes) == [
        f"The practice’s own questions: {TITLE}, “Sessions are spaced” no → yes",
        f"The practice’s own questions: {TITLE}, “First sign” not set → Calm",
    ]
    assert apply(old, changes) == new


def test_it_is_printed_under_its_own_heading_and_left_out_where_nothing_was_said(dana, asked):
    plan = signable_plan(dana)
    unanswered = draft_document(plan)
    text = json.dumps({})
    assert TITLE not in payer_html(unanswered, facts(text))
    answered(plan, dana, spaced="yes", sign="<b>Calm</b>")
    page = payer_html(draft_document(plan), facts(text))
    assert f"<h2>{TITLE}</h2>" in page
    assert "&lt;b&gt;Calm&lt;/b&gt;" in page


def test_another_key_is_no_section(dana):
    plan = signable_plan(dana)
    assert signed_in(dana).get(door(plan)).status_code == 404
