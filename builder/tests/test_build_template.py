"""A template is built in the browser: begun, asked, ordered, published; and never changed after."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from builder.actions import publish, template_in_use
from builder.models import Draft, Template
from builder.tests.factories import drafted, template_of
from clients.tests.factories import client_of
from notes.actions import start_note
from notes.tests.factories import held_session
from plans.tests.browsing import filled, said, signed_in
from trail.models import Event

CHOICE = {"type": "choice", "key": "slept", "label": "Slept", "options": ["well", "badly"]}
TEXT = {"type": "long_text", "key": "told", "label": "What was told"}


def at(name, *args):
    return reverse(f"builder:{name}", args=args)


def keys(draft):
    draft.refresh_from_db()
    return [part["field"]["key"] for part in draft.parts]


def part(draft, key):
    draft.refresh_from_db()
    return next(part["field"] for part in draft.parts if part["field"]["key"] == key)


def test_a_template_is_begun_filled_and_published(avery):
    browser = signed_in(avery)
    begun = browser.get(at("new"))
    answer = browser.post(at("new"), filled(begun, title="House note", kind="note"))
    assert answer.url == at("edit", "house_note")
    answer = browser.post(at("add-part", "house_note"), {"label": "Slept well?", "type": "choice"})
    question = at("edit-part", "house_note", "slept_well")
    assert answer.url == question
    page = browser.get(question)
    typed = filled(page, options="yes\r\n no \r\n\r\n", required="on", risk_answers="no")
    assert browser.post(question, typed).status_code == 302
    draft = Draft.objects.get()
    assert part(draft, "slept_well") == {
        "type": "choice", "key": "slept_well", "label": "Slept well?", "required": True,
        "options": ["yes", "no"], "risk_answers": ["no"],
    }  # fmt: skip
    answer = browser.post(at("publish", "house_note"), {"row_version": draft.row_version})
    assert answer.url == at("template", "house_note")
    template = Template.objects.get()
    assert (template.number, template.published_by) == (1, avery)
    assert not Draft.objects.exists()
    assert Event.objects.filter(verb="template.published").exists()


def test_posting_the_new_template_twice_begins_one(avery):
    browser = signed_in(avery)
    typed = filled(browser.get(at("new")), title="House note", kind="note")
    assert browser.post(at("new"), typed).url == browser.post(at("new"), typed).url
    assert Draft.objects.count() == 1


def test_questions_are_moved_and_taken_out(avery, practice):
    draft = drafted(practice, [CHOICE, TEXT])
    browser = signed_in(avery)
    browser.post(at("move-part", draft.key, "told"), {"places": "-1"})
    assert keys(draft) == ["told", "slept"]
    browser.post(at("move-part", draft.key, "told"), {"places": "-1"})
    assert keys(draft) == ["told", "slept"]
    browser.post(at("remove-part", draft.key, "told"), {"row_version": draft.row_version})
    assert keys(draft) == ["slept"]


def test_two_who_write_different_questions_do_not_hinder_each_other(avery, practice):
    draft = drafted(practice, [CHOICE, TEXT])
    browser = signed_in(avery)
    first, second = (at("edit-part", draft.key, key) for key in ("slept", "told"))
    opened = browser.get(second)
    assert browser.post(first, filled(browser.get(first), label="Slept?")).status_code == 302
    assert browser.post(second, filled(opened, label="Told?")).status_code == 302
    assert (part(draft, "slept")["label"], part(draft, "told")["label"]) == ("Slept?", "Told?")


def test_two_who_write_the_same_question_are_shown_both_texts(avery, practice):
    draft = drafted(practice, [TEXT])
    browser = signed_in(avery)
    door = at("edit-part", draft.key, "told")
    opened = browser.get(door)
    browser.post(door, filled(opened, label="Theirs"))
    answer = browser.post(door, filled(opened, label="Mine"))
    assert answer.status_code == 409
    assert "Theirs" in said(answer)
    assert "Mine" in said(answer)
    assert part(draft, "told")["label"] == "Theirs"
    kept = filled(opened, label="Mine") | {"row_version": draft.row_version + 9, "resolve": "mine"}
    assert browser.post(door, kept).status_code == 302
    assert part(draft, "told")["label"] == "Mine"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"options": ""}, "Fill in: Answers."),
        ({"options": "a\na"}, "Each answer stands in the list once."),
        ({"risk_answers": "perhaps"}, "“perhaps” is not among the answers above."),
        ({"when": "first", "answers": "maybe"}, "“maybe” is no answer to it."),
        ({"when": "first", "answers": ""}, "Write the answers after which this is asked."),
        ({"when": "slept"}, "Choose one of the list."),
    ],
)
def test_what_does_not_fit_together_is_refused_in_a_sentence(avery, practice, typed, sentence):
    draft = drafted(practice, [CHOICE | {"key": "first", "label": "First"}, CHOICE])
    browser = signed_in(avery)
    door = at("edit-part", draft.key, "slept")
    answer = browser.post(door, filled(browser.get(door), **typed))
    assert answer.status_code == 422
    assert sentence in said(answer)


def test_a_draft_that_does_not_hold_together_is_not_published(avery, practice):
    draft = drafted(practice, [{"type": "choice", "key": "slept", "label": "Slept"}])
    browser = signed_in(avery)
    assert "Write the answers to “Slept”" in said(browser.get(at("edit", draft.key)))
    browser.post(at("publish", draft.key), {"row_version": draft.row_version})
    assert not Template.objects.exists()


def test_an_old_note_keeps_the_number_that_it_was_written_in(dana, avery, act_as, practice):
    template_of(practice, [TEXT])
    with act_as(dana):
        note = start_note(held_session(dana, client_of(dana)), "house_note", by=dana)
    draft = drafted(practice, [CHOICE], key="house_note", title="House note", base=1)
    with act_as(avery):
        publish(draft, expected=draft.row_version, by=avery)
        assert template_in_use(practice, "house_note").number == 2
    note.refresh_from_db()
    assert note.template.number == 1
    assert [field.key for field in note.template.asks.fields] == ["told"]


def test_even_the_owner_of_the_tables_cannot_change_a_published_number(practice):
    template_of(practice)
    with pytest.raises(DatabaseError, match="make the next one"), transaction.atomic():
        connection.cursor().execute("UPDATE builder_template SET title = 'Other'")


def test_a_template_out_of_use_is_not_offered_and_comes_back(avery, dana, practice):
    template_of(practice, [TEXT])
    attendance = held_session(dana, client_of(dana))
    new = f"{reverse('notes:new', args=[attendance.client_id])}?session={attendance.session_id}"
    admin, therapist = signed_in(avery), signed_in(dana)
    admin.post(at("use", "house_note"))
    admin.post(at("use", "soap"))
    page = said(therapist.get(new))
    assert "House note" not in page
    assert "SOAP" not in page
    admin.post(at("use", "house_note"))
    assert "House note" in said(therapist.get(new))


def test_a_built_in_template_is_copied_and_never_changed(avery):
    browser = signed_in(avery)
    answer = browser.post(at("copy", "soap"))
    draft = Draft.objects.get()
    assert answer.url == at("edit", draft.key)
    assert keys(draft) == ["subjective", "objective", "assessment", "plan"]
    template_in_use(avery.practice, "soap")
    answer = browser.post(at("revise", "soap"), follow=True)
    assert "A built-in template stays as it is." in said(answer)


def test_a_therapist_reads_templates_and_writes_none(dana, practice):
    draft = drafted(practice)
    browser = signed_in(dana)
    page = said(browser.get(at("template", "risk")))
    assert "Copy it" not in page
    for name, args in (("edit", [draft.key]), ("new", []), ("import", [])):
        assert browser.get(at(name, *args)).status_code == 403
    assert browser.post(at("copy", "soap")).status_code == 403


def test_hostile_words_are_shown_as_words(avery, practice):
    draft = drafted(practice, [TEXT | {"label": "<script>alert(1)</script>{{ 7|add:1 }}"}])
    page = said(signed_in(avery).get(at("edit", draft.key)))
    assert "<script>alert(1)" not in page
    assert "{{ 7|add:1 }}" in page
