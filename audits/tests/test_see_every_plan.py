"""The admin sees every plan of the practice."""

from datetime import timedelta

import pytest
from django.test import Client as Browser

from accounts.models import Role, User
from accounts.tests.factories import staff
from audits.models import Judgement
from clients.models import BreakGlass
from clients.tests.factories import client_of, covered, reader_of
from config import clock
from plans.actions import close_plan, cosign, return_version
from plans.models import Plan
from plans.tests.factories import draft_plan, sign_draft, signable_plan, signed_plan
from trail.models import Event

# Nine for the request's transaction and for who is asking; what changed; then the counts, leads,
# payers, how many, the page, its versions, signatures, answers and returns; emergencies; the trace.
# The rest judges what is stale: in a test, whose one transaction is under way, that is everything.
MOST_QUERIES = 140


def desk(user: User, query: str = ""):
    browser = Browser()
    browser.force_login(user)
    return browser.get(f"/audit/{query}", secure=True)


def words(user: User, query: str = "") -> str:
    answer = desk(user, query)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def shown(user: User, query: str = "") -> list[str]:
    return [row.plan.client.given_name for row in desk(user, query).context["rows"]]


def a_plan(therapist: User, name: str, *, days_ago: int = 0, **fields: object) -> Plan:
    with clock.standing_at(clock.now() - timedelta(days=days_ago)):
        client = client_of(therapist, given_name=name, **fields)
        return Plan.objects.get(pk=signed_plan(therapist, client).plan_id)


@pytest.fixture
def every_state(dana, sam, priya):
    """One plan in each state, by the client's given name."""
    draft_plan(dana, client_of(dana, given_name="Drew"))
    signed_plan(sam, client_of(sam, given_name="Wanda"))
    back = signed_plan(sam, client_of(sam, given_name="Rhea"))
    return_version(back, {"plan": "Say more."}, by=priya)
    a_plan(dana, "Ina")
    a_plan(dana, "Odo", days_ago=100)
    a_plan(dana, "Sol", days_ago=80)
    done = a_plan(dana, "Clem")
    close_plan(done, because="Goals reached.", expected=done.row_version, by=dana)


def test_every_plan_stands_there_with_its_state(avery, every_state):
    assert sorted(shown(avery)) == ["Clem", "Drew", "Ina", "Odo", "Rhea", "Sol", "Wanda"]
    states = {row.plan.client.given_name: row.state.word for row in desk(avery).context["rows"]}
    assert states == {
        "Clem": "closed",
        "Drew": "draft",
        "Ina": "in effect",
        "Odo": "overdue",
        "Rhea": "returned",
        "Sol": "in effect",
        "Wanda": "waiting",
    }


@pytest.mark.parametrize(
    ("state", "names"),
    [
        ("draft", ["Drew"]),
        ("waiting", ["Wanda"]),
        ("returned", ["Rhea"]),
        ("in+effect", ["Ina", "Sol"]),
        ("overdue", ["Odo"]),
        ("due", ["Sol"]),
        ("closed", ["Clem"]),
    ],
)
def test_each_state_is_counted_and_leads_to_its_plans(avery, every_state, state, names):
    answer = desk(avery, f"?state={state}")
    assert sorted(row.plan.client.given_name for row in answer.context["rows"]) == names
    counted = dict(answer.context["form"].fields["state"].choices)
    assert counted[state.replace("+", " ")].endswith(f"({len(names)})")


def test_each_count_of_the_strip_leads_to_its_plans(avery, every_state):
    desk(avery)
    Judgement.objects.filter(plan__client__given_name="Ina").update(blocking=0, warnings=0)
    for tile in desk(avery).context["tiles"]:
        assert desk(avery, f"?{tile.query}").context["page"].paginator.count == tile.number


def test_it_says_who_must_sign(avery, every_state):
    must = {row.plan.client.given_name: row.must_sign for row in desk(avery).context["rows"]}
    assert must["Wanda"] == "Priya Raman, LCSW"
    assert must["Rhea"] == "Sam Okoro, LPC-Associate"
    assert must["Ina"] == ""


def test_a_renewal_that_waits_still_shows_that_its_review_is_overdue(avery, sam, priya):
    with clock.standing_at(clock.now() - timedelta(days=100)):
        plan = signable_plan(sam)
        cosign(sign_draft(plan, sam), by=priya)
    Plan.objects.filter(pk=plan.pk).update(why_now="Reworded.")
    with clock.standing_at(clock.now() - timedelta(days=20)):
        sign_draft(plan, sam, reason="renewed")
    (row,) = desk(avery).context["rows"]
    assert (row.state.word, row.is_late_besides) == ("waiting", True)


def test_it_finds_by_client_lead_and_payer(avery, dana, sam):
    ana, ben = a_plan(dana, "Ana", record_number="A-1"), a_plan(sam, "Ben", record_number="B-2")
    covered(ana.client)
    assert shown(avery, "?q=ana") == ["Ana"]
    assert shown(avery, "?q=B-2") == ["Ben"]
    assert shown(avery, f"?lead={sam.pk}") == ["Ben"]
    assert shown(avery, "?payer=Example+Mutual") == ["Ana"]
    assert shown(avery, f"?payer=Example+Mutual&lead={sam.pk}") == []
    assert "No plan fits" in words(avery, "?q=nobody")
    assert ben.client.given_name == "Ben"


def test_it_sorts_by_what_is_allowed_and_by_nothing_else(avery, dana):
    a_plan(dana, "Zoe", family_name="Adams", days_ago=10)
    a_plan(dana, "Ada", family_name="Zimmer", days_ago=50)
    assert shown(avery, "?sort=review") == ["Ada", "Zoe"]
    assert shown(avery, "?sort=-review") == ["Zoe", "Ada"]
    assert shown(avery, "?sort=client") == ["Zoe", "Ada"]
    assert shown(avery, "?sort=-client") == ["Ada", "Zoe"]
    for sort in ("lead__password", "practice", "-", "?"):
        answer = desk(avery, f"?sort={sort}")
        assert len(answer.context["rows"]) == 2
        assert "Choose one of the list." in answer.content.decode()


@pytest.mark.parametrize(
    "query", ["?state=%00", "?q=%00", "?page=x", "?page=-3", "?lead=1", "?payer=%F0%9F%98%80"]
)
def test_nonsense_in_the_address_is_no_error(avery, every_state, query):
    assert desk(avery, query).status_code == 200


def test_fifty_stand_on_a_page_and_the_queries_do_not_grow(
    avery, dana, django_assert_max_num_queries
):
    covered(a_plan(dana, "Ana").client)
    browser = Browser()
    browser.force_login(avery)
    browser.get("/audit/", secure=True)  # the first page also keeps the session alive
    with django_assert_max_num_queries(MOST_QUERIES):
        assert browser.get("/audit/", secure=True).status_code == 200
    for number in range(52):
        plan = draft_plan(dana, client_of(dana, given_name=f"N{number}"))
        covered(plan.client)
        if number % 4 == 0:
            signed_plan(dana, client_of(dana))
    with django_assert_max_num_queries(MOST_QUERIES):
        answer = browser.get("/audit/", secure=True)
    assert len(answer.context["rows"]) == 50
    assert answer.context["page"].paginator.count == 66
    assert len(shown(avery, "?page=2")) == 16


def test_only_admins_enter(dana, priya, avery, every_state):
    assert desk(dana).status_code == 403
    assert desk(priya).status_code == 403
    client = client_of(dana)
    assert desk(reader_of(client)).status_code == 404
    assert Browser().get("/audit/", secure=True).status_code == 302


def test_another_practices_plans_are_not_there(outsider, every_state):
    assert "No plans yet" in words(outsider)
    assert shown(outsider) == []


def test_an_emergency_is_shown_for_a_month_with_its_reason(avery, dana, stranger):
    client = client_of(dana, given_name="Ana", family_name="Bell")
    for days, reason in ((2, "Called at night from the emergency room."), (40, "Long ago.")):
        opened = clock.now() - timedelta(days=days)
        BreakGlass.objects.create(
            practice=dana.practice, client=client, user=stranger, reason=reason,
            opened_at=opened, ends_at=opened + timedelta(hours=4),
        )  # fmt: skip
    said = words(avery)
    assert "Casey Lund, LCSW" in said
    assert "Called at night from the emergency room." in said
    assert "Long ago." not in said


def test_the_opening_names_each_client_that_was_shown(avery, dana):
    plans = [a_plan(dana, name) for name in ("Ana", "Ben")]
    desk(avery, "?q=ana")
    event = Event.objects.get(verb="audit.opened")
    assert event.clients == [plans[0].client_id]
    assert event.actor_id == avery.pk


def test_a_therapist_who_is_also_admin_enters(practice, dana):
    both = staff(practice, Role.ADMIN, Role.THERAPIST)
    a_plan(dana, "Ana")
    assert shown(both) == ["Ana"]
