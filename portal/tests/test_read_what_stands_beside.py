"""Beside the goals a client reads totals of measures, and what others said once it was told."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError
from django.urls import reverse

from accounts.tests.factories import UserFactory
from clients.models import ClientAccess, Contributor
from clients.tests.factories import client_of, reader_of
from config.tenancy import acting, as_client
from measures.actions import finish, start
from measures.catalogue import find
from measures.models import Administration, Instrument
from measures.tests.factories import begun, given, phq9, series
from plans.tests.browsing import said, signed_in
from plans.tests.factories import signed_plan


@pytest.fixture
def marisol(dana):
    return client_of(dana, given_name="Marisol")


def contributor(client, **fields):
    told = {"name": "Lena Ortiz", "role": "school counselor", "client_told": True}
    told |= {"contributed": "Marisol has friends in the choir."}
    return Contributor.objects.create(practice=client.practice, client=client, **(told | fields))


def guardian_of(client, dana):
    ines = UserFactory(name="Ines Brandt", credentials="")
    ClientAccess.objects.create(
        practice=dana.practice, client=client, user=ines, kind="guardian", given_by=dana
    )
    return ines


def progress(user):
    return said(signed_in(user).get(reverse("portal:progress")))


def test_a_measure_is_told_in_a_sentence_without_band_or_cut(dana, marisol):
    series(dana, marisol, 18, 14, 9)
    read = progress(reader_of(marisol))
    assert "Depression (PHQ-9)" in read
    assert "It was 18 at the start. Now it is 9." in read
    assert "It goes from 0 to 27. Lower is better." in read
    for judged in ("mild", "moderate", "severe", "reliable", "caseness", "cut"):
        assert judged not in read.lower()


def test_one_result_is_told_with_its_day_and_zero_as_zero(dana, marisol):
    day = marisol.practice.today - timedelta(days=3)
    given(dana, marisol, answers=phq9(0), on=day)
    assert f"It was 0 on {day.day} {day:%B %Y}." in progress(reader_of(marisol))


def test_what_is_not_finished_or_has_no_total_is_not_there(dana, marisol):
    begun(dana, marisol)
    given(dana, marisol, answers={"q1": 1})
    assert "Questionnaires" not in progress(reader_of(marisol))


def test_a_result_that_was_put_right_is_gone(dana, marisol):
    wrong = given(dana, marisol, answers=phq9(20))
    right = Administration(client=marisol, on=wrong.on, supersedes=wrong, reason="Misread.")
    held = start(right, find("phq-9", dana), phq9(12), by=dana)
    finish(held, expected=held.row_version, by=dana)
    read = progress(reader_of(marisol))
    assert "It was 12 on" in read
    assert "20 at the start" not in read


def test_the_picture_of_a_measure_has_no_band_and_is_its_own_clients_alone(dana, marisol):
    series(dana, marisol, 18, 9)
    url = reverse("portal:measure-chart", args=["phq-9"])
    drawn = signed_in(reader_of(marisol)).get(url)
    assert drawn.headers["Content-Type"] == "image/svg+xml"
    assert "PHQ-9" in drawn.content.decode()
    assert "mod. sev." not in drawn.content.decode()
    assert signed_in(reader_of(client_of(dana))).get(url).status_code == 404


def test_a_guardian_reads_neither_measures_nor_what_others_said(dana, marisol):
    signed_plan(dana, marisol)
    series(dana, marisol, 18, 9)
    contributor(marisol)
    ines = guardian_of(marisol, dana)
    assert "PHQ-9" not in progress(ines)
    assert "choir" not in said(signed_in(ines).get(reverse("portal:plan")))


def test_what_others_said_is_read_once_the_client_was_told(dana, marisol):
    contributor(marisol)
    contributor(marisol, name="Dr. Osei", contributed="A secret.", client_told=False)
    read = said(signed_in(reader_of(marisol)).get(reverse("portal:plan")))
    assert "Lena Ortiz, school counselor" in read
    assert "friends in the choir" in read
    assert "Osei" not in read


def test_the_database_gives_totals_and_nothing_else(dana, marisol):
    series(dana, marisol, 18, 9)
    begun(dana, marisol)
    contributor(marisol, client_told=False)
    reader = reader_of(marisol)
    with acting(as_client(dana.practice_id, reader.pk, marisol.pk)):
        assert list(Administration.objects.order_by("on").values_list("total", flat=True)) == [
            18,
            9,
        ]
        assert Instrument.objects.values_list("key").get() == ("phq-9",)
        assert not Contributor.objects.values("id").exists()
    for column in ("answers", "result", "facts"):
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            acting(as_client(dana.practice_id, reader.pk, marisol.pk)),
        ):
            list(Administration.objects.values(column))
