"""The first page of a therapist: the day, what is to be written, and which goals need a look."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from clients.tests.factories import client_of
from config import clock
from goals.models import Goal
from notes import actions
from notes.models import Attendance, Note, Session
from notes.tests.factories import held_session, written_note
from plans.models import Plan
from plans.tests.factories import sign_draft, signable_plan, signed_plan
from trail.models import Event


@pytest.fixture
def noon(dana):
    """Noon of today where the practice is."""
    zone = ZoneInfo(dana.practice.time_zone)
    with clock.standing_at(datetime.combine(dana.practice.today, time(12), zone)):
        yield clock.now()


def session_at(therapist, client, hours, status="planned"):
    start = clock.now() + timedelta(hours=hours)
    session = Session(starts_at=start, ends_at=start + timedelta(minutes=45))
    actions.schedule_session(session, [client], status=status, by=therapist)
    return session


def page_of(browser, query=""):
    return browser.get("/" + query).content.decode()


def test_sessions_stand_in_order_of_time_with_one_press_to_the_note(dana, browse, noon):
    early, late = client_of(dana), client_of(dana)
    session_at(dana, late, 2)
    session_at(dana, early, -2)
    page = page_of(browse(dana))
    assert page.index(early.legal_name) < page.index(late.legal_name)
    assert page.count(">\n          Write note") == 2
    assert page.count("Missed<span") == 1
    assert page.count("No plan in effect") == 2
    assert page.count("First session") == 2


def test_one_press_begins_the_note_with_the_template_used_last(dana, browse, noon):
    client = client_of(dana)
    earlier = actions.start_note(held_session(dana, client), "soap", by=dana)
    session = session_at(dana, client, -3)
    browser = browse(dana)
    address = f"{reverse('notes:new', args=[client.pk])}?session={session.pk}"
    answers = [browser.post(address) for _ in range(2)]
    note = Note.objects.get(attendance__session=session)
    assert [answer.url for answer in answers] == [
        reverse("notes:edit", args=[client.pk, note.pk])
    ] * 2
    assert note.template.key == earlier.template.key == "soap"
    assert note.attendance.status == "attended"
    browser.post(address, {"template": "dap"})
    note.refresh_from_db()
    assert note.template.key == "dap"
    note.sections = {"data": "Calmer.", "assessment": "", "plan": ""}
    actions.save_note(note, expected=note.row_version, by=dana)
    answer = browser.post(address, {"template": "soap"})
    assert answer.status_code == 422
    assert "Something is written in this note already." in answer.content.decode()


def test_whoever_never_wrote_one_begins_with_the_shipped_template(dana, browse, noon):
    session = session_at(dana, client := client_of(dana), -1)
    browse(dana).post(f"{reverse('notes:new', args=[client.pk])}?session={session.pk}")
    assert Note.objects.get().template.key == "dap"


def test_what_was_missed_shows_so_and_can_be_undone(dana, browse, noon):
    client = client_of(dana)
    session = session_at(dana, client, -1)
    browser = browse(dana)
    press = reverse("notes:mark", args=[client.pk, session.pk, "missed"])
    page = browser.post(press, {"row_version": 1, "list": "day"}, follow=True).content.decode()
    assert "Undo<span" in page
    assert "Write note" not in page
    undo = reverse("notes:mark", args=[client.pk, session.pk, "planned"])
    page = browser.post(undo, {"row_version": 2, "list": "day"}, follow=True).content.decode()
    assert "Write note" in page


def test_it_shows_the_day_before_and_the_day_after(dana, browse, noon):
    client = client_of(dana)
    session_at(dana, client, 24)
    browser = browse(dana)
    tomorrow = (dana.practice.today + timedelta(days=1)).isoformat()
    assert client.legal_name not in page_of(browser)
    page = page_of(browser, f"?on={tomorrow}")
    assert client.legal_name in page
    assert "Write note" not in page
    for nonsense in ("?on=yesterday", "?on=0001-01-01", "?on=9999-12-31", "?on="):
        assert "No sessions today." in page_of(browser, nonsense)


def test_notes_of_earlier_days_show_their_age_and_whether_they_are_late(dana, browse, noon):
    client = client_of(dana)
    written_note(dana, client, on=clock.now() - timedelta(days=1), signed=False)
    held_session(dana, client, on=clock.now() - timedelta(days=5))
    session_at(dana, client, -48)
    written_note(dana, client, on=clock.now() - timedelta(days=9))
    held_session(dana, client, on=clock.now() - timedelta(days=8), status="missed")
    page = page_of(browse(dana))
    said = [words for words in ("5 days old, late", "2 days old", "1 day old") if words in page]
    assert said == ["5 days old, late", "2 days old", "1 day old"]
    assert page.index("5 days old") < page.index("2 days old") < page.index("1 day old")
    assert "9 days old" not in page
    assert "8 days old" not in page
    assert "late 72 hours after the session" in page


def test_a_day_with_nothing_says_so(dana, browse, noon):
    page = page_of(browse(dana))
    assert "No sessions today." in page
    assert "Nothing is waiting." in page


def judged(dana, values, *, days_apart=7, ago=0):
    """A plan in effect whose first goal was scored so, the last time `ago` days ago."""
    plan = signable_plan(dana)
    goal = Goal.objects.filter(problem__plan=plan).in_order()[0]
    opened = dana.practice.today - timedelta(days=ago + days_apart * len(values) + 1)
    Plan.objects.filter(pk=plan.pk).update(opened_on=opened)
    Goal.objects.filter(pk=goal.pk).update(
        baseline=5, baseline_on=opened, target=2, lower_is_better=True,
        target_on=dana.practice.today + timedelta(days=300),
    )  # fmt: skip
    sign_draft(plan, dana)
    for place, value in enumerate(values):
        on = clock.now() - timedelta(days=ago + days_apart * (len(values) - 1 - place), hours=1)
        written_note(dana, plan.client, on=on, scores={goal.pk: value})
    return goal


@pytest.mark.parametrize(
    ("values", "ago", "words", "step"),
    [
        ([6, 8], 0, "Reliable deterioration: 5 to 8", "See what to do"),
        ([5, 5, 5, 5, 5, 5, 5], 0, "Stalled (house rule)", "Review barriers"),
        ([4, 4], 31, "No score in 31 days", "Plan a session"),
    ],
)
def test_a_goal_that_needs_a_look_comes_with_its_next_step(
    dana, browse, noon, values, ago, words, step
):
    goal = judged(dana, values, ago=ago)
    page = page_of(browse(dana))
    assert "Goals that need a look" in page
    assert goal.statement[:60] in page
    assert words in page
    assert step in page


def test_a_goal_that_goes_its_way_is_not_shown(dana, browse, noon):
    judged(dana, [4, 3])
    page = page_of(browse(dana))
    assert "Goals that need a look" not in page


def test_opening_the_day_and_the_week_leaves_the_names_of_those_shown(dana, browse, noon):
    client = client_of(dana)
    session_at(dana, client, 1)
    browser = browse(dana)
    page_of(browser)
    page = browser.get(reverse("notes:week")).content.decode()
    assert client.legal_name in page
    for verb in ("today.opened", "week.opened"):
        assert Event.objects.filter(verb=verb, clients=[client.pk]).count() == 1


def test_a_colleagues_sessions_are_not_on_my_day(dana, sam, browse, noon):
    client = client_of(sam)
    session_at(sam, client, 1)
    page = browse(dana).get("/").content.decode()
    assert client.legal_name not in page
    assert browse(dana).get(reverse("notes:week")).status_code == 200


def crowded(dana, caseload):
    for place in range(caseload):
        client = client_of(dana)
        session_at(dana, client, -1)
        held_session(dana, client, on=clock.now() - timedelta(days=3 + place))
        version = signed_plan(dana, client)
        goal = Goal.objects.filter(problem__plan=version.plan).in_order()[0]
        written_note(dana, client, on=clock.now() - timedelta(days=1), scores={goal.pk: 5})


def test_its_queries_do_not_grow_with_the_caseload(
    dana, browse, noon, django_assert_max_num_queries
):
    crowded(dana, 1)
    browser = browse(dana)
    page_of(browser)
    with django_assert_max_num_queries(30) as few:
        page_of(browser)
    crowded(dana, 4)
    with django_assert_max_num_queries(len(few)):
        page_of(browser)
    with django_assert_max_num_queries(16):
        browser.get(reverse("notes:week"))
    assert Attendance.objects.planned().count() == 5
