"""The client's answer on paper: whole on the chart's, no more than needed on the payer's."""

import pytest

from clients.tests.factories import client_of, reader_of
from plans.document import PlanDocument
from plans.paper import payer_html
from plans.paper.chart_sheet import chart_html
from plans.paper.gathering import facts_of
from plans.tests.browsing import signed_in
from plans.tests.factories import signed_plan
from plans.tests.test_answer_plan import address, typed


@pytest.fixture
def version(dana):
    return signed_plan(dana, client_of(dana), goals=2)


def test_paper_carries_what_was_said_and_the_payers_no_more_than_it_needs(version):
    browser = signed_in(reader_of(version.plan.client))
    browser.post(address(version), typed(browser.get(address(version)), remark="Sleep comes next."))
    document = PlanDocument.stored(version.document)
    facts = facts_of(
        version, document, as_of=version.frozen_at, for_whom="A payer", purpose="review"
    )
    payer, whole = payer_html(document, facts), chart_html(document, facts)
    for paper in (payer, whole):
        assert "Agrees with all 2 goals." in paper
    assert "I want to ride the bus again." in whole
    assert "Sleep comes next." in whole
    assert "I want to ride the bus again." not in payer
