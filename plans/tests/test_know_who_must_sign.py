"""Who must sign a plan, by rule: a table of cases, and what the page and the state make of it."""

import pytest
from django.urls import reverse

from accounts.models import Role, Supervision
from accounts.tests.factories import PASSWORD, staff
from clients.models import CareTeam, Client, Coverage
from clients.payers import profile_of, profiles
from clients.tests.factories import client_of
from plans.actions import cosign
from plans.awaiting import waiting_for
from plans.models import Plan, Version
from plans.signers import Facts, required_signers
from plans.state import state_of
from plans.tests.browsing import filled, said, signed_in
from plans.tests.factories import sign_draft, signable_plan

NEW_YORK, COLORADO = "new-york-medicaid-ffs", "health-first-colorado"
OWN_RULE, ARKANSAS = "practice-client-signs", "qualchoice"

# (trainee, physicians on the team, minor, profiles) -> what blocks, and what is only asked for.
CASES = [
    ("a licensed author alone", (), (), False, [], "author", "client"),
    ("a trainee", ("Priya",), (), False, [], "author co-signer", "client"),
    ("a minor", (), (), True, [], "author", "guardian"),
    ("a trainee with a minor", ("Priya",), (), True, [], "author co-signer", "guardian"),
    ("general rules", (), (), False, ["general"], "author", "client"),
    ("New York", (), ("Ola",), False, [NEW_YORK], "author physician", "client"),
    ("New York, nobody on the team", (), (), False, [NEW_YORK], "author physician", "client"),
    ("New York, a minor", (), ("Ola",), True, [NEW_YORK], "author physician", "guardian"),
    ("a condition people judge", (), ("Ola",), False, [COLORADO], "author", "physician client"),
    ("after so many visits", (), (), False, [ARKANSAS], "author", "physician client"),
    ("the client's signature itself", (), (), False, [OWN_RULE], "author client", ""),
    ("and for a minor the guardian's", (), (), True, [OWN_RULE], "author guardian", ""),
    ("two payers", (), (), False, [ARKANSAS, NEW_YORK], "author physician", "client"),
    ("two payers, one wants the client's", (), (), False, [NEW_YORK, OWN_RULE],
     "author physician client", ""),
    ("everything", ("Priya",), ("Ola",), True, [NEW_YORK, OWN_RULE],
     "author co-signer physician guardian", ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("cosigners", "physicians", "is_minor", "names", "blocking", "asked"),
    [case[1:] for case in CASES],
    ids=[case[0] for case in CASES],
)
def test_who_must_sign(cosigners, physicians, is_minor, names, blocking, asked):
    found = required_signers(
        Facts(
            author="Dana",
            client="Marisol",
            cosigners=cosigners,
            physicians=physicians,
            is_minor=is_minor,
            guardian="Teresa" if is_minor else "",
            profiles=tuple(profile_of(name) for name in names),
        )
    )
    assert [item.role for item in found if item.blocks] == blocking.split()
    assert [item.role for item in found if not item.blocks] == asked.split()
    assert all(item.name and item.because for item in found)
    known = {"author": "Dana", "co-signer": "Priya", "client": "Marisol", "guardian": "Teresa"}
    known["physician"] = "Ola" if physicians else "a physician on the care team"
    assert all(item.name == known[item.role] for item in found)


@pytest.mark.parametrize("profile", profiles().values(), ids=lambda profile: profile.id)
def test_each_demand_of_a_payer_is_told_with_its_citation(profile):
    told = " ".join(
        item.because
        for is_minor in (False, True)
        for item in required_signers(
            Facts(author="Dana", client="Marisol", is_minor=is_minor, profiles=(profile,))
        )
    )
    for demand in profile.signatures:
        assert demand.citation in told
        assert demand.when in told
    assert ("(not verified)" in told) == any(
        demand.read == "not verified" for demand in profile.signatures
    )


def pays(client, profile: str) -> Coverage:
    return Coverage.objects.create(
        practice=client.practice, client=client, payer="A payer", member_id="1",
        payer_profile=profile,
    )  # fmt: skip


def test_the_page_says_by_whose_rules_and_how_far_they_were_read(dana):
    client = client_of(dana)
    pays(client, "qualchoice")
    plan = signable_plan(dana, client)
    page = said(signed_in(dana).get(reverse("plans:sign", args=[client.pk, plan.number])))
    rule = profiles()["qualchoice"]
    assert f'href="{rule.url}"' in page
    for words in ("By whose rules", "Medical policy BI273", "(read at source)"):
        assert words in page


@pytest.fixture
def ola(practice):
    """A physician of the practice."""
    return staff(practice, Role.PHYSICIAN, name="Ola Berg", credentials="MD")


@pytest.fixture
def waiting(dana, ola, act_as) -> Version:
    """A plan that New York pays for, signed by its author."""
    client = client_of(dana)
    pays(client, NEW_YORK)
    CareTeam.objects.create(practice=client.practice, client=client, member=ola, role="physician")
    plan = signable_plan(dana, client)
    with act_as(dana):
        return sign_draft(plan, dana)


def state(version):
    plan = Plan.objects.with_versions().get(pk=version.plan_id)
    return state_of(plan, plan.practice.today)


def test_a_plan_takes_effect_with_the_physicians_signature(waiting, ola, act_as):
    assert state(waiting).label == "waiting for Ola Berg, MD"
    with act_as(ola):
        assert [version.pk for version in waiting_for(ola)] == [waiting.pk]
        for _ in range(2):
            cosign(waiting, by=ola)
        assert waiting_for(ola) == []
    assert state(waiting).word == "in effect"
    signature = waiting.signatures.get(role="physician")
    assert signature.printed_name == "Ola Berg, MD"
    assert signature.statement == "I have reviewed this plan as a physician and approve it."


def test_it_waits_for_no_physician_who_is_not_on_the_care_team(waiting, practice):
    other = staff(practice, Role.PHYSICIAN, name="Uma Rask", credentials="MD")
    assert waiting_for(other) == []
    page = signed_in(other).get(reverse("plans:review-version", args=[waiting.pk]))
    assert page.status_code == 404


def test_the_physician_signs_from_the_queue(waiting, ola):
    browser = signed_in(ola)
    url = reverse("plans:review-version", args=[waiting.pk])
    assert url in said(browser.get(reverse("plans:review")))
    answer = browser.post(url, {"act": "cosign", "password": PASSWORD})
    assert answer.status_code == 302
    assert waiting.signatures.get(role="physician").method == "password"


def test_a_supervisor_is_not_asked_to_sign_while_it_waits_for_the_physician_alone(
    waiting, dana, ola, practice
):
    priya = staff(practice, Role.SUPERVISOR, name="Priya Raman", credentials="PhD")
    Supervision.objects.create(practice=practice, supervisor=priya, supervisee=dana, cosigns=False)
    page = said(signed_in(priya).get(reverse("plans:review-version", args=[waiting.pk])))
    assert "It waits for another signature than yours; you may still return it" in page
    assert "Return it with comments" in page
    assert 'name="password"' not in page
    assert 'name="password"' in said(
        signed_in(ola).get(reverse("plans:review-version", args=[waiting.pk]))
    )


def test_a_physician_who_writes_the_plan_signs_as_both(practice, act_as):
    ola = staff(practice, Role.PHYSICIAN, name="Ola Berg", credentials="MD")
    client = client_of(ola)
    pays(client, NEW_YORK)
    plan = signable_plan(ola, client)
    with act_as(ola):
        version = sign_draft(plan, ola)
    assert set(version.signatures.values_list("role", flat=True)) == {"author", "physician"}
    assert state(version).word == "in effect"


def test_the_page_says_who_must_sign_and_why(sam, waiting):
    client = client_of(sam)
    Client.objects.filter(pk=client.pk).update(born_on="2012-02-01", guardian_name="Teresa Vega")
    pays(client, NEW_YORK)
    plan = signable_plan(sam, client)
    page = said(signed_in(sam).get(reverse("plans:sign", args=[plan.client_id, 1])))
    assert "Priya Raman, LCSW" in page
    assert "The author is a trainee" in page
    assert "a physician on the care team" in page
    assert "14 NYCRR 599.10(c)(7)" in page
    assert "Teresa Vega" in page
    assert "A guardian signs for a minor" in page


@pytest.fixture
def asking(dana, ola, act_as) -> Version:
    """A plan whose payer wants a physician's signature on a condition that people judge."""
    client = client_of(dana)
    pays(client, ARKANSAS)
    CareTeam.objects.create(practice=client.practice, client=client, member=ola, role="physician")
    plan = signable_plan(dana, client)
    with act_as(dana):
        return sign_draft(plan, dana)


def test_a_physician_who_is_asked_for_signs_though_the_plan_does_not_wait(asking, ola):
    assert state(asking).word == "in effect"
    browser = signed_in(ola)
    url = reverse("plans:review-version", args=[asking.pk])
    assert url in said(browser.get(reverse("plans:review")))
    page = said(browser.get(url))
    assert "Yours is asked for too" in page
    assert "I have reviewed this plan as a physician and approve it." in page
    assert "Return it with comments" not in page
    assert browser.post(url, {"act": "cosign", "password": PASSWORD}).status_code == 302
    assert asking.signatures.get(role="physician").signer == ola
    assert url not in said(browser.get(reverse("plans:review")))


def test_why_a_physician_who_was_asked_did_not_sign_is_written_down(asking, dana, ola):
    where = [asking.plan.client_id, 1, 1]
    page = said(signed_in(dana).get(reverse("plans:version", args=where)))
    assert "asked for; in effect without it" in page
    url = reverse("plans:unsigned", args=where)
    form = filled(
        signed_in(dana).get(url), role="physician", because="not yet", words="Nine visits so far."
    )
    assert signed_in(dana).post(url, form).status_code == 302
    page = said(signed_in(dana).get(reverse("plans:version", args=where)))
    assert "No signature of the physician" in page
    assert waiting_for(ola.working_in(ola.practice)) == []


def test_no_reason_is_asked_for_a_physician_whom_nobody_wants(dana):
    version = sign_draft(signable_plan(dana, client_of(dana)), dana)
    page = signed_in(dana).get(reverse("plans:unsigned", args=[version.plan.client_id, 1, 1]))
    assert [value for value, _ in page.context["form"].fields["role"].choices] == [
        "client", "guardian",
    ]  # fmt: skip


def test_a_physician_who_writes_the_plan_reads_every_sentence_before_signing_it(practice, act_as):
    ola = staff(practice, Role.PHYSICIAN, name="Ola Berg", credentials="MD")
    client = client_of(ola)
    pays(client, NEW_YORK)
    plan = signable_plan(ola, client)
    page = said(signed_in(ola).get(reverse("plans:sign", args=[plan.client_id, 1])))
    with act_as(ola):
        version = sign_draft(plan, ola)
    statements = set(version.signatures.values_list("statement", flat=True))
    assert len(statements) == 2
    assert all(f"“{statement}”" in page for statement in statements)


def test_another_author_is_shown_no_physicians_sentence(dana, ola):
    client = client_of(dana)
    pays(client, NEW_YORK)
    plan = signable_plan(dana, client)
    page = said(signed_in(dana).get(reverse("plans:sign", args=[plan.client_id, 1])))
    assert "as a physician and approve it" not in page
