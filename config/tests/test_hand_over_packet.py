"""From the desk to a packet of twenty-five charts, in five presses, on a real queue and worker.

The charts' papers stand there from before, as rows: what pressing them takes is measured by
`manage.py bench --only packet`.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from threading import Thread

import pikepdf
import pytest
from django.db import connection
from playwright.sync_api import Browser, Page, expect

from accounts.models import Role
from accounts.tests.factories import PracticeFactory, staff
from audits.tests.packing import worked
from clients.tests.factories import client_of, covered
from config.tests.hands import press, sign_in
from plans.models import Disclosure, Printout
from plans.paper import pressroom
from plans.paper.gathering import newest_fact
from plans.tests.factories import signed_plan

CHARTS, MOST_PRESSES = 25, 5


@pytest.fixture
def desk(own_database: str) -> None:
    """A practice of so many signed plans of one payer, each with its paper."""
    practice = PracticeFactory(name="Riverside Counseling")
    dana = staff(practice, name="Dana Whitfield", email="dana@example.org")
    staff(practice, Role.ADMIN, name="Avery Stone", email="avery@example.org")
    paper = pressroom.press("<h1>A chart</h1>").pdf
    for number in range(1, CHARTS + 1):
        version = signed_plan(dana, client_of(dana, record_number=f"R-{number:03}"))
        covered(version.plan.client)
        Printout.objects.create(
            practice=practice, version=version, preset="payer", for_whom="Example Mutual",
            purpose="review of treatment", as_of=newest_fact(version.plan), bytes=paper,
            digest=f"{number:064}", code=f"{number:016}", made_by=dana,
        )  # fmt: skip


@pytest.fixture
def page(chromium: Browser, served: str, desk: None) -> Iterator[Page]:
    """The admin's browser, on the desk."""
    context = chromium.new_context(base_url=served)
    context.set_default_timeout(30_000)
    page = context.new_page()
    sign_in(page, "avery@example.org")
    page.goto("/audit/")
    yield page
    context.close()


def test_twenty_five_charts_leave_the_desk_in_five_presses(page):
    presses = [
        lambda: page.locator("#id_everything").check(),
        lambda: press(page, page.get_by_role("button", name="Make a packet")),
        lambda: page.locator("[name=way]").select_option("portal"),
        lambda: press(page, page.get_by_role("button", name=f"Make the packet of {CHARTS} charts")),
    ]
    for one in presses:
        one()
    expect(page.locator("#progress-said")).to_have_text(f"0 of {CHARTS} charts made.")
    # The page counts by itself meanwhile.
    worker = Thread(target=worked, args=[connection.settings_dict["NAME"]])
    worker.start()
    button = page.get_by_role("button", name="Download")
    expect(button).to_be_visible()
    worker.join()
    with page.expect_download() as coming:
        button.click()
    assert len(presses) + 1 <= MOST_PRESSES
    whole = coming.value.path().read_bytes()
    with pikepdf.open(BytesIO(whole)) as bound, bound.open_outline() as outline:
        named = [item.title for item in outline.root]
        assert len(bound.pages) >= CHARTS + 1
    assert [named[0], len(named)] == ["Index", CHARTS + 1]
    records = {part for title in named for part in re.findall(r"R-\d{3}", title)}
    assert records == {f"R-{number:03}" for number in range(1, CHARTS + 1)}
    assert Disclosure.objects.filter(recipient="Example Mutual").count() == CHARTS
