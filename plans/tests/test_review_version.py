"""The supervisor's review: co-sign what was frozen, or return it with comments."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from accounts.actions import end_membership
from accounts.models import Role, Supervision
from accounts.tests.factories import PASSWORD, staff
from clients.models import CareTeam
from config import clock
from goals.models import Goal
from plans.actions import return_version
from plans.models import Plan
from plans.state import state_of
from plans.tests.browsing import said, signed_in
from plans.tests.factories import sign_draft, signed_plan
from plans.tests.large import first_goal
from trail.models import Event


@pytest.fixture
def version(sam):
    return signed_plan(sam)


def address(version) -> str:
    return reverse("plans:review-version", args=[version.pk])


def word(version) -> str:
    plan = Plan.objects.with_versions().get(pk=version.plan_id)
    return state_of(plan, plan.practice.today).word


def test_the_queue_lists_what_waits(priya, dana, version):
    signed_plan(dana)
    page = signed_in(priya).get(reverse("plans:review"))
    assert page.context["versions"] == [version]
    assert "Sam Okoro, LPC-Associate" in said(page)
    event = Event.objects.get(verb="review.listed")
    assert event.clients == [version.plan.client_id]


def test_an_empty_queue_says_so(priya):
    assert "Nothing waits for you" in said(signed_in(priya).get(reverse("plans:review")))


def test_only_the_newest_version_waits(priya, sam, version):
    Plan.objects.filter(pk=version.plan_id).update(why_now="More happened.")
    newer = sign_draft(version.plan, sam)
    assert signed_in(priya).get(reverse("plans:review")).context["versions"] == [newer]


def test_cosigning_puts_it_into_effect(priya, version):
    browser = signed_in(priya)
    assert "Reduce panic attacks" in said(browser.get(address(version)))
    answer = browser.post(address(version), {"act": "cosign", "password": PASSWORD}, follow=True)
    assert "You co-signed version 1 of Plan 1." in said(answer)
    assert "Nothing waits for you" in said(answer)
    assert word(version) == "in effect"


def test_a_wrong_password_cosigns_nothing(priya, version):
    answer = signed_in(priya).post(address(version), {"act": "cosign", "password": "a guess"})
    assert answer.status_code == 422
    assert "This is not your password. Nothing was signed." in said(answer)
    assert word(version) == "waiting"


def test_it_is_returned_with_comments_that_the_author_reads(priya, sam, version):
    goal = first_goal(version)
    typed = {"act": "return", "comment": "Say more about severity."}
    objective = goal.objectives.get()
    typed[f"on-{goal.pk}"] = "Further than the client asked for."
    typed[f"on-{goal.problem_id}"] = "Whose words are these?"
    typed[f"on-{objective.pk}"] = "Count by the week."
    typed[f"on-{objective.interventions.get().pk}"] = "How often?"
    answer = signed_in(priya).post(address(version), typed)
    assert answer.url == reverse("plans:review")
    assert word(version) == "returned"
    author = signed_in(sam)
    where = [version.plan.client_id, 1]
    draft, frozen = reverse("plans:draft", args=where), reverse("plans:version", args=[*where, 1])
    for door in (draft, frozen):
        page = said(author.get(door))
        assert "Say more about severity." in page
        for words in typed.values():
            assert words == "return" or words in page


def test_returning_without_a_word_is_refused(priya, version):
    answer = signed_in(priya).post(address(version), {"act": "return", "comment": " "})
    assert answer.status_code == 422
    assert "Say what is to be changed." in said(answer)
    assert word(version) == "waiting"


def test_a_returned_version_is_not_cosigned(priya, version):
    browser = signed_in(priya)
    browser.post(address(version), {"act": "return", "comment": "Not yet."})
    answer = browser.post(address(version), {"act": "cosign", "password": PASSWORD})
    assert answer.status_code == 422
    assert "it cannot take effect any more" in said(answer)


def press_cosign(supervisor, version):
    return signed_in(supervisor).post(address(version), {"act": "cosign", "password": PASSWORD})


def test_an_old_page_does_not_put_an_older_version_into_effect(priya, sam, version):
    Plan.objects.filter(pk=version.plan_id).update(why_now="More happened.")
    newer = sign_draft(version.plan, sam)
    assert press_cosign(priya, newer).status_code == 302
    answer = press_cosign(priya, version)
    assert answer.status_code == 422
    assert "A newer version was signed since." in said(answer)
    plan = Plan.objects.with_versions().get(pk=version.plan_id)
    assert state_of(plan, plan.practice.today).current == newer


def test_nothing_in_a_closed_plan_takes_effect(priya, version):
    Plan.objects.filter(pk=version.plan_id).update(
        closed_on=version.plan.practice.today, closed_because="Moved away."
    )
    answer = press_cosign(priya, version)
    assert answer.status_code == 422
    assert "This plan is closed" in said(answer)
    assert not version.signatures.filter(role="co-signer").exists()


def test_a_supervisor_who_does_not_cosign_puts_nothing_into_effect(sam, practice, version):
    other = staff(practice, Role.SUPERVISOR, name="Noor Aziz")
    Supervision.objects.create(practice=practice, supervisor=other, supervisee=sam, cosigns=False)
    assert press_cosign(other, version).status_code == 403
    assert signed_in(other).get(reverse("plans:review")).context["versions"] == []
    assert word(version) == "waiting"


def test_who_is_no_supervisor_any_more_cosigns_nothing(priya, practice, version):
    CareTeam.objects.create(practice=practice, client=version.plan.client, member=priya)
    priya.memberships.filter(role=Role.SUPERVISOR).update(ended_at=clock.now())
    assert press_cosign(priya, version).status_code == 403
    assert word(version) == "waiting"


def test_only_the_authors_supervisor_judges(dana, sam, stranger, avery, practice, version):
    other = staff(practice, Role.SUPERVISOR, name="Noor Aziz")
    for somebody in (dana, stranger, other):
        assert signed_in(somebody).get(address(version)).status_code == 404
    for somebody in (sam, avery):
        assert signed_in(somebody).get(address(version)).status_code == 403
    for somebody in (dana, avery):
        assert signed_in(somebody).get(reverse("plans:review")).status_code == 403


def next_version(plan, by, **changed):
    """The draft with other words, signed."""
    Plan.objects.filter(pk=plan.pk).update(**changed)
    return sign_draft(plan, by, reason="More is known.")


def test_a_first_version_is_shown_whole(priya, version):
    page = signed_in(priya).get(address(version))
    assert "No version was in effect before this one: all of it is new." in said(page)
    assert page.context["compared"].told == []


def test_what_changed_since_the_version_in_effect_comes_first(priya, sam, version):
    press_cosign(priya, version)
    goal = first_goal(version)
    Goal.objects.filter(pk=goal.pk).update(target=4)
    newer = next_version(version.plan, sam, why_now="Three panic attacks on the bus in one week.")
    page = signed_in(priya).get(address(newer))
    told = page.context["compared"].told
    assert [sentence for item in told for sentence in item.sentences] == [
        "The plan in words: why treatment is needed now reworded",
        f"Goal 1.1 “{goal.statement}”: target {goal.target} → 4",
    ]
    text = said(page)
    assert text.index("Changed since version 1") < text.index("The whole plan as it was signed")
    assert "[taken out:</span>Two<" in text
    assert "[put in:</span>Three<" in text


def test_every_node_has_one_place_for_a_comment(priya, sam, version):
    press_cosign(priya, version)
    goal = first_goal(version)
    Goal.objects.filter(pk=goal.pk).update(target=4)
    newer = next_version(version.plan, sam, why_now="More happened.")
    text = said(signed_in(priya).get(address(newer)))
    objective = goal.objectives.get()
    for node in (goal.problem, goal, objective, objective.interventions.get()):
        assert text.count(f'name="on-{node.pk}"') == 1


def test_what_is_under_review_is_what_was_signed_while_the_author_goes_on(priya, sam, version):
    Plan.objects.filter(pk=version.plan_id).update(
        why_now="Words of the day after.", changed_at=clock.now()
    )
    browser = signed_in(priya)
    assert "Words of the day after." not in said(browser.get(address(version)))
    assert press_cosign(priya, version).status_code == 302
    read = said(signed_in(sam).get(reverse("plans:read", args=[version.plan.client_id, 1])))
    assert "Words of the day after." not in read
    assert "The draft has changed since version 1 was signed." in read


def test_comments_stand_on_the_plan_page_until_the_next_version(priya, sam, version):
    goal = first_goal(version)
    typed = {"act": "return", "comment": "", f"on-{goal.pk}": "Further than the client asked for."}
    signed_in(priya).post(address(version), typed)
    author, where = signed_in(sam), reverse("plans:read", args=[version.plan.client_id, 1])
    page = said(author.get(where))
    assert "Version 1 was returned by Priya Raman, LCSW with comments." in page
    assert f"draft/#goal-{goal.pk}" in page
    assert "Further than the client asked for." in page
    next_version(version.plan, sam, why_now="More is known.")
    assert "Further than the client asked for." not in said(author.get(where))


def test_a_second_version_says_what_changed_since_the_one_returned(priya, sam, version):
    signed_in(priya).post(address(version), {"act": "return", "comment": "Say more."})
    newer = next_version(version.plan, sam, why_now="More is known.")
    page = said(signed_in(priya).get(address(newer)))
    assert reverse("plans:difference", args=[version.plan.client_id, 1, 1, 2]) in page


def test_a_comment_on_something_else_is_refused(priya, version):
    typed = {"act": "return", "comment": "", "on-00000000-0000-0000-0000-000000000000": "What?"}
    answer = signed_in(priya).post(address(version), typed)
    assert answer.status_code == 422
    assert word(version) == "waiting"


def test_the_bar_says_how_many_wait(priya, version):
    page = said(signed_in(priya).get(reverse("clients:list")))
    assert '<span class="nav-count">1<' in page
    press_cosign(priya, version)
    assert "nav-count" not in said(signed_in(priya).get(reverse("clients:list")))


def test_who_is_no_supervisor_any_more_returns_nothing_either(priya, practice, version):
    CareTeam.objects.create(practice=practice, client=version.plan.client, member=priya)
    browser = signed_in(priya)
    priya.memberships.filter(role=Role.SUPERVISOR).update(ended_at=clock.now())
    assert browser.get(address(version)).status_code == 403
    answer = browser.post(address(version), {"act": "return", "comment": "Not so."})
    assert answer.status_code == 403
    with pytest.raises(PermissionDenied):
        return_version(version, {"plan": "Not so."}, by=priya.working_in(practice))
    assert word(version) == "waiting"


def test_a_supervisors_role_ends_with_what_they_led_and_never_leaves_a_trainee_alone(
    avery, priya, sam, dana, practice
):
    held = priya.memberships.get(role=Role.SUPERVISOR)
    Supervision.objects.create(practice=practice, supervisor=priya, supervisee=dana, cosigns=False)
    with pytest.raises(ValidationError, match="Priya Raman co-signs for Sam Okoro"):
        end_membership(held, by=avery)
    other = staff(practice, Role.SUPERVISOR, name="Noor Aziz")
    Supervision.objects.create(practice=practice, supervisor=other, supervisee=sam)
    end_membership(held, by=avery)
    assert not Supervision.objects.standing().filter(supervisor=priya).exists()
    assert Event.objects.filter(verb="supervision.ended").count() == 2
