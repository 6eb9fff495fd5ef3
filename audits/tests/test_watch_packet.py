"""An admin chooses charts on the desk or by a sample, watches the packet, and takes it away."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from audits.models import Packet, PacketChart
from audits.packets.making import make
from audits.tests.packing import fresh, packet_of
from clients.tests.factories import client_of, covered
from config import clock
from plans.tests.browsing import filled, signed_in
from plans.tests.factories import signed_plan
from trail.models import Event


@pytest.fixture
def plans(dana):
    """Two signed plans, whose client has one payer."""
    made = [signed_plan(dana, client_of(dana, record_number=f"R-{n}")).plan for n in (1, 2)]
    for plan in made:
        covered(plan.client)
    return made


def page(user, name, *args, **query):
    answer = signed_in(user).get(reverse(name, args=args), query)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_from_the_desk_it_is_asked_for_once_however_often_it_is_posted(avery, plans):
    browser = signed_in(avery)
    desk = browser.get("/audit/")
    assert 'formaction="/audit/packets/new/"' in desk.content.decode()
    form = browser.post("/audit/packets/new/", {"plans": [plan.pk for plan in plans]})
    assert form.context["form"]["recipient"].value() == plans[0].client.coverages.get().payer
    told = filled(form, way="portal", plans=[plan.pk for plan in plans])
    for _ in range(2):
        answer = browser.post("/audit/packets/new/", told)
        assert answer.status_code == 302
    packet = Packet.objects.get()
    assert answer.headers["Location"] == reverse("audits:packet", args=[packet.pk])
    assert {chart.plan for chart in packet.charts.all()} == set(plans)
    asked = Event.objects.get(verb="packet.asked")
    assert set(asked.clients) == {plan.client_id for plan in plans}


def test_what_is_refused_keeps_the_charts_and_says_why_beside_the_field(avery, plans):
    browser = signed_in(avery)
    form = browser.post("/audit/packets/new/", {"plans": [plan.pk for plan in plans]})
    told = filled(form, recipient="", plans=[plan.pk for plan in plans])
    answer = browser.post("/audit/packets/new/", told)
    assert answer.status_code == 422
    assert answer.context["form"].errors["recipient"] == ["Say who receives it."]
    assert len(answer.context["plans"]) == 2
    assert not Packet.objects.exists()


def test_a_sample_is_drawn_again_by_its_seed(avery, dana, plans):
    more = [signed_plan(dana, client_of(dana)).plan for _ in range(3)]
    drawn = [
        signed_in(avery).get("/audit/packets/new/", {"size": 2, "seed": seed}).context["plans"]
        for seed in ("a1", "a1", "b2", "c3", "d4")
    ]
    assert drawn[0] == drawn[1]
    assert {len(one) for one in drawn} == {2}
    assert len({tuple(plan.pk for plan in one) for one in drawn}) > 1
    assert {plan.pk for one in drawn for plan in one} <= {plan.pk for plan in [*plans, *more]}


def test_a_sample_of_no_charts_is_refused_beside_its_field_and_keeps_the_seed(avery, plans):
    address = "/audit/packets/new/?size=0&seed=a1"
    answer = signed_in(avery).get(address, follow=True)
    told = answer.content.decode()
    assert answer.status_code == 422
    assert answer.redirect_chain == [("/audit/packets/?size=0&seed=a1", 302)]
    assert told.count("Draw between 1 and 100 charts.") == 2
    assert answer.context["sample"]["seed"].value() == "a1"
    assert not Packet.objects.exists()


def test_the_page_counts_and_ends_by_looking_again_whole(avery, plans):
    packet = packet_of(*plans, by=avery)
    told = page(avery, "audits:packet", packet.pk)
    assert "0 of 2 charts made" in told
    assert 'hx-trigger="every 2s"' in told
    browser = signed_in(avery)
    address = reverse("audits:packet-progress", args=[packet.pk])
    answer = browser.get(address, headers={"X-Background": "1"})
    assert "HX-Refresh" not in answer.headers
    PacketChart.objects.update(state="left out", reason="It has no paper.")
    Packet.objects.update(ended_at=clock.now(), fault="None of the charts could be made.")
    assert browser.get(address).headers["HX-Refresh"] == "true"
    told = " ".join(
        browser.get(reverse("audits:packet", args=[packet.pk])).content.decode().split()
    )
    assert "This packet could not be made." in told
    assert "None of the charts could be made." in told
    assert told.count("It has no paper.") == 2
    assert "Make it again" in told


def test_a_dead_job_is_never_shown_as_running(avery, plans):
    packet = packet_of(*plans, by=avery)
    ago = clock.now() - timedelta(minutes=4)
    Packet.objects.update(begun_at=ago, alive_at=ago)
    told = page(avery, "audits:packet", packet.pk)
    assert "has stopped without finishing" in told
    assert "every 2s" not in told
    signed_in(avery).post(reverse("audits:packet-again", args=[packet.pk]))
    assert fresh(packet).attempt == 2
    Packet.objects.update(queued_at=ago)
    assert "No worker has taken this up yet" in page(avery, "audits:packet", packet.pk)


def test_the_file_is_downloaded_by_a_button_and_the_list_shows_it(avery, plans):
    packet = packet_of(*plans, by=avery, form="zip")
    make(packet.pk, packet.practice_id, packet.attempt)
    browser = signed_in(avery)
    address = reverse("audits:download-packet", args=[packet.pk])
    assert browser.get(address).status_code == 405
    answer = browser.post(address)
    assert answer.headers["Content-Type"] == "application/zip"
    assert re.search(r'filename="packet-[0-9-]{10}-[0-9a-f]{8}\.zip"', str(answer.headers))
    assert answer.content.startswith(b"PK")
    assert "Example Mutual" in page(avery, "audits:packets")
    assert "downloaded" in page(avery, "audits:packets")


def test_the_practices_own_list_names_what_was_left_out_and_cannot_be_a_formula(avery, plans):
    packet = packet_of(*plans, by=avery)
    chart = packet.charts.first()
    PacketChart.objects.filter(pk=chart.pk).update(state="left out", reason="=HYPERLINK(1)")
    answer = signed_in(avery).get(reverse("audits:packet-csv", args=[packet.pk]))
    text = answer.content.decode()
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert '"\'=HYPERLINK(1)"' in text
    assert text.count("R-") == 2
