"""The main job, end to end, by hand and eye: from an empty record to a signed plan on paper.

Only the accounts come from factories. Everything of fixtures/demo/panic.yaml is typed in through
the pages; its sessions are scored and their notes signed; the paper is downloaded and read back;
then the client reads, and the admin.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
import yaml
from django.conf import settings
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from accounts.models import Role
from accounts.tests.factories import PASSWORD, PracticeFactory, staff
from config.tests.hands import fill, press, save, sign_in
from config.tests.panic_on_paper import everything_written, numbers_on_paper, target_dates, words

CASE: dict[str, Any] = yaml.safe_load((settings.BASE_DIR / "fixtures/demo/panic.yaml").read_text())
CHOSEN = "buses are only buses"
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def people(own_database: str) -> dict[str, Any]:
    """Dana and the practice's admin, and nothing else."""
    practice = PracticeFactory(name="Riverside Counseling")
    return {
        "practice": practice,
        "dana": staff(practice, name="Dana Whitfield", email="dana@example.org"),
        "avery": staff(practice, Role.ADMIN, name="Avery Stone", email="avery@example.org"),
    }


@pytest.fixture
def page(chromium: Any, served: str, people: dict[str, Any]) -> Iterator[Page]:
    """Dana's browser."""
    context = chromium.new_context(base_url=served, accept_downloads=True)
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


def opened_on(practice: Any) -> date:
    """Sixteen weeks ago: all of the case's sessions have been held."""
    day: date = practice.today - timedelta(weeks=16)
    return day


def write_the_record(page: Page) -> str:
    """The client, the intake and what stands around; the address of the client's page."""
    who = CASE["client"]
    page.goto("/clients/add/")
    fill(page, given_name=who["given"], family_name=who["family"], born_on=who["born"])
    fill(page, pronouns=who["pronouns"], language=who["language"])
    save(page)
    client = page.url
    intake = CASE["intake"]
    page.goto(f"{client}intake/")
    fill(page, why_now=intake["why_now"], own_words=intake["own_words"])
    fill(page, magic_wand=intake["magic_wand"], strengths="\n".join(intake["strengths"]))
    fill(page, supports="\n".join(intake["supports"]))
    save(page)
    cover = CASE["coverage"]
    page.goto(f"{client}coverage/add/")
    fill(page, payer=cover["payer"], member_id=cover["member_id"])
    fill(page, authorization_number=cover["authorization"], authorized_visits=cover["visits"])
    save(page)
    for person in CASE["contributors"]:
        page.goto(f"{client}contributors/add/")
        fill(page, name=person["name"], role=person["role"], release="signed")
        fill(page, release_signed_on="2026-03-02", contributed=person["contributed"])
        save(page)
    page.goto(f"{client}diagnoses/add/")
    fill(page, code=CASE["diagnoses"][0]["code"])
    save(page)
    return client


def write_the_plan(page: Page, client: str, opened: date) -> str:
    """Open the plan and type every node; the plan's address."""
    page.goto(f"{client}plans/open/")
    fill(page, opened_on=opened.isoformat(), why_now=CASE["intake"]["why_now"])
    fill(page, review_due_on=(date.today() + timedelta(days=60)).isoformat())  # noqa: DTZ011
    save(page)
    plan = f"{client}plans/1/"
    page.goto(f"{plan}draft/edit/")
    fill(page, impairment=CASE["necessity"], discharge_criteria=CASE["discharge_criteria"])
    fill(page, participation=CASE["participation"])
    save(page)
    order = CASE["services"]
    page.goto(f"{plan}draft/services/add/")
    fill(page, minutes=order["minutes"], duration_weeks=order["duration_weeks"], cpt=order["cpt"])
    fill(page, type=order["type"], frequency=order["frequency"])
    save(page)
    for problem in CASE["problems"]:
        write_a_problem(page, plan, problem, opened)
    return plan


def newest(page: Page, plan: str, kind: str) -> str:
    """The id of the node of this kind that stands last in the draft."""
    page.goto(f"{plan}draft/")
    found = page.locator(f"[id^='{kind}-']").last.get_attribute("id") or ""
    match = re.match(rf"{kind}-([0-9a-f-]{{36}})", found)
    assert match, f"no {kind} in the draft: {found}"
    return match[1]


def write_a_problem(page: Page, plan: str, problem: dict[str, Any], opened: date) -> None:
    page.goto(f"{plan}draft/problems/add/")
    fill(page, statement=problem["statement"], definitions="\n".join(problem["behaviors"]))
    page.locator("[name=diagnosis]").select_option(index=1)
    save(page)
    problem_id = newest(page, plan, "problem")
    for goal in problem["goals"]:
        scale = goal["scale"]
        page.goto(f"{plan}draft/problems/{problem_id}/goals/add/")
        fill(page, own_words=goal["own_words"], statement=goal["statement"], focus=goal["focus"])
        fill(page, zero_means=scale["zero"], ten_means=scale["ten"], baseline=scale["baseline"])
        fill(page, target=scale["target"], baseline_on=opened.isoformat())
        fill(page, target_on=(opened + timedelta(weeks=scale["weeks"] + 16)).isoformat())
        fill(page, lower_is_better="yes" if scale["lower_is_better"] else "no")
        save(page)
        goal_id = newest(page, plan, "goal")
        for objective in goal["objectives"]:
            write_an_objective(page, plan, goal_id, objective, opened)


def write_an_objective(
    page: Page, plan: str, goal_id: str, objective: dict[str, Any], opened: date
) -> None:
    measure = objective["measure"]
    page.goto(f"{plan}draft/goals/{goal_id}/objectives/add/")
    fill(page, statement=objective["statement"], measure=measure["what"])
    fill(page, measure_from=measure["from"], measure_to=measure["to"], measure_per=measure["per"])
    fill(page, target_on=(opened + timedelta(weeks=objective["weeks"] + 16)).isoformat())
    save(page)
    objective_id = newest(page, plan, "objective")
    for intervention in objective["interventions"]:
        page.goto(f"{plan}draft/objectives/{objective_id}/interventions/add/")
        fill(page, statement=intervention["statement"], modality=intervention["approach"])
        fill(page, frequency=intervention["frequency"], homework=intervention.get("homework", ""))
        save(page)


def sign_the_plan(page: Page, plan: str) -> None:
    page.goto(f"{plan}sign/")
    assert page.locator("#fixes").count() == 0, page.locator("#fixes").inner_text()
    page.locator("[name=reason]").fill("First plan")
    page.locator("[name=password]").fill(PASSWORD)
    save(page)
    expect(page.locator("main")).to_contain_text("in effect")


def hold_a_session(page: Page, client: str, day: date, status: str) -> None:
    page.goto(f"{client}sessions/add/")
    fill(page, held_on=day.isoformat(), starts_at="10:00", ends_at="11:00", status=status)
    fill(page, cpt=CASE["services"]["cpt"])
    save(page)


def write_the_notes(page: Page, client: str, opened: date) -> None:
    """Every session of the case: held or missed, scored, counted, its note signed."""
    counts = CASE["problems"][0]["goals"][0]["objectives"][0]["counts"]
    for week, scores in CASE["sessions"].items():
        missed = scores == "x"
        day = opened + timedelta(weeks=week)
        hold_a_session(page, client, day, "missed" if missed else "attended")
        if not missed:
            write_a_note(page, client, week, scores, counts.get(week))


def write_a_note(page: Page, client: str, week: int, scores: list[Any], count: int | None) -> None:
    page.goto(f"{client}notes/")
    press(page, page.locator("main a[href*='/notes/new/']").first)
    page.locator("main [name=template][value=dap]").check()
    save(page)
    strips = page.locator("fieldset.score-strip", has=page.locator("[name^=score_client_]"))
    for n, score in enumerate(scores):
        if score != "-":
            strips.nth(n).locator(f"input[value='{score}']").check(force=True)
    if count is not None:
        page.locator("[name^=count_]").first.fill(str(count))
    page.locator("[name=section_data]").fill(
        f"Week {week}: worked through the ladder step by step."
    )
    press(page, page.locator("[name=sign]").last)
    page.locator("[name=password]").fill(PASSWORD)
    save(page)  # "Sign as Dana Whitfield, LCSW"


def read_the_paper(page: Page, plan: str) -> str:
    with page.expect_download() as download:
        page.goto(plan)
        page.locator("main a[href*='.pdf']").first.click()
    paper = PdfReader(BytesIO(download.value.path().read_bytes()))
    return words(" ".join(sheet.extract_text() for sheet in paper.pages))


def read_as_the_client(page: Page, link: str) -> None:
    """The client takes the link, chooses a password and reads their progress on a phone."""
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(link)
    page.get_by_label("A password", exact=False).check()
    for field in page.locator("[type=password]").all():
        field.fill(CHOSEN)
    press(page, page.get_by_role("button", name="Go on"))
    sign_in(page, "marisol@example.org", CHOSEN)
    text = words(page.locator("body").inner_text())
    assert page.url.endswith("/me/"), f"{page.url}: {text}"
    assert re.search(r"started at 8\..*say 4\..*aiming for 3\.", text), text
    assert "reliable" not in text


def test_from_an_empty_record_to_a_signed_plan_on_paper(
    page: Page, people: dict[str, Any], chromium: Any, served: str
) -> None:
    opened = opened_on(people["practice"])
    sign_in(page, "dana@example.org")
    client = write_the_record(page)
    plan = write_the_plan(page, client, opened)
    sign_the_plan(page, plan)
    write_the_notes(page, client, opened)

    page.goto(plan)
    page.locator("main a[href*='/goals/']").first.click()
    expect(page.locator("main img").first).to_have_attribute("alt", re.compile("8 on .* to 4 on"))

    text = read_the_paper(page, plan)
    for statement in everything_written():
        assert words(statement) in text, statement
    numbers_on_paper(text, opened)
    for day in target_dates(opened):
        assert day in text, day
    assert "Dana Whitfield, LCSW" in text

    page.goto(f"{client}access/")
    fill(page, email="marisol@example.org", name="Marisol Vega")
    save(page)
    link = page.locator("main input[readonly]").first.input_value()
    other = chromium.new_context(base_url=served)
    read_as_the_client(other.new_page(), link)
    other.close()

    desk = chromium.new_context(base_url=served).new_page()
    sign_in(desk, "avery@example.org")
    desk.goto("/audit/")
    expect(desk.locator("main")).to_contain_text("Vega")
    expect(desk.locator("main")).to_contain_text("In effect")
    expect(desk.locator("main")).not_to_contain_text("the draft differs")
    desk.context.close()
