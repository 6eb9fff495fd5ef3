"""Ordering services."""

import pytest
from django.urls import reverse

from plans.models import ServiceOrder
from plans.tests.browsing import filled, said, signed_in
from plans.tests.factories import a_service, draft_plan

WEEKLY = {"minutes": "45", "frequency": "weekly", "duration_weeks": "16", "cpt": "90834"}


@pytest.fixture
def plan(dana):
    return draft_plan(dana)


def address(plan, name="add-service", *more) -> str:
    return reverse(f"plans:{name}", args=[plan.client_id, plan.number, *more])


def test_it_orders_a_service_once_however_often_it_is_posted(dana, plan):
    browser = signed_in(dana)
    typed = filled(browser.get(address(plan)), **WEEKLY)
    for _ in range(2):
        assert browser.post(address(plan), typed).status_code == 302
    service = ServiceOrder.objects.get(plan=plan)
    assert (service.minutes, service.duration_weeks, service.cpt) == (45, 16, "90834")


@pytest.mark.parametrize("minutes", ["0", "481", "45.5", "-1", "an hour"])
def test_minutes_are_a_whole_number_up_to_eight_hours(dana, plan, minutes):
    browser = signed_in(dana)
    typed = filled(browser.get(address(plan)), **{**WEEKLY, "minutes": minutes})
    answer = browser.post(address(plan), typed)
    assert answer.status_code == 422
    assert "A session lasts a whole number of minutes, from 1 to 480 (eight hours)." in said(answer)
    assert f'value="{minutes}"' in said(answer)


def test_a_cpt_code_has_five_digits(dana, plan):
    browser = signed_in(dana)
    typed = filled(browser.get(address(plan)), **{**WEEKLY, "cpt": "9083X"})
    assert "A CPT code has five digits, such as 90834." in said(browser.post(address(plan), typed))


def test_an_order_is_changed(dana, plan):
    service = a_service(plan)
    browser = signed_in(dana)
    door = address(plan, "edit-service", service.pk)
    browser.post(door, filled(browser.get(door), frequency="twice a week"))
    service.refresh_from_db()
    assert service.frequency == "twice a week"


def test_an_order_is_removed_unless_somebody_changed_it(dana, plan):
    service = a_service(plan)
    browser = signed_in(dana)
    door = address(plan, "remove-service", service.pk)
    answer = browser.post(door, {"row_version": service.row_version + 1}, follow=True)
    assert "Nothing was overwritten; look at it now." in said(answer)
    browser.post(door, {"row_version": service.row_version})
    assert not ServiceOrder.objects.filter(pk=service.pk).exists()


def test_another_plans_order_is_not_found_here(dana, plan):
    elsewhere = a_service(draft_plan(dana))
    assert signed_in(dana).get(address(plan, "edit-service", elsewhere.pk)).status_code == 404
