"""Notes in a browser: scores by keystrokes, an objective on the way, and every shipped template.

A keystroke is a key pressed; a chord such as Alt+O is one. Typed words are not counted.
"""

import re
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from accounts.tests.factories import PASSWORD
from builder.definition import Choice, Choices, Day, LongText, Number, Picked, Question, Scale, Text
from builder.shipping import shipped
from clients.tests.factories import client_of, diagnosed
from config import clock
from config.demo.cases import cases, lives
from config.demo.days import Days
from config.demo.planning import sign, write
from config.tenancy import acting, as_staff
from config.tests.hands import press, save, sign_in
from config.tests.test_do_the_main_job import people  # noqa: F401
from goals.models import Goal, Objective
from notes.actions import start_note
from notes.models import Note, Score
from notes.tests.factories import held_session
from notes.tests.pages import of_note
from plans.tests.factories import signable_plan

MOST_KEYSTROKES, MOST_FOR_OBJECTIVE, SECONDS_FOR_OBJECTIVE = 8, 20, 25
SAVED = re.compile(r"^Saved \d\d:\d\d$")
TALL_ENOUGH = 44


class Keys:
    """Somebody at the keyboard; keystrokes are counted, typed words are not."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.count += 1
            self.page.keyboard.press(key)

    def type(self, words: str) -> None:
        self.page.keyboard.type(words, delay=20)


@pytest.fixture
def page(chromium: Any, served: str, people: dict[str, Any]) -> Iterator[Page]:  # noqa: F811
    """Dana's browser; she is signed in."""
    context = chromium.new_context(base_url=served)
    context.set_default_timeout(30_000)
    page = context.new_page()
    sign_in(page, "dana@example.org")
    yield page
    context.close()


@pytest.fixture
def note(people: dict[str, Any]) -> Note:  # noqa: F811
    """The note of a session just held, with four goals to score."""
    plan = signable_plan(people["dana"], client_of(people["dana"]), goals=4)
    return start_note(held_session(people["dana"], plan.client), "dap", by=people["dana"])


def scores(note: Note) -> list[int | None]:
    held = dict(Score.objects.filter(note=note).values_list("goal_id", "value"))
    return [held.get(goal.pk) for goal in Goal.objects.in_order()]


def test_four_scores_take_eight_keystrokes(page: Page, note: Note) -> None:
    page.goto(of_note("edit", note), wait_until="domcontentloaded")  # before anything is drawn
    keys = Keys(page)
    keys.press("7", "Tab", "1", "0", "Tab", "0", "Tab", "1")
    print(f"four scores: {keys.count} keystrokes from the opened page")  # noqa: T201
    assert keys.count <= MOST_KEYSTROKES
    expect(page.locator("[data-save-status]")).to_have_text(SAVED)
    assert scores(note) == [7, 10, 0, 1]  # a 1 stands at once: nothing waits for a 0
    # A zero that comes later is zero; Backspace takes the score out again.
    page.wait_for_timeout(1300)
    keys.press("0", "Shift+Tab", "Backspace", "Shift+Tab", "5")
    page.keyboard.press("Tab")
    expect(page.locator("[name=row_version]")).not_to_have_value("2")
    press(page, page.get_by_role("button", name="Save draft").last)
    assert scores(note) == [7, 5, None, 0]
    page.set_viewport_size({"width": 390, "height": 844})
    boxes = page.locator("fieldset.score-strip").first.locator(".score-box").all()
    places = [box.bounding_box() for box in boxes[:11]]
    assert all(place and place["height"] >= TALL_ENOUGH for place in places)
    assert len({place["y"] for place in places if place}) == 2


def test_an_objective_is_added_without_leaving_the_note(
    page: Page,
    note: Note,
) -> None:
    page.goto(of_note("edit", note))
    page.locator("[name=section_data]").fill("She wants to try the tram.")
    keys, began = Keys(page), time.monotonic()
    keys.press("Alt+o", "ArrowDown", "Tab", "Tab")
    keys.type("Rides the tram one stop, alone")
    keys.press("Tab")
    keys.type("stops")
    for typed in ("0", "1", "week"):
        keys.press("Tab")
        keys.type(typed)
    expect(page.locator("[data-save-status]")).to_contain_text("press “Add the objective”")
    assert Objective.objects.count() == 4
    keys.press("Control+Enter")
    page.wait_for_url(re.compile("#id_objective_"))
    seconds = time.monotonic() - began
    print(f"an objective: {keys.count} keystrokes beside the words, {seconds:.1f} s")  # noqa: T201
    assert keys.count <= MOST_FOR_OBJECTIVE
    assert seconds <= SECONDS_FOR_OBJECTIVE
    added = Objective.objects.get(statement="Rides the tram one stop, alone")
    assert (added.measure, added.measure_to, added.measure_per) == ("stops", 1, "week")
    expect(page.locator(f"#id_objective_{added.pk}")).to_be_checked()
    expect(page.locator("[name=section_data]")).to_have_value("She wants to try the tram.")
    assert note.objectives_worked_on.get().objective == added


@pytest.fixture
def notes(people: dict[str, Any]) -> Iterator[tuple[str, Note]]:  # noqa: F811
    """A note of each shipped template, for each of the two cases with its signed plan."""
    made, dana = [], people["dana"]
    for name in ("anger", "depression"):
        case, life = cases()[name], lives()[name]
        who = case.client
        client = client_of(dana, given_name=who.given, family_name=who.family, born_on=who.born)
        diagnosed(client, case.diagnoses[0].code, "as it was diagnosed")
        days = Days.of(case, life, people["practice"])
        with acting(as_staff(dana.practice_id, dana.pk)), clock.standing_at(days.at(0)):
            sign(write(case, life, client, days, dana), "First plan", dana)
        for hours, key in enumerate(shipped(), 2):
            held = held_session(dana, client, on=clock.now() - timedelta(hours=hours))
            made.append((name, start_note(held, key, by=dana)))
    return iter(made)


def test_each_template_makes_a_signed_note_of_each_case(
    page: Page,
    notes: Iterator[tuple[str, Note]],
) -> None:
    for name, note in notes:
        told = next(iter(lives()[name].told.values()))
        page.goto(of_note("edit", note))
        page.keyboard.press("4")
        for question in note.template.asks.questions():
            answer(page, question, told)
        page.locator("[name=response]").fill("Listened, and tried it at once.")
        press(page, page.locator("[name=sign]").last)
        assert page.locator("#fixes").count() == 0, page.locator("#fixes").inner_text()
        page.locator("[name=password]").fill(PASSWORD)
        save(page)
        expect(page.locator("main")).to_contain_text(told[:60])
        note.refresh_from_db()
        assert note.is_signed, f"{name}: {note.template}"
        assert note.scores.get().value == 4


def answer(page: Page, question: Question, told: str) -> None:
    """Answer what is shown, by what it is; never with what raises the risk prompt."""
    fields = page.locator(f"main form [name='section_{question.key}']")
    if not fields.first.is_visible():
        return
    if isinstance(question, Text | LongText):
        fields.fill(told[:200] if isinstance(question, Text) else told)
    elif isinstance(question, Day):
        fields.fill(clock.now().date().isoformat())
    elif isinstance(question, Number):
        fields.fill(str(int(question.min) + 1))
    elif isinstance(question, Choice | Choices | Scale) and isinstance(question, Picked):
        calm = next(item for item in question.answers if item not in question.risk_answers)
        if fields.first.evaluate("e => e.tagName") == "SELECT":
            fields.select_option(calm)
        else:
            page.locator(f"main form [name='section_{question.key}'][value='{calm}']").check(
                force=True
            )
