"""A review that changes nothing is signed as such: the version stays, only the next date moves."""

import pytest

from accounts.tests.factories import PASSWORD
from goals.models import Goal
from plans.models import Plan, Review, ReviewSignature
from plans.tests.browsing import said, signed_in
from plans.tests.factories import signed_plan
from plans.tests.renewing import (
    current,
    door,
    finish,
    sign_no_change,
)


@pytest.fixture
def version(dana):
    return signed_plan(dana)


@pytest.fixture
def goal(version):
    return Goal.objects.get(problem__plan=version.plan)


# No change ---------------------------------------------------------------------------------------


def test_an_unchanged_plan_is_confirmed_by_a_signature_of_its_own(dana, version, goal):
    assert finish(dana, version).url == door(version, "confirm-review")
    before = Plan.objects.get(pk=version.plan_id)
    answer = sign_no_change(signed_in(dana), version)
    review, signature = Review.objects.get(), ReviewSignature.objects.get()
    assert (signature.version, signature.digest) == (version, version.digest)
    assert (signature.signer, signature.name, signature.method) == (dana, dana.name, "password")
    assert "Nothing in it changes: version 1 stays in effect" in signature.statement
    for words in ("no change: version 1 stays in effect", version.digest, dana.printed_name):
        assert words in said(answer)
    after = Plan.objects.get(pk=version.plan_id)
    assert after.next_review_on == after.review_due_on == review.next_due_on
    assert after.row_version == before.row_version + 1
    state = current(version)
    assert (state.current, state.draft_differs) == (version, False)
    draft = said(signed_in(dana).get(door(version, "draft")))
    assert "Unchanged since version 1" in draft


def test_a_wrong_password_signs_no_review(dana, version):
    finish(dana, version)
    answer = sign_no_change(signed_in(dana), version, password="a guess")
    assert answer.status_code == 422
    assert "This is not your password. Nothing was signed." in said(answer)
    assert not Review.objects.exists()


def test_pressing_sign_twice_signs_once(dana, version):
    finish(dana, version)
    browser = signed_in(dana)
    page = browser.get(door(version, "confirm-review"))
    kept = page.context["kept"]
    form = {"draft": kept.pk, "row_version": kept.row_version, "seen": version.digest}
    form["password"] = PASSWORD
    answers = [browser.post(door(version, "confirm-review"), form).url for _ in range(2)]
    assert answers == [door(version, "held-review", kept.pk)] * 2
    assert ReviewSignature.objects.count() == 1


def test_a_review_that_changed_meanwhile_is_not_signed(dana, version):
    finish(dana, version)
    answer = sign_no_change(signed_in(dana), version, row_version=99)
    assert "Look at it again." in said(answer)
    assert not Review.objects.exists()


def test_a_new_version_may_be_signed_although_nothing_changes(dana, version):
    finish(dana, version)
    answer = signed_in(dana).post(door(version, "confirm-review"), {"act": "version"})
    assert answer.url == door(version, "sign")
    assert Review.objects.get().outcome == "new version"


def test_a_draft_that_differs_does_not_end_in_no_change(dana, version):
    Plan.objects.filter(pk=version.plan_id).update(why_now="More happened.")
    assert finish(dana, version).url == door(version, "sign")
    assert Review.objects.get().outcome == "new version"
