"""The practice says which measures it uses, and by what right."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from measures import actions
from measures.catalogue import find
from measures.models import InstrumentChoice
from trail.models import Event

PAGE = reverse("measures:practice")


def test_one_whose_terms_are_unsure_is_off_until_somebody_says_by_what_right(avery, dana):
    assert not find("audit", dana).is_on
    with pytest.raises(ValidationError, match="Say what gives your practice the right"):
        actions.switch("audit", is_on=True, terms="  ", by=avery)
    actions.switch("audit", is_on=True, terms="WHO terms read on 5 January.", by=avery)
    held = find("audit", dana)
    assert (held.is_on, held.choice.by, held.choice.terms) == (
        True, avery, "WHO terms read on 5 January.",
    )  # fmt: skip


def test_switching_keeps_every_choice_and_leaves_a_trace(avery):
    for is_on in (False, False, True):
        actions.switch("phq-9", is_on=is_on, by=avery)
    assert list(InstrumentChoice.objects.order_by("number").values_list("is_on", flat=True)) == [
        False,
        True,
    ]
    assert Event.objects.filter(verb="measure.switched-off").count() == 1


def test_only_an_admin_switches(dana):
    with pytest.raises(PermissionDenied):
        actions.switch("phq-9", is_on=False, by=dana)


def test_the_page_shows_what_is_off_and_why(client, avery, dana):
    client.force_login(dana)
    page = client.get(PAGE).content.decode()
    assert "Ask its owner for permission" in page
    assert "Bring a measure" not in page
    client.force_login(avery)
    assert "Bring a measure" in client.get(PAGE).content.decode()


def test_confirming_the_terms_on_the_page_switches_it_on(client, avery):
    client.force_login(avery)
    door = reverse("measures:switch", args=["who-5"])
    refused = client.post(door, {"is_on": "on", "terms": ""})
    assert refused.status_code == 422
    assert "Say what gives your practice the right to use it." in refused.content.decode()
    client.post(door, {"is_on": "on", "terms": "Our license of 2026."})
    assert "Our license of 2026." in client.get(PAGE).content.decode()
    assert find("who-5", avery).is_on


def test_another_practices_choice_is_its_own(avery, outsider, act_as):
    actions.switch("phq-9", is_on=False, by=avery)
    with act_as(outsider):
        assert find("phq-9", outsider).is_on
