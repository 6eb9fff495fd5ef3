"""A whole plan, from nothing to signed, by forms and links alone: no script, no action called."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.tests.factories import PASSWORD
from clients.tests.factories import client_of, diagnosed
from plans.document import PlanDocument
from plans.models import Version
from plans.tests.browsing import filled, said, signed_in


class Writer:
    """Somebody who fills in one form after another."""

    def __init__(self, user, client):
        self.browser, self.client, self.today = signed_in(user), client, user.practice.today
        self.at = reverse("plans:open", args=[client.pk])

    def fill(self, at=None, **typed):
        """Fill in the form at an address (or where the last one led) and go where it leads."""
        at = at or self.at
        answer = self.browser.post(at, filled(self.browser.get(at), **typed))
        assert answer.status_code == 302, answer.context["form"].errors
        self.at = answer.url
        return self

    def door(self, name, *more):
        return reverse(name, args=[self.client.pk, 1, *more])


@pytest.fixture
def writer(dana):
    client = client_of(dana)
    diagnosed(client)
    return Writer(dana, client)


def written(writer):
    """Every form once, in the order in which the pages lead."""
    in_12_weeks = writer.today + timedelta(weeks=12)
    writer.fill(why_now="Two panic attacks on the bus in one week.")
    writer.fill(
        writer.door("plans:edit"),
        impairment="Late for work six days in the last month.",
        discharge_criteria="One attack a week or fewer, six weeks in a row.",
        participation="Chose both goals.",
    )
    writer.fill(
        writer.door("plans:add-service"),
        minutes="45", frequency="weekly", duration_weeks="16", cpt="90834",
    )  # fmt: skip
    writer.fill(
        writer.door("plans:add-problem"),
        statement="Panic attacks",
        diagnosis=writer.client.diagnoses.get(),
        then="child",
    )
    writer.fill(
        statement="Return to ordinary travel", zero_means="no fear", ten_means="afraid all day",
        baseline="8", target="3", target_on=in_12_weeks, then="child",
    )  # fmt: skip
    writer.fill(
        statement="Fewer attacks", measure="panic attacks", measure_from="3", measure_to="1",
        measure_per="week", target_on=in_12_weeks, then="child",
    )  # fmt: skip
    return writer.fill(statement="Slow breathing", modality="CBT", frequency="every session")


def test_a_plan_is_written_and_signed_through_its_pages_alone(writer):
    written(writer)
    draft = said(writer.browser.get(writer.door("plans:draft")))
    assert "Nothing is missing: ready to sign" in draft
    page = writer.browser.get(writer.door("plans:sign"))
    typed = {"seen": page.context["seen"], "reason": "First plan", "password": PASSWORD}
    assert writer.browser.post(writer.door("plans:sign"), typed).status_code == 302
    document = PlanDocument.stored(Version.objects.get(plan__client=writer.client).document)
    (goal,) = document.goals
    assert (goal.number, goal.baseline, goal.target) == ("1.1", 8, 3)
    assert goal.objectives[0].measure_words == "panic attacks: from 3 to 1 per week"
    assert goal.objectives[0].interventions[0].responsible == "Dana Whitfield, LCSW"


def test_every_link_and_button_of_the_draft_leads_somewhere(writer):
    written(writer)
    page = writer.browser.get(writer.door("plans:draft"))
    own = f"/clients/{writer.client.pk}/plans/"
    links = {part.split('"')[0] for part in said(page).split('href="')[1:]}
    for link in sorted(link for link in links if link.startswith(own)):
        assert writer.browser.get(link).status_code == 200, link
    buttons = {part.split('"')[0] for part in said(page).split('formaction="')[1:]}
    assert buttons
    for button in buttons:
        assert writer.browser.post(button, {}).status_code == 302, button
