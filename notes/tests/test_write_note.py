"""Writing a progress note: begun once, saved whole, never over somebody else's words."""

import pytest
from django.urls import reverse

from clients.tests.factories import client_of
from goals.models import Goal, Intervention
from notes.models import InterventionDelivered, Note
from notes.tests.factories import held_session, written_note
from notes.tests.pages import note_form, of_note, started
from plans.tests.factories import signable_plan, signed_plan
from trail.models import Event


@pytest.fixture
def attendance(dana):
    client = client_of(dana)
    signable_plan(dana, client)
    return held_session(dana, client)


def starting(attendance):
    address = reverse("notes:new", args=[attendance.client_id])
    return f"{address}?session={attendance.session_id}"


@pytest.mark.parametrize(
    ("key", "headings"),
    [
        ("soap", ["Subjective", "Objective", "Assessment", "Plan"]),
        ("dap", ["Data", "Assessment", "Plan"]),
        ("birp", ["Behavior", "Intervention", "Response", "Plan"]),
        ("girp", ["Goal", "Intervention", "Response", "Plan"]),
    ],
)
def test_it_starts_with_the_headings_that_were_chosen(dana, browse, attendance, key, headings):
    browser = browse(dana)
    assert ", ".join(headings) in browser.get(starting(attendance)).content.decode()
    answer = browser.post(starting(attendance), {"template": key})
    page = browser.get(answer.url).content.decode()
    for heading in headings:
        assert f'for="id_section_{heading.lower()}"' in page


def test_a_note_that_is_started_twice_is_one(dana, browse, attendance):
    browser = browse(dana)
    first = browser.post(starting(attendance), {"template": "dap"})
    again = browser.post(starting(attendance), {"template": "soap"})
    note = Note.objects.get()
    assert first.url == of_note("edit", note)
    assert again.url == of_note("edit", note)
    assert note.template.key == "soap"  # nothing was written yet


def test_a_template_that_is_not_there_is_refused(dana, browse, attendance):
    answer = browse(dana).post(starting(attendance), {"template": "none"})
    assert answer.status_code == 422
    assert Note.objects.count() == 0
    assert browse(dana).get(reverse("notes:new", args=[attendance.client_id])).status_code == 404


def test_it_saves_everything_that_was_written(dana, browse, attendance):
    browser = browse(dana)
    note = started(browser, attendance)
    goal, intervention = Goal.objects.get(), Intervention.objects.get()
    typed = note_form(
        note, section_data="Rode the bus.", section_plan="Again.", variance="Bus late.",
        response="Relieved.", risk="None voiced.", next_time="The tram.", goals=[str(goal.pk)],
    )  # fmt: skip
    typed |= {f"delivered_{intervention.pk}": "on", f"minutes_{intervention.pk}": "15"}
    typed |= {f"homework_{intervention.pk}": "partly"}
    assert browser.post(of_note("edit", note), typed).status_code == 302
    note.refresh_from_db()
    assert note.sections == {"data": "Rode the bus.", "assessment": "", "plan": "Again."}
    assert (note.variance, note.response, note.risk, note.next_time) == (
        "Bus late.", "Relieved.", "None voiced.", "The tram.",
    )  # fmt: skip
    assert note.goals_worked_on.get().goal == goal
    assert note.interventions_delivered.get().minutes == 15
    assert note.homework_done.get().done == "partly"
    page = browser.get(of_note("edit", note)).content.decode()
    assert "Rode the bus." in page
    assert 'value="15"' in page
    assert Event.objects.filter(verb="note.changed", subject_id=str(note.pk)).count() == 1


def test_minutes_alone_say_that_it_was_delivered(dana, browse, attendance):
    browser, intervention = browse(dana), Intervention.objects.get()
    note = started(browser, attendance)
    browser.post(of_note("edit", note), note_form(note, **{f"minutes_{intervention.pk}": "20"}))
    assert InterventionDelivered.objects.get().minutes == 20
    browser.post(of_note("edit", note), note_form(note, **{f"delivered_{intervention.pk}": "on"}))
    assert InterventionDelivered.objects.get().minutes is None
    browser.post(of_note("edit", note), note_form(note))
    assert InterventionDelivered.objects.count() == 0


@pytest.mark.parametrize("minutes", ["0", "481", "-5", "7.5", "a while"])
def test_it_refuses_minutes_that_no_session_has(dana, browse, attendance, minutes):
    browser, intervention = browse(dana), Intervention.objects.get()
    note = started(browser, attendance)
    typed = note_form(note, section_data="Kept.", **{f"minutes_{intervention.pk}": minutes})
    answer = browser.post(of_note("edit", note), typed)
    assert answer.status_code == 422
    assert answer.content.decode().count("Minutes are a whole number from 1 to 480.") == 2
    assert f'value="{minutes}"' in answer.content.decode()
    assert "Kept." in answer.content.decode()


def test_a_section_holds_100_000_characters_and_not_one_more(dana, browse, attendance):
    browser = browse(dana)
    note = started(browser, attendance)
    longest = "n" * 100_000
    answer = browser.post(of_note("edit", note), note_form(note, section_data=longest))
    assert answer.status_code == 302
    answer = browser.post(of_note("edit", note), note_form(note, section_data=longest + "n"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count("This has 100001 characters; there is room for 100000.") == 2
    assert longest + "n" in page
    note.refresh_from_db()
    assert note.sections["data"] == longest


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("a\x00b", "invisible character (NUL)"), ("a\u202eb", "turns writing around")],
)
def test_it_refuses_what_nobody_can_see(dana, browse, attendance, text, sentence):
    browser = browse(dana)
    note = started(browser, attendance)
    answer = browser.post(of_note("edit", note), note_form(note, section_data=text))
    assert answer.status_code == 422
    assert answer.content.decode().count(sentence) == 2


def test_two_tabs_conflict_and_both_texts_are_shown(dana, browse, attendance):
    browser, goal = browse(dana), Goal.objects.get()
    note = started(browser, attendance)
    opened, score = note_form(note), f"score_client_{goal.pk}"
    browser.post(of_note("edit", note), {**opened, "section_data": "First tab.", score: "4"})
    answer = browser.post(
        of_note("edit", note), {**opened, "section_data": "Second tab.", score: "7"}
    )
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "First tab." in page
    assert "Second tab." in page
    assert "Dana Whitfield changed this at" in page
    assert "Keep mine" in page
    assert "Edit together" in page
    note.refresh_from_db()
    assert note.sections["data"] == "First tab."
    assert note.scores.get().value == 4


@pytest.fixture
def conflict(dana, browse, attendance):
    """A browser, a note, and what a second tab posts after the first has saved 4."""
    browser = browse(dana)
    note = started(browser, attendance)
    score = f"score_client_{Goal.objects.get().pk}"
    browser.post(of_note("edit", note), note_form(note, section_data="First tab.", **{score: "4"}))
    return browser, note, {"section_data": "Second tab.", score: "7"}


def test_after_a_conflict_mine_may_stand(conflict):
    browser, note, mine = conflict
    answer = browser.post(of_note("edit", note), note_form(note, resolve="mine", **mine))
    assert answer.status_code == 302
    note.refresh_from_db()
    assert (note.sections["data"], note.scores.get().value) == ("Second tab.", 7)


def test_after_a_conflict_theirs_may_stand(conflict):
    browser, note, mine = conflict
    answer = browser.post(of_note("edit", note), note_form(note, resolve="theirs", **mine))
    page = browser.get(answer.url).content.decode()
    note.refresh_from_db()
    assert (note.sections["data"], note.scores.get().value) == ("First tab.", 4)
    assert page.count("The note is saved as a draft.") == 1  # the first tab's own


def test_after_a_conflict_both_may_be_written_together(conflict):
    browser, note, mine = conflict
    answer = browser.post(of_note("edit", note), note_form(note, resolve="together", **mine))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "First tab." in page
    assert ">\nSecond tab.</textarea>" in page
    together = {**mine, "section_data": "First tab. Second tab."}
    assert browser.post(of_note("edit", note), note_form(note, **together)).status_code == 302
    note.refresh_from_db()
    assert note.sections["data"] == "First tab. Second tab."


def test_a_tab_that_would_only_drop_an_intervention_conflicts_too(dana, browse, attendance):
    browser, intervention = browse(dana), Intervention.objects.get()
    note = started(browser, attendance)
    opened = note_form(note)
    browser.post(of_note("edit", note), {**opened, f"delivered_{intervention.pk}": "on"})
    answer = browser.post(of_note("edit", note), opened)
    assert answer.status_code == 409
    assert "not delivered" in answer.content.decode()
    assert note.interventions_delivered.count() == 1


def test_the_same_note_posted_twice_is_saved_once(dana, browse, attendance):
    browser, goal = browse(dana), Goal.objects.get()
    note = started(browser, attendance)
    typed = note_form(note, section_data="Once.", **{f"score_client_{goal.pk}": "4"})
    answers = [browser.post(of_note("edit", note), typed) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    note.refresh_from_db()
    assert note.row_version == 2
    assert note.scores.count() == 1


def test_it_says_which_version_was_in_effect(dana, browse):
    version = signed_plan(dana)
    before = written_note(dana, version.plan.client)
    browser = browse(dana)
    assert "No plan was in effect yet." in browser.get(of_note("note", before)).content.decode()
    later = held_session(dana, version.plan.client, on=version.signatures.get().signed_at)
    note = started(browser, later)
    assert note.version == version
    page = browser.get(of_note("edit", note)).content.decode()
    assert "Plan 1, version 1 was in effect." in page


def test_only_its_author_writes_a_note(sam, priya, avery, browse):
    note = written_note(sam, client_of(sam), signed=False)
    for somebody in (priya, avery):
        browser = browse(somebody)
        assert "Sam Okoro’s draft" in browser.get(of_note("note", note)).content.decode()
        assert "Go on writing" not in browser.get(of_note("note", note)).content.decode()
        for name in ("edit", "sign", "addendum"):
            assert browser.get(of_note(name, note)).status_code == 403
            assert browser.post(of_note(name, note), note_form(note)).status_code == 403
        assert browser.get(starting(note.attendance)).status_code == 403


def test_a_colleague_on_the_care_team_reads_it_and_does_not_write_in_it(dana, sam, browse):
    client = client_of(dana)
    client.care_team.create(practice=client.practice, member=sam)
    note = written_note(dana, client, signed=False)
    browser = browse(sam)
    assert browser.get(of_note("note", note)).status_code == 200
    assert browser.get(of_note("edit", note)).status_code == 403
    assert browser.post(of_note("edit", note), note_form(note)).status_code == 403


def test_it_hides_other_peoples_notes(dana, stranger, outsider, browse):
    note = written_note(dana, client_of(dana), signed=False)
    for somebody in (stranger, outsider):
        browser = browse(somebody)
        assert browser.get(of_note("note", note)).status_code == 404
        for name in ("edit", "sign", "addendum"):
            assert browser.get(of_note(name, note)).status_code == 404
            assert browser.post(of_note(name, note), note_form(note)).status_code == 404
        assert browser.get(starting(note.attendance)).status_code == 404


def test_a_note_is_found_only_under_its_own_client(dana, browse):
    note, other = written_note(dana, client_of(dana)), client_of(dana)
    assert browse(dana).get(reverse("notes:note", args=[other.pk, note.pk])).status_code == 404
