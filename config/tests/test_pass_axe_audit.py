"""The audit's pages, empty, full and refused: axe finds nothing, and nothing leaves the screen.

The full ones are as full as they come: names of 160 characters, a payer of 200, a word of sixty.
"""

from collections.abc import Iterator
from datetime import timedelta
from itertools import chain
from typing import Any

import pytest
from playwright.sync_api import Page

from accounts.models import Role, User
from accounts.tests.factories import PracticeFactory, staff
from audits.models import Packet, PacketChart
from audits.tests.packing import packet_of
from audits.tests.periods import a_draw, a_sign_off
from clients.models import BreakGlass, Coverage
from clients.tests.factories import client_of, covered
from config import clock
from config.tenancy import acting, as_staff
from config.tests.hands import pictured, press, sign_in
from config.tests.test_pass_axe import faults
from goals.models import Goal
from plans.models import Plan
from plans.tests.factories import draft_plan, sign_draft, signable_plan

WIDTHS = (1280, 390)
WORD = "Honorificabilitudinitatibus" * 3
LONG = f"{WORD[:60]} and Sons of the Northern Valleys, " * 4


@pytest.fixture
def avery(own_database: str) -> User:
    practice = PracticeFactory(name="Riverside Counseling")
    return staff(practice, Role.ADMIN, name="Avery Stone", email="avery@example.org")


@pytest.fixture
def page(chromium: Any, served: str, avery: User) -> Iterator[Page]:
    context = chromium.new_context(base_url=served)
    context.set_default_timeout(30_000)
    page = context.new_page()
    sign_in(page, "avery@example.org")
    yield page
    context.close()


def furnish(avery: User) -> Plan:
    """A plan with every kind of finding, a bare one, and what the admin did with them."""
    practice = avery.practice
    assert practice is not None
    dana = staff(practice, name=LONG[:200].strip(), credentials="LMFT", email="dana@example.org")
    client = client_of(dana, given_name=WORD[:80], family_name=LONG[:80].strip())
    plan = signable_plan(dana, client)
    Goal.objects.filter(problem__plan=plan).update(statement=(LONG * 4)[:600])
    plan.services.update(frequency="never")
    covered(client)
    today = practice.today
    long = {"payer": LONG[:200], "authorized_to": today + timedelta(days=9)}
    Coverage.objects.filter(client=client).update(**long)
    sign_draft(plan, dana)
    draft_plan(dana)
    opened = clock.now() - timedelta(days=1)
    BreakGlass.objects.create(
        practice=practice, client=client, user=dana, reason=LONG, opened_at=opened,
        ends_at=opened + timedelta(hours=4),
    )  # fmt: skip
    with acting(as_staff(practice.pk, avery.pk)):
        a_draw(avery, words=LONG[:200].strip())
        a_draw(avery, seed=8)
        a_sign_off(avery)
    packets(plan, avery)
    return plan


def packets(plan: Plan, by: User) -> None:
    """One in each state: waiting, stopped, ready with a chart left out, failed, expired."""
    now = clock.now()
    waiting, stopped, ready, failed, expired = (
        packet_of(plan, by=by, recipient=LONG[:200]) for _ in "12345"
    )
    made = {"ended_at": now, "digest": "a" * 64, "size": 48_211}
    Packet.objects.filter(pk=waiting.pk).update(queued_at=now - timedelta(minutes=20))
    Packet.objects.filter(pk=stopped.pk).update(queued_at=now - timedelta(hours=1))
    Packet.objects.filter(pk=ready.pk).update(**made, expires_at=now + timedelta(days=7))
    Packet.objects.filter(pk=expired.pk).update(**made, expires_at=now, given_at=now)
    Packet.objects.filter(pk=failed.pk).update(ended_at=now, fault="None could be made.")
    PacketChart.objects.filter(packet=ready).update(state="left out", reason=LONG)


def empty(page: Page) -> Iterator[str]:
    for name in ("", "calendar/", "mock/", "sign-offs/", "packets/"):
        page.goto(f"/audit/{name}")
        yield f"empty {name}"


def full(page: Page, plan: Plan) -> Iterator[str]:
    for name in ("", "calendar/", "mock/", "sign-offs/", "sign-offs/new/", "packets/"):
        page.goto(f"/audit/{name}")
        yield f"full {name}"
    page.goto(f"/audit/plans/{plan.pk}/")
    for more in page.locator("main details").all():
        more.locator("summary").click()
    yield "findings"
    yield from mock_audit(page)
    page.goto("/audit/sign-offs/")
    page.locator("tbody a").first.click()
    yield "a sign-off"
    for state in ("waiting", "stopped", "ready", "failed", "expired"):
        page.goto("/audit/packets/")
        chip = page.locator(".chip", has_text=state.capitalize())
        page.locator("tbody tr").filter(has=chip).locator("a").first.click()
        yield f"a packet, {state}"


def mock_audit(page: Page) -> Iterator[str]:
    page.goto("/audit/mock/")
    page.locator("tbody a").first.click()
    for more in page.locator("main details").all():
        more.locator("summary").click()
    yield "a mock audit"
    page.locator("section[aria-labelledby=compare] a").first.click()
    yield "two mock audits"


def refused(page: Page, plan: Plan) -> Iterator[str]:
    """Each form, with what it says against what was typed."""
    for address in ("?sort=z&lead=z", "calendar/?kind=z&day=z", "sign-offs/new/?from_on=z"):
        page.goto(f"/audit/{address}")
        yield f"refused {address}"
    page.goto("/audit/?rule=R05")
    yield from pressed(page, "Ask the therapist")
    page.goto(f"/audit/plans/{plan.pk}/")
    page.locator("[name=findings]").first.check()
    page.locator("[name=due_on]").fill("2020-01-05")
    yield from pressed(page, "Request signature")
    page.goto(f"/audit/plans/{plan.pk}/")
    page.get_by_role("link", name="Waive").first.click()
    yield from pressed(page, "Waive")
    page.goto(f"/audit/plans/{plan.pk}/attest/R16/")
    yield from pressed(page, "Attest")
    page.goto("/audit/mock/")
    page.locator("[name=size]").fill("0")
    yield from pressed(page, "Draw and judge")
    page.goto("/audit/sign-offs/new/")
    yield from pressed(page, "Sign")
    page.goto("/audit/packets/")
    page.locator("[name=size]").fill("0")
    yield from pressed(page, "Draw a sample")
    page.goto("/audit/")
    page.locator("#id_everything").check()
    press(page, page.get_by_role("button", name="Make a packet"))
    page.locator("[name=recipient]").fill("")
    yield from pressed(page, "Make the packet")


def pressed(page: Page, name: str) -> Iterator[str]:
    """The button whose press is refused; what it says stands beside a field and has the focus."""
    press(page, page.locator("main").get_by_role("button", name=name).last)
    summary = page.locator(".error-summary")
    assert summary.evaluate("element => element === document.activeElement"), name
    assert page.locator(".field-error, .invalid-feedback").count(), name
    yield f"refused {name}"


def sideways(page: Page, state: str) -> list[str]:
    """Whether a phone would have to scroll sideways."""
    over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [f"{state}: {over} px too wide"] if over > 0 else []


def test_axe_finds_nothing_on_any_page_of_the_audit_and_no_phone_scrolls_sideways(page, avery):
    def later() -> Iterator[str]:
        plan = furnish(avery)
        yield from chain(full(page, plan), refused(page, plan))

    found = []
    for number, state in enumerate(chain(empty(page), later())):
        pictured(page, f"{number:02}-{state.replace('/', '_')}")
        found += faults(page, state, WIDTHS) + sideways(page, state)
    assert not found, "\n".join(found)
