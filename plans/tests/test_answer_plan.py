"""The client's part: by their own sign-in, through a seat that can do nothing else."""

import pytest
from django.db import DatabaseError, ProgrammingError, connection
from django.urls import reverse

from accounts.tests.factories import PASSWORD, UserFactory
from clients.models import Client, ClientAccess, Coverage
from clients.tests.factories import client_of, reader_of
from config.tenancy import acting, as_client, as_signer
from plans.actions import Said, answer, close_plan, cosign, return_version
from plans.answers import answers_of
from plans.models import ClientAnswer, Plan, Signature, Version
from plans.state import state_of
from plans.tests.browsing import said, signed_in
from plans.tests.factories import sign_draft, signable_plan, signed_plan
from trail.models import Event

OWN = ClientAnswer.Way.OWN


@pytest.fixture
def client(dana):
    return client_of(dana)


@pytest.fixture
def reader(client):
    """The client's own sign-in."""
    return reader_of(client, name="Marisol Vega")


@pytest.fixture
def version(dana, client):
    return signed_plan(dana, client, goals=2)


def guardian_of(client):
    user = UserFactory(credentials="", name="Teresa Vega")
    ClientAccess.objects.create(
        practice=client.practice, client=client, user=user, kind="guardian",
        given_by=client.care_team.first().member,
    )  # fmt: skip
    return user


def address(version) -> str:
    return reverse("plans:answer", args=[version.pk])


def typed(page, agrees="yes", words="I want to ride the bus again.", **more) -> dict[str, str]:
    goals = page.context["form"].goals
    form = {"name": "Marisol Vega", "password": PASSWORD, "remark": ""}
    form |= {f"agrees-{goal.id}": agrees for goal in goals}
    form |= {f"words-{goal.id}": words for goal in goals}
    return form | more


def says(version, **more) -> Said:
    goals = [goal for problem in version.plan.problems.all() for goal in problem.goals.all()]
    told = tuple({"goal": str(goal.pk), "agrees": True, "words": "Mine."} for goal in goals)
    return Said(role="client", name="Marisol Vega", goals=told, **more)


def test_the_client_agrees_goal_by_goal_and_signs(version, reader, client):
    browser = signed_in(reader)
    assert address(version) in said(browser.get("/me/plan/"))
    page = browser.get(address(version))
    assert "Reduce panic attacks and return to ordinary travel" in said(page)
    second = page.context["form"].goals[1]
    form = typed(page, **{f"agrees-{second.id}": "no"}, remark="More about sleep, please.")
    answer_page = browser.post(address(version), form, follow=True)
    assert "Agrees with 1 of 2 goals." in said(answer_page)
    kept = answers_of(version).given[0]
    assert [goal.agrees for goal in kept.goals] == [True, False]
    assert kept.goals[0].words == "I want to ride the bus again."
    assert kept.remark == "More about sleep, please."
    signature = Signature.objects.get(version=version, role="client")
    assert (signature.signer, signature.name) == (reader, "Marisol Vega")
    assert signature.method == "own sign-in, password"
    event = Event.objects.get(verb="plan.answered")
    assert (event.actor_id, event.clients) == (reader.pk, [client.pk])
    told = {"role": "client", "way": "own sign-in", "agreed": 1, "of": 2}
    assert event.changed.items() >= told.items()
    plan_page = said(browser.get("/me/plan/"))
    assert "I want to ride the bus again." in plan_page
    assert address(version) not in plan_page


def test_the_staff_read_the_answer_on_the_plan_and_on_the_version(version, reader, dana, avery):
    browser = signed_in(reader)
    browser.post(address(version), typed(browser.get(address(version))))
    place = [version.plan.client_id, 1]
    for user in (dana, avery):
        for url in (reverse("plans:read", args=place), reverse("plans:version", args=[*place, 1])):
            page = said(signed_in(user).get(url))
            assert "Agrees with all 2 goals." in page
            assert "I want to ride the bus again." in page
            assert "Marisol Vega" in page


def test_pressing_twice_answers_once_and_another_answer_is_refused(version, reader):
    browser = signed_in(reader)
    form = typed(browser.get(address(version)))
    for _ in range(2):
        assert browser.post(address(version), form).status_code == 302
    assert ClientAnswer.objects.count() == Signature.objects.filter(role="client").count() == 1
    goal = next(name for name in form if name.startswith("agrees-"))
    for other in ({"remark": "Something else."}, {goal: "no"}):
        refused = browser.post(address(version), form | other)
        assert refused.status_code == 422
        assert "This version was answered already. The answer stays as it is." in said(refused)
        kept = ClientAnswer.objects.get()
        assert kept.remark == ""
        assert kept.agrees


def test_a_goal_without_an_answer_or_a_wrong_password_keeps_nothing(version, reader):
    browser = signed_in(reader)
    page = browser.get(address(version))
    first = page.context["form"].goals[0]
    refused = browser.post(address(version), typed(page, **{f"agrees-{first.id}": ""}))
    assert refused.status_code == 422
    assert f"Say whether you agree with goal {first.number}." in said(refused)
    assert "I want to ride the bus again." in said(refused)
    refused = browser.post(address(version), typed(page, password="a guess"))
    assert "This is not your password." in said(refused)
    for _ in range(10):
        browser.post(address(version), typed(page, password="a guess"))
    assert "Too many tries." in said(browser.post(address(version), typed(page)))
    assert not ClientAnswer.objects.exists()


def test_a_client_is_asked_once_the_professionals_have_signed(sam, priya, act_as):
    client = client_of(sam)
    reader = reader_of(client)
    version = signed_plan(sam, client)
    assert signed_in(reader).get(address(version)).status_code == 404
    with act_as(priya):
        cosign(version, by=priya)
    assert signed_in(reader).get(address(version)).status_code == 200


def test_a_plan_that_wants_the_clients_signature_takes_effect_with_it(dana, client, reader):
    Coverage.objects.create(
        practice=client.practice, client=client, payer="A payer", member_id="1",
        payer_profile="practice-client-signs",
    )  # fmt: skip
    version = signed_plan(dana, client)

    def state():
        plan = Plan.objects.with_versions().get(pk=version.plan_id)
        return state_of(plan, plan.practice.today)

    assert state().label == f"waiting for {client.legal_name}"
    browser = signed_in(reader)
    assert "There is no plan to read yet" in said(browser.get("/me/plan/"))
    browser.post(address(version), typed(browser.get(address(version))))
    assert state().word == "in effect"


def test_only_the_newest_version_of_an_open_plan_is_answered(dana, client, version, reader, act_as):
    browser = signed_in(reader)
    form = typed(browser.get(address(version)))
    Plan.objects.filter(pk=version.plan_id).update(why_now="Something new happened.")
    with act_as(dana):
        newer = sign_draft(version.plan, dana)
    assert browser.post(address(version), form).status_code == 404
    assert browser.get(address(newer)).status_code == 200
    with act_as(dana):
        plan = Plan.objects.get(pk=version.plan_id)
        close_plan(plan, because="Moved away", expected=plan.row_version, by=dana)
    assert browser.get(address(newer)).status_code == 404
    assert not ClientAnswer.objects.exists()


def test_a_returned_version_is_not_answered(sam, priya, act_as):
    client = client_of(sam)
    reader, version = reader_of(client), signed_plan(sam, client)
    with act_as(priya):
        return_version(version, {"plan": "Say more."}, by=priya)
    assert signed_in(reader).get(address(version)).status_code == 404


def test_a_guardian_answers_for_a_minor_and_says_whether_the_minor_agrees(dana, client):
    Client.objects.filter(pk=client.pk).update(born_on="2013-05-01", guardian_name="Teresa Vega")
    guardian = guardian_of(client)
    version = signed_plan(dana, client.__class__.objects.get(pk=client.pk))
    browser = signed_in(guardian)
    page = browser.get(address(version))
    form = typed(page, name="Teresa Vega", relation="mother")
    assert "Say whether Marisol agrees." in said(browser.post(address(version), form))
    refused = browser.post(address(version), form | {"assent": "not given"})
    assert "Say why the assent is absent." in said(refused)
    form |= {"assent": "not given", "assent_words": "Wants to stop coming."}
    assert browser.post(address(version), form).status_code == 302
    kept = answers_of(version).given[0]
    assert (kept.role, kept.relation, kept.assent) == (
        "guardian", "mother", "the minor does not agree",
    )  # fmt: skip
    assert kept.assent_words == "Wants to stop coming."
    assert version.signatures.get(role="guardian").statement.startswith(
        "I have read of this plan, as the client's guardian"
    )


def test_a_proxy_and_another_client_do_not_answer(version, client, dana):
    proxy = guardian_of(client)
    ClientAccess.objects.filter(user=proxy).update(kind="proxy")
    assert signed_in(proxy).get(address(version)).status_code == 404
    assert address(version) not in said(signed_in(proxy).get("/me/plan/"))
    other = reader_of(client_of(dana))
    assert signed_in(other).post(address(version), {}).status_code == 404


# The seat -------------------------------------------------------------------------------------


def rows(statement: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


def test_the_seat_adds_an_answer_and_its_signature_and_nothing_else(version, reader, client):
    granted = set()
    for (table,) in rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"):
        for right in ("INSERT", "UPDATE", "DELETE", "TRUNCATE"):
            ask = f"SELECT has_table_privilege('golden_signer', '{table}', '{right}')"
            if rows(ask) == [(True,)]:
                granted.add((table, right))
    assert granted == {
        ("plans_signature", "INSERT"), ("plans_clientanswer", "INSERT"), ("trail_event", "INSERT"),
    }  # fmt: skip
    who = as_signer(version.practice_id, reader.pk, client.pk)
    for statement in ("UPDATE plans_clientanswer SET remark = ''", "DELETE FROM plans_signature"):
        with pytest.raises(ProgrammingError, match="permission denied"), acting(who):
            rows(statement)
    for statement in ("SELECT * FROM plans_unsignedreason", "SELECT sections FROM notes_note"):
        with pytest.raises(ProgrammingError, match="permission denied"), acting(who):
            rows(statement)


def test_under_me_nothing_is_written_still(version, reader, client):
    who = as_client(version.practice_id, reader.pk, client.pk)
    with pytest.raises(ProgrammingError, match="permission denied"), acting(who):
        answer(version, says(version), by=reader, way=OWN)


@pytest.mark.parametrize(
    "fault", ["somebody else's name", "another client", "as the author", "an older version"]
)
def test_the_database_refuses_what_the_seat_is_not_for(
    dana, version, reader, client, act_as, fault
):
    other = client_of(dana)
    elsewhere = signed_plan(dana, other)
    if fault == "an older version":
        Plan.objects.filter(pk=version.plan_id).update(why_now="Something new happened.")
        with act_as(dana):
            sign_draft(version.plan, dana)
    given = {"version": version, "signer": reader, "role": "client"}
    given |= {"signer": dana} if fault == "somebody else's name" else {}
    given |= {"version": elsewhere} if fault == "another client" else {}
    given |= {"role": "author"} if fault == "as the author" else {}
    who = as_signer(version.practice_id, reader.pk, client.pk)
    with pytest.raises(DatabaseError, match="row-level security|Only the newest"), acting(who):
        Signature.objects.create(
            practice=version.practice, name="M", method="x", statement="x", **given
        )


@pytest.mark.parametrize("table", ["plans_clientanswer", "plans_unsignedreason"])
def test_what_was_said_stays(dana, version, reader, client, act_as, table):
    with acting(as_signer(version.practice_id, reader.pk, client.pk)):
        found = Version.objects.read_by(client.pk).get(pk=version.pk)
        answer(found, says(version), by=reader, way=OWN)
    for statement in (f"UPDATE {table} SET practice_id = practice_id", f"TRUNCATE {table} CASCADE"):
        with pytest.raises(DatabaseError, match="permission denied"), act_as(dana):
            rows(statement)
    if table == "plans_clientanswer":
        with pytest.raises(DatabaseError, match="stays as it is"):
            rows(f"DELETE FROM {table}")


def test_one_page_costs_the_same_for_a_large_plan(dana, django_assert_max_num_queries):
    client = client_of(dana)
    reader = reader_of(client)
    version = signable_plan(dana, client, problems=5, goals=3, objectives=4, interventions=1)
    version = sign_draft(version, dana)
    browser = signed_in(reader)
    browser.get("/me/help/")
    with django_assert_max_num_queries(20):
        assert browser.get(address(version)).status_code == 200
