"""What changes in the record stands in the plan's draft, and the plan says so."""

from clients.actions import add_coverage, give_access
from clients.models import Coverage
from plans.models import Plan
from plans.state import state_of
from plans.tests.factories import signed_plan


def differs(version) -> bool:
    plan = Plan.objects.with_versions().get(pk=version.plan_id)
    return state_of(plan, plan.practice.today).draft_differs


def test_a_changed_record_marks_the_open_plan(dana, act_as):
    version = signed_plan(dana)
    assert not differs(version)
    client = version.plan.client
    with act_as(dana):
        add_coverage(Coverage(client=client, payer="Example Blue", member_id="1"), by=dana)
    assert differs(version)


def test_a_sign_in_for_the_client_changes_no_plan(dana, act_as):
    version = signed_plan(dana)
    with act_as(dana):
        give_access(version.plan.client, email="m@example.org", name="M", by=dana)
    assert not differs(version)
