"""Printing a plan for the payer."""

import re
import subprocess
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from clients.models import Consent
from clients.tests.factories import client_of, covered, taken_in
from config import clock
from notes.tests.factories import held_session, written_note
from plans.actions import return_version
from plans.actions.printing import print_version
from plans.document import PlanDocument
from plans.models import Printout
from plans.paper import PressUnavailable, payer_html, pressroom
from plans.tests.factories import signed_plan
from trail.models import Event


def address(version, **query):
    plan = version.plan
    return reverse(
        "plans:pdf",
        kwargs={"client_id": plan.client_id, "number": plan.number, "version": version.number},
        query=query,
    )


def text_of(pages: bytes) -> str:
    """What a reader of the PDF finds in it, on one line."""
    told = subprocess.run(["pdftotext", "-", "-"], input=pages, capture_output=True, check=True)
    return re.sub(r"\s+", " ", told.stdout.decode())


@pytest.fixture
def small_paper(monkeypatch):
    """Paper of one line, where what stands on it is not the point."""
    made = []

    def print_it(order, document, facts, by):
        made.append(facts)
        return f"%PDF {len(made)}".encode(), ""

    monkeypatch.setattr("plans.paper.ordering._sealed", print_it)
    return made


@pytest.fixture
def signed_in(client):
    def sign_in(user):
        client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in


def test_it_prints_every_statement_score_and_count_with_signature_and_seal(dana, signed_in):
    person = client_of(dana, given_name="Marisol", family_name="Vega")
    covered(person)
    taken_in(person)
    version = signed_plan(dana, person, objectives=2)
    goal = version.plan.problems.first().goals.first()
    objective = goal.objectives.first()
    written_note(dana, person, scores={goal.pk: 8}, counts={objective.pk: 31})
    written_note(dana, person, scores={goal.pk: 0}, counts={objective.pk: 17})
    held_session(dana, person, status="missed")

    answer = signed_in(dana).get(address(version))

    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]
    assert "attachment" in answer["Content-Disposition"]
    assert "Vega" not in answer["Content-Disposition"]
    said = text_of(answer.content)
    document = PlanDocument.stored(version.document)
    expected = [
        *(problem.statement for problem in document.problems),
        *(one.statement for one in document.goals),
        *(one.statement for one in document.objectives),
        *(i.statement for one in document.objectives for i in one.interventions),
        document.plan.why_now,
        document.plan.discharge_criteria,
        "Marisol Vega",
        "born 12 April 1991",
        "EM-4410-88",
        "Initial plan, version 1",
        "Page 1 of",
        "session missed",
        "Dana Whitfield, LCSW",
        version.digest,
    ]
    without_spaces = said.replace(" ", "")
    assert [one for one in expected if one.replace(" ", "") not in without_spaces] == []
    assert re.search(r"8, 0|0, 8", said)
    assert re.search(r"31, 17|17, 31", said)


def test_the_same_facts_are_the_same_paper_byte_for_byte(dana, signed_in, small_paper):
    version = signed_plan(dana)
    browser = signed_in(dana)
    first, second = browser.get(address(version)), browser.get(address(version))
    assert first.content == second.content
    assert (len(small_paper), Printout.objects.count()) == (1, 1)
    events = Event.objects.filter(verb="plan.printed", subject_id=str(version.pk))
    assert [event.clients for event in events] == [[version.plan.client_id]] * 2


def test_a_newer_score_is_on_a_new_paper_and_the_old_one_is_kept(dana, signed_in, small_paper):
    version = signed_plan(dana)
    browser = signed_in(dana)
    browser.get(address(version))
    goal = version.plan.problems.first().goals.first()
    written_note(dana, version.plan.client, scores={goal.pk: 5})
    assert browser.get(address(version)).content == b"%PDF 2"
    assert small_paper[1].goals[goal.pk].scores == {"client": ((goal.practice.today, 5),)}
    assert Printout.objects.count() == 2


def test_it_refuses_a_version_that_still_waits(sam, signed_in, small_paper):
    version = signed_plan(sam)
    answer = signed_in(sam).get(address(version))
    assert answer.status_code == 409
    assert "still waits for a signature" in answer.content.decode()
    assert (small_paper, Printout.objects.count()) == ([], 0)


def test_it_refuses_a_version_that_was_returned(sam, priya, signed_in, small_paper):
    version = signed_plan(sam)
    return_version(version, {"plan": "Say more of the impairment."}, by=priya)
    answer = signed_in(sam).get(address(version))
    assert answer.status_code == 409
    assert "was returned" in answer.content.decode()


def test_a_part_2_record_needs_the_clients_consent_and_carries_the_notice(
    dana, signed_in, small_paper
):
    version = signed_plan(dana, covered(client_of(dana, part2=True)).client)
    browser = signed_in(dana)
    refused = browser.get(address(version))
    assert refused.status_code == 409
    assert "42 CFR Part 2" in refused.content.decode()
    Consent.objects.create(
        practice=dana.practice,
        client=version.plan.client,
        kind=Consent.Kind.PART2,
        purpose=Consent.Purpose.ALL_CARE,
        signed_by="the client",
        from_on=dana.practice.today,
    )
    assert browser.get(address(version)).status_code == 200
    document = PlanDocument.stored(version.document)
    assert "prohibits unauthorized use" in payer_html(document, small_paper[0])


@pytest.mark.parametrize("who", ["stranger", "outsider"])
def test_it_hides_other_peoples_plans(who, dana, signed_in, small_paper, request):
    version = signed_plan(dana)
    somebody = request.getfixturevalue(who)
    assert signed_in(somebody).get(address(version)).status_code == 404
    with pytest.raises(PermissionDenied):
        print_version(
            version,
            preset="payer",
            as_of=version.frozen_at,
            for_whom="x",
            purpose="x",
            press=lambda code, notice: (b"", ""),
            by=somebody,
        )


def test_the_admin_prints_a_plan_that_they_do_not_write(dana, avery, signed_in, small_paper):
    version = signed_plan(dana)
    assert signed_in(avery).get(address(version)).status_code == 200


def test_there_is_no_paper_for_an_unknown_reader(dana, signed_in, small_paper):
    version = signed_plan(dana)
    assert signed_in(dana).get(address(version, **{"for": "anybody"})).status_code == 404


def test_it_says_what_to_install_when_the_machine_cannot_print(dana, signed_in, monkeypatch):
    def absent(html):
        raise PressUnavailable("cannot load library 'libpangoft2-1.0-0'")

    monkeypatch.setattr(pressroom, "press", absent)
    version = signed_plan(dana)
    answer = signed_in(dana).get(address(version))
    assert answer.status_code == 503
    assert "apt-get install libpangoft2-1.0-0" in answer.content.decode()
    assert Printout.objects.count() == 0


def test_its_queries_do_not_grow_with_the_plan(
    dana, signed_in, small_paper, django_assert_max_num_queries
):
    version = signed_plan(dana, problems=5, goals=3, objectives=4, interventions=4)
    goal = version.plan.problems.first().goals.first()
    for week in range(52):
        on = clock.now() - timedelta(weeks=52 - week)
        held_session(dana, version.plan.client, on=on, status="missed")
    written_note(dana, version.plan.client, scores={goal.pk: 5})
    browser = signed_in(dana)
    with django_assert_max_num_queries(47):
        assert browser.get(address(version)).status_code == 200
    with django_assert_max_num_queries(24):
        assert browser.get(address(version)).status_code == 200
