"""An admin asks for charts as one file; the worker makes it, and it leaves once, written down."""

import csv
import json
import re
import subprocess
from datetime import timedelta
from io import BytesIO, StringIO
from zipfile import ZipFile

import pikepdf
import psycopg
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from psycopg.conninfo import conninfo_to_dict

from accounts.models import Role
from accounts.tests.factories import PracticeFactory, staff
from audits.actions import download_packet, expire_packets, make_packet_again
from audits.models import Packet, PacketFile
from audits.packets.looking import counted, progress_of
from audits.packets.making import NO_CHART, NO_VERSION, make
from audits.tests.packing import fresh, packet_of, worked
from clients.tests.factories import client_of, covered
from config import clock
from config.tenancy import acting, as_staff
from notes.tests.factories import held_session, private_note_of
from plans.models import Disclosure, Printout
from plans.tests.factories import draft_plan, signed_plan
from trail.models import Event

HIDDEN = "zorvathine"


def text_of(pages):
    told = subprocess.run(["pdftotext", "-", "-"], input=pages, capture_output=True, check=True)
    return re.sub(r"\s+", " ", told.stdout.decode())


def downloaded(packet, by):
    with acting(as_staff(by.practice_id, by.pk)):
        return download_packet(packet, by=by)


def again(packet, by):
    with acting(as_staff(by.practice_id, by.pk)):
        return make_packet_again(packet, by=by)


def made(packet):
    """The job of this attempt, here and now; each of its steps is the application's."""
    make(packet.pk, packet.practice_id, packet.attempt)
    return fresh(packet)


@pytest.fixture
def plan(dana):
    """A signed plan, with a private note that nobody else may see."""
    client = client_of(dana, record_number="R-1", family_name="Reyes", given_name="Marisol")
    covered(client)
    version = signed_plan(dana, client)
    private_note_of(dana, held_session(dana, client), f"{HIDDEN}: what she said of her brother.")
    return version.plan


@pytest.fixture
def protected(dana):
    """A signed plan of a 42 CFR Part 2 programme, to whose disclosure nobody consented."""
    client = client_of(dana, record_number="R-2", part2=True)
    covered(client)
    return signed_plan(dana, client).plan


def test_the_worker_takes_it_from_the_queue_and_binds_what_may_leave(own_database):
    practice = PracticeFactory(name="Riverside Counseling")
    dana, avery = staff(practice), staff(practice, Role.ADMIN, name="Avery Stone")
    protected = signed_plan(dana, client_of(dana, record_number="R-9", part2=True)).plan
    plans = [signed_plan(dana, client_of(dana, record_number=f"R-{n}")).plan for n in (1, 2)]
    for one in (*plans, protected):
        covered(one.client)
    packet = packet_of(*plans, protected, by=avery)
    name = conninfo_to_dict(own_database)["dbname"]
    with psycopg.connect(own_database) as database:
        waiting = database.execute("SELECT args FROM procrastinate_jobs").fetchall()
        told = {"packet": str(packet.pk), "practice": str(practice.pk), "attempt": 1}
        assert waiting == [(told,)]
        worked(name)
        assert not database.execute(
            "SELECT 1 FROM procrastinate_jobs WHERE task_name = 'audits.tasks.make_packet'"
        ).fetchall()
    assert fresh(packet).state(clock.now()) == "ready"
    whole = downloaded(packet, avery)
    with pikepdf.open(BytesIO(whole)) as bound, bound.open_outline() as outline:
        named = [item.title for item in outline.root]
        assert len(bound.pages) > 3
    assert named[0] == "Index"
    assert ["R-1" in named[1], "R-2" in named[2], len(named)] == [True, True, 3]
    text = text_of(whole)
    printed = re.sub(r"[\s\u200b]", "", text)
    assert all(paper.digest in printed for paper in Printout.objects.all())
    assert "1 more chart was asked for" in text
    assert "R-9" not in text
    assert "42 CFR Part 2" in packet.charts.get(plan=protected).reason


def test_a_zip_holds_the_sealed_papers_byte_for_byte_and_what_they_are(avery, plan):
    packet = made(packet_of(plan, by=avery, form="zip"))
    whole = downloaded(packet, avery)
    paper = Printout.objects.get()
    with ZipFile(BytesIO(whole)) as archive:
        named = archive.namelist()
        assert archive.read("001-R-1-plan-1-version-1-payer.pdf") == bytes(paper.bytes)
        (row,) = csv.DictReader(StringIO(archive.read("manifest.csv").decode("utf-8-sig")))
        told = json.loads(archive.read("manifest.json"))
    assert (row["Record"], row["SHA-256"], row["File"]) == ("R-1", paper.digest, named[2])
    assert told["charts"][0]["sha256"] == paper.digest
    assert told["prepared for"] == "Example Mutual"
    assert told["asked for by"] == avery.printed_name


def test_it_uses_the_paper_that_is_there_and_makes_no_other(avery, plan):
    first = made(packet_of(plan, by=avery)).charts.get().printout
    second = made(packet_of(plan, by=avery)).charts.get().printout
    assert first == second


def test_no_private_note_is_in_it_whatever_the_paper(avery, plan):
    for said in ({}, {"preset": "chart", "ground": "", "form": "zip"}):
        packet = made(packet_of(plan, by=avery, **said))
        whole = downloaded(packet, avery)
        parts = [whole]
        if said:
            with ZipFile(BytesIO(whole)) as archive:
                parts = [archive.read(name) for name in archive.namelist()]
        for part in parts:
            assert HIDDEN.encode() not in part
            assert not part.startswith(b"%PDF") or HIDDEN not in text_of(part)


def test_with_the_first_download_each_disclosure_is_written_down_and_no_later_one(avery, plan):
    packet = made(packet_of(plan, by=avery))
    assert not Disclosure.objects.exists()
    assert downloaded(packet, avery) == downloaded(packet, avery)
    given = Disclosure.objects.get()
    assert (given.recipient, given.ground, given.way) == ("Example Mutual", "payment", "portal")
    assert given.printout == packet.charts.get().printout
    events = Event.objects.filter(verb="packet.downloaded")
    assert [event.clients for event in events] == [[plan.client_id]] * 2
    with pytest.raises(ValidationError, match="was downloaded, and stays as it is"):
        again(packet, avery)


def test_what_stays_in_the_practice_is_no_disclosure(avery, plan):
    packet = made(packet_of(plan, by=avery, preset="chart", ground=""))
    downloaded(packet, avery)
    assert packet.recipient == "Riverside Counseling"
    assert not Disclosure.objects.exists()


def test_a_consent_that_ended_meanwhile_keeps_the_whole_packet_here(avery, plan):
    packet = made(packet_of(plan, by=avery))
    plan.client.part2 = True
    plan.client.save()
    with pytest.raises(ValidationError, match="Record R-1: This record is protected by 42 CFR"):
        downloaded(packet, avery)
    assert not Disclosure.objects.exists()
    assert fresh(packet).given_at is None


def test_a_chart_that_cannot_be_made_is_left_out_with_the_reason(avery, dana, plan, protected):
    draft = draft_plan(dana)
    packet = made(packet_of(plan, draft, protected, by=avery))
    assert [chart.state for chart in packet.charts.all()] == ["made", "left out", "left out"]
    assert packet.charts.get(plan=draft).reason == NO_VERSION
    assert "Record the client’s consent" in packet.charts.get(plan=protected).reason
    assert packet.state(clock.now()) == "ready"


def test_for_payment_no_chart_goes_to_another_clients_payer(avery, plan):
    named = made(packet_of(plan, by=avery, recipient="EXAMPLE MUTUAL, utilization review"))
    assert named.charts.get().state == "made"
    other = made(packet_of(plan, by=avery, recipient="Example Blue"))
    assert "Example Blue is no payer of this record. It has Example Mutual." in (
        other.charts.get().reason
    )
    care = made(packet_of(plan, by=avery, recipient="Example Blue", ground="operations"))
    assert care.charts.get().state == "made"


def test_a_packet_of_nothing_has_failed_and_can_be_made_again(avery, dana):
    draft = draft_plan(dana)
    packet = made(packet_of(draft, by=avery))
    assert (packet.state(clock.now()), packet.fault) == ("failed", NO_CHART)
    with pytest.raises(ValidationError, match="There is no file yet"):
        downloaded(packet, avery)
    assert again(packet, avery).attempt == 2


def test_a_job_that_died_is_told_and_what_it_still_writes_is_nothing(avery, plan):
    packet = packet_of(plan, by=avery)
    long_ago = clock.now() - timedelta(minutes=10)
    Packet.objects.filter(pk=packet.pk).update(begun_at=long_ago, alive_at=long_ago)
    assert fresh(packet).state(clock.now()) == "stopped"
    anew = again(packet, avery)
    make(packet.pk, packet.practice_id, attempt=1)
    assert fresh(packet).state(clock.now()) == "waiting"
    assert made(anew).state(clock.now()) == "ready"


def test_one_that_nobody_takes_up_is_never_said_to_be_made(avery, plan):
    packet = packet_of(plan, by=avery)
    told = progress_of(counted(Packet.objects.all()).get(), clock.now() + timedelta(minutes=2))
    assert (told.words, told.is_slow) == ("waiting to begin", True)
    with pytest.raises(ValidationError, match="is being made already"):
        again(packet, avery)


def test_after_seven_days_the_file_is_gone_and_the_row_says_so(avery, plan):
    packet = made(packet_of(plan, by=avery))
    with clock.standing_at(clock.now() + timedelta(days=7, minutes=1)):
        assert fresh(packet).state(clock.now()) == "expired"
        with pytest.raises(ValidationError, match="has expired"):
            downloaded(packet, avery)
        with acting(as_staff(avery.practice_id)):
            assert expire_packets() == 1
            assert expire_packets() == 0
    assert not PacketFile.objects.exists()
    assert Event.objects.filter(verb="packet.expired", subject_id=str(packet.pk)).exists()
    assert packet.charts.get().printout.digest


def test_somebody_who_is_no_admin_any_more_gets_no_packet(avery, plan):
    packet = packet_of(plan, by=avery)
    avery.memberships.update(ended_at=clock.now())
    assert "not an admin" in made(packet).fault


def test_only_an_admin_of_the_practice_asks_and_downloads(avery, dana, outsider, plan):
    with pytest.raises(PermissionDenied, match="Only an admin"):
        packet_of(plan, by=dana)
    with pytest.raises(PermissionDenied, match="another practice"):
        packet_of(plan, by=outsider)
    packet = made(packet_of(plan, by=avery))
    with pytest.raises(PermissionDenied, match="Only an admin"):
        downloaded(packet, dana)
    other = staff(avery.practice, Role.ADMIN, name="Noor Haddad")
    assert downloaded(packet, other).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"ground": ""}, "The payer’s paper leaves the practice"),
        ({"recipient": " "}, "Say who receives it"),
        ({"way": ""}, "Say in which way"),
        ({"ground": "client"}, "not given on this ground"),
        ({"ground": "mistake"}, "not given on this ground"),
        ({"ground": "law"}, "Name the law or the order"),
    ],
)
def test_it_refuses_what_contradicts_itself(avery, plan, said, sentence):
    with pytest.raises(ValidationError, match=sentence):
        packet_of(plan, by=avery, **said)


def test_it_refuses_no_chart_and_more_than_a_reader_can_look_through(avery, plan):
    with pytest.raises(ValidationError, match="Choose at least one chart"):
        packet_of(by=avery)
    with pytest.raises(ValidationError, match="holds 100 at most"):
        packet_of(*[plan] * 101, by=avery)
