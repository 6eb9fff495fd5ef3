"""Renewing a plan: its evidence on one page, a decision about each goal, and one of two ends."""

from datetime import timedelta

import pytest
from django.urls import reverse

from goals.models import Extension, Goal, GoalReview
from goals.tests.factories import goal_for
from notes.tests.factories import written_note
from plans.actions import reviewing
from plans.models import Plan, Review, ReviewDraft, ReviewSignature
from plans.tests.browsing import said, signed_in
from plans.tests.factories import a_problem, draft_plan, sign_draft, signable_plan, signed_plan
from plans.tests.renewing import (
    RESPONSE,
    a_told_note,
    door,
    finish,
    sign_no_change,
    typed,
    whole,
)
from trail.models import Event


@pytest.fixture
def version(dana):
    return signed_plan(dana)


@pytest.fixture
def goal(version):
    return Goal.objects.get(problem__plan=version.plan)


# The sheet ---------------------------------------------------------------------------------------


def test_it_quotes_the_signed_notes_that_name_the_goal_with_day_and_link(dana, version, goal):
    note = a_told_note(dana, version, goal)
    page = said(signed_in(dana).get(door(version)))
    assert RESPONSE in page
    assert "after a good week" in page
    assert reverse("notes:note", args=[version.plan.client_id, note.pk]) in page
    assert f"{note.attendance.session.on:%-d %B %Y}" in page
    assert "chart.svg?variant=wide" in page


def test_an_unsigned_note_is_no_evidence(dana, version, goal):
    a_told_note(dana, version, goal, signed=False)
    assert RESPONSE not in said(signed_in(dana).get(door(version)))


def test_what_was_quoted_at_the_last_review_is_not_quoted_again(dana, version, goal):
    a_told_note(dana, version, goal)
    finish(dana, version)
    sign_no_change(signed_in(dana), version)
    assert RESPONSE not in said(signed_in(dana).get(door(version)))


def test_the_texts_are_drafted_from_the_facts_and_nothing_is_decided(dana, version, goal):
    written_note(dana, version.plan.client, scores={goal.pk: 4})
    form = signed_in(dana).get(door(version)).context["form"]
    assert "1 session was attended" in form["summary"].value()
    progress = form[f"progress-{goal.pk}"].value()
    assert progress.startswith("Scored by the client: 4 on ")
    assert form[f"decision-{goal.pk}"].value() is None
    interval = timedelta(days=dana.practice.review_interval_days)
    assert form["next_due_on"].value() == dana.practice.today + interval


def test_it_is_saved_unfinished_and_taken_up_again(dana, version, goal):
    browser = signed_in(dana)
    page = browser.get(door(version))
    answer = browser.post(door(version), typed(page, "save", summary="Half a thought"), follow=True)
    assert "Nothing of it is signed yet." in said(answer)
    again = browser.get(door(version)).context["form"]
    assert again["summary"].value() == "Half a thought"
    assert not Review.objects.exists()
    assert Event.objects.filter(verb="review.begun").count() == 1


def test_keeping_the_rest_leaves_what_is_decided(dana, version):
    other = goal_for(a_problem(version.plan), statement="Sleep through the night")
    browser = signed_in(dana)
    page = browser.get(door(version))
    browser.post(door(version), typed(page, "keep", **{f"decision-{other.pk}": "met"}))
    decided = {pk: told["decision"] for pk, told in ReviewDraft.objects.get().goals.items()}
    assert decided.pop(str(other.pk)) == "met"
    assert list(decided.values()) == ["keep"]


def test_the_texts_are_drafted_anew_when_asked(dana, version, goal):
    browser = signed_in(dana)
    browser.post(door(version), typed(browser.get(door(version)), "save", summary="Old words"))
    written_note(dana, version.plan.client, scores={goal.pk: 2})
    browser.post(door(version), typed(browser.get(door(version)), "redraft"))
    kept = ReviewDraft.objects.get()
    assert "1 session was attended" in kept.summary
    assert ": 2 on " not in kept.summary
    assert "2 on" in kept.goals[str(goal.pk)]["progress"]


def test_what_a_colleague_wrote_meanwhile_is_not_overwritten(dana, version, goal):
    browser = signed_in(dana)
    browser.post(door(version), typed(browser.get(door(version)), "save", summary="First"))
    mine = typed(browser.get(door(version)), "save", summary="Mine")
    draft = ReviewDraft.objects.get()
    draft.summary = "Theirs"
    reviewing.keep(draft, expected=draft.row_version, by=dana)
    answer = browser.post(door(version), mine)
    assert answer.status_code == 409
    assert "Theirs" in said(answer)
    assert ReviewDraft.objects.get().summary == "Theirs"


def test_two_who_begin_at_once_do_not_overwrite_each_other(dana, version):
    browser = signed_in(dana)
    mine = typed(browser.get(door(version)), "save", summary="Mine")
    browser.post(door(version), typed(browser.get(door(version)), "save", summary="Theirs"))
    assert browser.post(door(version), mine).status_code == 409
    assert ReviewDraft.objects.get().summary == "Theirs"


# Finishing ---------------------------------------------------------------------------------------


def test_finishing_asks_for_what_is_missing(dana, version, goal):
    browser = signed_in(dana)
    answer = browser.post(door(version), typed(browser.get(door(version)), "finish", summary=""))
    assert answer.status_code == 422
    for sentence in ("Decide about goal 1.1.", "Say who took part.", "Say what was found."):
        assert sentence in said(answer)
    assert not Review.objects.exists()


@pytest.mark.parametrize(("decision", "word"), [("park", "parked"), ("drop", "dropped")])
def test_parking_or_dropping_wants_a_reason(dana, version, goal, decision, word):
    answer = finish(dana, version, decision=decision)
    assert answer.status_code == 422
    assert f"Say why goal 1.1 is {word}." in said(answer)


@pytest.mark.parametrize(
    ("decision", "status"), [("met", "met"), ("park", "reserve"), ("drop", "discontinued")]
)
def test_what_was_decided_is_carried_out_and_kept(dana, version, goal, decision, status):
    other = goal_for(goal.problem, statement="Sleep through the night")
    reason = {f"because-{goal.pk}": "As agreed.", f"decision-{goal.pk}": decision}
    answer = finish(dana, version, **reason)
    assert answer.url == door(version, "sign")
    goal.refresh_from_db()
    assert (goal.status, goal.status_reason) == (status, "As agreed.")
    kept = {row.goal_id: row.decision for row in GoalReview.objects.all()}
    assert kept == {goal.pk: decision, other.pk: "keep"}
    assert not ReviewDraft.objects.exists()


def test_a_change_leads_to_the_draft_and_the_version_says_which_review(dana, version, goal):
    answer = finish(dana, version, decision="change")
    assert answer.url == door(version, "draft")
    browser = signed_in(dana)
    page = browser.get(door(version, "sign"))
    today = dana.practice.today
    assert page.context["form"]["reason"].value() == f"Review of {today:%-d %B %Y}"
    newer = sign_draft(version.plan, dana, reason="Review")
    review = Review.objects.get()
    held = browser.get(door(version, "held-review", review.pk))
    assert held.context["held"].version == newer
    assert Plan.objects.get(pk=version.plan_id).next_review_on == review.next_due_on


def test_until_the_version_is_signed_no_second_review_begins(dana, version):
    finish(dana, version, decision="change")
    page = said(signed_in(dana).get(door(version)))
    assert "its new version is not signed yet" in page
    assert "Finish the review" not in page


def test_a_date_is_extended_in_the_review_with_its_reason(dana, version, goal):
    objective = goal.objectives.get()
    later = objective.target_on + timedelta(days=30)
    fields = {f"later-{objective.pk}": later}
    refused = finish(dana, version, **fields)
    assert "Say why the target date moves later." in said(refused)
    finish(dana, version, **fields, **{f"why_later-{goal.pk}": "Two sessions were missed."})
    objective.refresh_from_db()
    assert objective.target_on == later
    assert Extension.objects.get().because == "Two sessions were missed."
    assert Review.objects.get().outcome == "new version"


def test_pressing_finish_twice_holds_one_review(dana, version):
    browser = signed_in(dana)
    form = whole(browser.get(door(version)), decision="met")
    for _ in range(2):
        assert browser.post(door(version), form).url == door(version, "sign")
    assert Review.objects.count() == GoalReview.objects.count() == 1


def test_a_trainees_review_ends_in_a_version_that_the_supervisor_signs(sam, priya):
    version = signed_plan(sam)
    reviewing_door = door(version)
    assert "No version is in effect yet" in said(signed_in(sam).get(reviewing_door))
    from plans.actions import cosign

    cosign(version, by=priya)
    assert finish(sam, version).url == door(version, "sign")
    assert not ReviewSignature.objects.exists()


def test_a_plan_that_was_never_signed_is_not_reviewed(dana):
    plan = signable_plan(dana)
    page = signed_in(dana).get(reverse("plans:renew", args=[plan.client_id, 1]))
    assert "there is nothing to review" in said(page)


def test_a_parked_goal_is_kept_parked(dana, version, goal):
    Goal.objects.filter(pk=goal.pk).update(status="reserve", parked_from=dana.practice.today)
    finish(dana, version)
    goal.refresh_from_db()
    assert goal.status == "reserve"


@pytest.mark.parametrize(
    ("field", "days", "sentence"),
    [
        ("held_on", 1, "The review cannot be held on a day yet to come."),
        ("held_on", -900, "The plan was not open yet on that day."),
        ("next_due_on", 0, "The next review must"),
    ],
)
def test_impossible_days_are_refused(dana, version, field, days, sentence):
    day = dana.practice.today + timedelta(days=days)
    answer = finish(dana, version, **{field: day})
    assert answer.status_code == 422
    assert sentence in said(answer)


# Who sees what -----------------------------------------------------------------------------------


def test_supervisor_and_admin_read_the_review_and_hold_none(dana, priya, avery, version):
    from config.tests.house import supervises

    supervises(priya, dana)
    finish(dana, version, decision="met")
    review = Review.objects.get()
    for reader in (priya, avery):
        browser = signed_in(reader)
        page = said(browser.get(door(version, "held-review", review.pk)))
        assert "Marisol and her therapist" in page
        assert browser.get(door(version)).status_code == 403
        plan = said(browser.get(door(version, "read")))
        assert door(version, "held-review", review.pk) in plan


def test_another_clients_review_is_not_read_through_this_plan(dana, version):
    other = signed_plan(dana)
    finish(dana, other, decision="met")
    review = Review.objects.get()
    assert signed_in(dana).get(door(version, "held-review", review.pk)).status_code == 404


def test_the_button_renews_from_thirty_days_before(dana, version):
    browser = signed_in(dana)
    for days, expected in ((31, False), (30, True), (-3, True)):
        due = dana.practice.today + timedelta(days=days)
        Plan.objects.filter(pk=version.plan_id).update(
            next_review_on=due, opened_on=due - timedelta(days=90)
        )
        client_page = said(browser.get(reverse("clients:detail", args=[version.plan.client_id])))
        assert ("Renew the plan" in client_page) is expected
        assert ("Renew the plan" in said(browser.get(door(version, "read")))) is expected


def test_an_empty_draft_plan_offers_no_renewal(dana):
    plan = draft_plan(dana)
    assert "Renew the plan" not in said(
        signed_in(dana).get(reverse("clients:detail", args=[plan.client_id]))
    )
