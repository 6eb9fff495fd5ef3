"""On paper: requests to amend the text, reviews that changed nothing, and dates that moved."""

from datetime import timedelta

import pytest
from django.urls import reverse

from config import clock
from goals import actions
from goals.models import Goal
from plans.document import PlanDocument
from plans.models import (
    AmendmentRequest,
    ClientAnswer,
    Plan,
    Printout,
    Review,
    ReviewSignature,
    Signature,
)
from plans.paper.gathering import newest_fact
from plans.paper.gathering_amendments import amendments_on_paper
from plans.tests.browsing import signed_in
from plans.tests.factories import sign_draft, signed_plan
from plans.tests.test_ask_amendment import ask, step
from plans.tests.test_print_plan import text_of
from plans.tests.test_renew_plan import finish, sign_no_change

WHAT = "I was off work for two weeks, not six days."
SECTION = "14. Amendments of this text that were asked for"


@pytest.fixture
def version(dana):
    return signed_plan(dana)


def paper(user, version, preset) -> str:
    """What a reader of the PDF finds in it."""
    plan = version.plan
    where = reverse(
        "plans:pdf", args=[plan.client_id, plan.number, version.number], query={"for": preset}
    )
    answer = signed_in(user).get(where)
    assert answer.status_code == 200
    return text_of(answer.content)


def amended(version, dana):
    """The next version, signed."""
    Plan.objects.filter(pk=version.plan_id).update(
        impairment="Off work for two weeks.",
        review_due_on=dana.practice.today + timedelta(days=90),
    )
    return sign_draft(version.plan, dana, reason="Amended as the client asked")


# Requests for amendment --------------------------------------------------------------------------


def test_the_chart_tells_the_whole_thread_and_the_payer_only_what_was_decided(dana, version):
    asked = ask(dana, version, why="The six days were another year.")
    chart, payer = (paper(dana, version, preset) for preset in ("chart", "payer"))
    assert "19. Requests for amendment" in chart
    assert "waits for an answer (due on" in chart
    assert "days left" not in chart
    assert SECTION not in payer
    assert WHAT not in payer

    until = asked.received_on + timedelta(days=80)
    step(dana, asked, "extended", until=until, text="Old records are fetched.")
    step(dana, asked, "denied", reason="accurate", text="We looked at it together.")
    step(dana, asked, "disagreement", text="I was there and say two weeks.")
    step(dana, asked, "rebuttal", text="The letter says six days.")
    chart, payer = (paper(dana, version, preset) for preset in ("chart", "payer"))
    both = (
        WHAT,
        "It is accurate and complete.",
        "We looked at it together.",
        "I was there and say two weeks.",
        "The letter says six days.",
    )
    for said in (chart, payer):
        assert [words for words in both if words not in said] == []
    assert "denied; the client disagrees" in chart
    assert SECTION in payer
    for words in ("The six days were another year.", "Old records are fetched."):
        assert words in chart
        assert words not in payer


def test_a_payer_is_told_of_a_denial_only_when_the_client_asks_for_it(dana, version):
    asked = ask(dana, version)
    step(dana, asked, "denied", reason="accurate", text="We looked at it together.")
    chart, payer = (paper(dana, version, preset) for preset in ("chart", "payer"))
    assert "We looked at it together." in chart
    assert WHAT not in payer
    step(dana, asked, "along", text="Please send it with my plan.")
    payer = paper(dana, version, "payer")
    assert WHAT in payer
    assert "We looked at it together." in payer
    assert "The client asks that it go along" in payer


def test_a_payer_is_told_of_an_accepted_amendment_until_the_text_itself_carries_it(dana, version):
    asked = ask(dana, version)
    step(dana, asked, "accepted", text="Two weeks it is.", persons="The nurse of the employer")
    assert "Two weeks it is." in paper(dana, version, "payer")
    newer = amended(version, dana)
    step(dana, asked, "carried", text="Corrected.", version=newer)
    before, after = (paper(dana, one, "payer") for one in (version, newer))
    assert "Carried out by version 2" in before
    assert "The nurse of the employer" not in before
    assert SECTION not in after
    whole = paper(dana, newer, "chart")
    assert "accepted, carried out by version 2" in whole
    assert "The nurse of the employer" in whole


def test_a_request_about_an_item_that_is_no_longer_in_the_text_stays_in_the_chart(dana, version):
    goal = Goal.objects.get(problem__plan=version.plan)
    asked = ask(dana, version, node=goal.pk)
    step(dana, asked, "denied", reason="accurate", text="We looked at it together.")
    step(dana, asked, "along", text="Please send it with my plan.")
    document = PlanDocument.stored(version.document)
    gone = document.model_copy(update={"problems": ()})
    assert [one.in_text for one in amendments_on_paper(version, document)] == [True]
    assert [one.in_text for one in amendments_on_paper(version, gone)] == [False]


# Reviews -----------------------------------------------------------------------------------------


def test_a_review_that_changed_nothing_is_printed_with_its_signature_and_its_new_day(dana, version):
    before = paper(dana, version, "payer")
    later = dana.practice.today + timedelta(days=120)
    finish(dana, version, next_due_on=later, summary="It goes as it should.")
    sign_no_change(signed_in(dana), version)
    held = ReviewSignature.objects.get()
    due = f"{later:%-d %B %Y}"
    assert due not in before
    for preset in ("payer", "chart"):
        said = paper(dana, version, preset)
        for words in (
            "It goes as it should.",
            "Who took part: Marisol and her therapist",
            "No change: version 1 stays in effect.",
            held.statement,
            "Signed electronically by Dana Whitfield, LCSW,",
            "authenticated by password",
            f"review due {due}",
        ):
            assert words in said, (preset, words)
    assert f"together by {due}" in paper(dana, version, "client")


# Dates that moved --------------------------------------------------------------------------------


def test_a_date_that_moved_says_so_on_every_paper_and_plainly_to_the_client(dana, version):
    goal = Goal.objects.get(problem__plan=version.plan)
    objective = goal.objectives.get()
    first = {"goal": goal.target_on, "objective": objective.target_on}
    for node, times in ((goal, 1), (objective, 2)):
        for _ in range(times):
            node = type(node).objects.get(pk=node.pk)
            later = node.target_on + timedelta(days=30)
            actions.extend(
                node, later, because="Two were missed.", expected=node.row_version, by=dana
            )
    newer = sign_draft(version.plan, dana, reason="dates")
    document = PlanDocument.stored(newer.document)
    words = [next(iter(kind)).extended_words for kind in (document.goals, document.objectives)]
    assert words[1].startswith("extended 2 times, from ")
    for preset in ("payer", "chart"):
        said = paper(dana, newer, preset)
        assert [one for one in words if f"date {one}" not in said] == []
    mine = paper(dana, newer, "client")
    assert f"this day was moved once; first it was {first['goal']:%-d %B %Y}" in mine
    assert f"this day was moved 2 times; first it was {first['objective']:%-d %B %Y}" in mine
    assert "extended" not in mine


# Which paper is still true -----------------------------------------------------------------------


def test_paper_kept_from_before_is_not_served_after_a_newer_fact(dana, version):
    papers = [paper(dana, version, "chart")]
    asked = ask(dana, version)
    papers.append(paper(dana, version, "chart"))
    step(dana, asked, "accepted", text="Yes.")
    papers.append(paper(dana, version, "chart"))
    assert papers[-1] == paper(dana, version, "chart")
    assert len(set(papers)) == Printout.objects.count() == 3


def test_the_newest_fact_knows_requests_steps_reviews_and_answers(dana, version):
    start = clock.now()
    common = {"practice": dana.practice}

    def at(hours):
        return start + timedelta(hours=hours)

    request = AmendmentRequest.objects.create(
        **common, client=version.plan.client, version=version, item="x", what="x", why="x",
        asked_by="client", way="paper", received_on=dana.practice.today, recorded_by=dana,
        recorded_at=at(1),
    )  # fmt: skip
    assert newest_fact(version.plan) == at(1)
    request.entries.create(
        **common, kind="accepted", on=dana.practice.today, text="x", by=dana, at=at(2)
    )
    assert newest_fact(version.plan) == at(2)
    review = Review.objects.create(
        **common, plan=version.plan, held_on=dana.practice.today, summary="x", held_by=dana,
        next_due_on=dana.practice.today + timedelta(days=90), outcome="no change",
        recorded_at=at(3),
    )  # fmt: skip
    assert newest_fact(version.plan) == at(3)
    ReviewSignature.objects.create(
        **common, review=review, version=version, digest=version.digest, signer=dana,
        name=dana.name, method="password", statement="x", signed_at=at(4),
    )  # fmt: skip
    assert newest_fact(version.plan) == at(4)
    signature = Signature.objects.create(
        **common, version=version, signer=dana, role="client", name="Marisol", method="x",
        statement="x", signed_at=at(4),
    )  # fmt: skip
    ClientAnswer.objects.create(
        **common, version=version, signature=signature, role="client", way="handed over",
        name="Marisol", goals=[], recorded_by=dana, said_at=at(5),
    )  # fmt: skip
    assert newest_fact(version.plan) == at(5)
