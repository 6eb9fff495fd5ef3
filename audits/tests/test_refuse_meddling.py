"""What somebody could slip in: another practice's rows, an old page, a changed record, a trick."""

import csv
from datetime import timedelta
from io import BytesIO, StringIO
from uuid import uuid4

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from accounts.models import Role
from accounts.tests.factories import staff
from audits.actions import attest, bring_up_to_date, download_packet, make_packet_again
from audits.models import Ask, Attestation, Finding, Packet, PacketFile, Waiver
from audits.packets.making import make
from audits.tests.packing import fresh, packet_of
from audits.tests.test_ask_therapist import judged, said
from clients.models import Client, Consent
from clients.tests.factories import client_of, covered
from config import clock
from config.spreadsheets import cell, csv_text
from config.tenancy import acting, as_staff
from plans.models import Disclosure, Plan
from plans.proving import prove
from plans.tests.browsing import filled, signed_in
from plans.tests.factories import sign_draft, signable_plan, signed_plan

OVERRIDE = "\u202e"


@pytest.fixture
def flawed(dana):
    """A signed plan whose service is never given."""
    plan = signable_plan(dana)
    plan.services.update(frequency="never")
    sign_draft(plan, dana)
    return Plan.objects.get(pk=plan.pk)


@pytest.fixture
def theirs(outsider):
    """A plan of another practice, with what was found in it."""
    plan = signable_plan(outsider)
    plan.services.update(frequency="never")
    sign_draft(plan, outsider)
    bring_up_to_date(plan.practice)
    return plan


def downloaded(packet, by):
    with acting(as_staff(by.practice_id, by.pk)):
        return download_packet(packet, by=by)


def made(packet):
    make(packet.pk, packet.practice_id, packet.attempt)
    return fresh(packet)


def test_rows_of_another_practice_in_a_form_are_not_there(avery, flawed, theirs):
    found = Finding.objects.get(plan=theirs, rule="R05")
    admin = signed_in(avery)
    for told in (
        {"findings": [found.pk]},
        {"plans": [theirs.pk]},
        {"act": "sign", "plans": [theirs.pk]},
        {"everything": "on", "matching": f"lead={theirs.lead_id}"},
    ):
        given = {"batch": uuid4(), "act": "mend", "matching": ""} | told
        assert admin.post("/audit/", given).status_code == 302
    assert not Ask.objects.filter(plan=theirs).exists()
    page = admin.post("/audit/packets/new/", {"plans": [theirs.pk, flawed.pk]})
    assert page.context["plans"] == [flawed]
    sent = filled(page) | {"plans": [theirs.pk], "new_id": uuid4(), "recipient": "Example Mutual"}
    assert admin.post("/audit/packets/new/", sent).status_code == 422
    assert not Packet.objects.exists()
    doors = [
        f"/audit/findings/{found.pk}/waive/", f"/audit/plans/{theirs.pk}/attest/R16/",
        f"/audit/plans/{theirs.pk}/", f"/audit/plans/{theirs.pk}/findings.csv",
        f"/audit/plans/{theirs.pk}/thread/", f"/audit/plans/{theirs.pk}/timeline/",
    ]  # fmt: skip
    assert [admin.get(door).status_code for door in doors] == [404] * len(doors)
    of_finding = f"/clients/{flawed.client_id}/plans/{flawed.number}/?finding={found.pk}"
    assert found.sentence not in admin.get(of_finding).content.decode()


def test_a_word_on_a_version_that_was_overtaken_is_not_kept(avery, dana, flawed):
    found = judged(flawed)
    doors = {
        f"/audit/findings/{found.pk}/waive/": (avery, {"reason": "Agreed."}),
        f"/audit/plans/{flawed.pk}/attest/R16/": (dana, {"holds": "yes", "words": "They fit."}),
    }
    typed = {door: filled(signed_in(by).get(door), **told) for door, (by, told) in doors.items()}
    assert {form["seen"] for form in typed.values()} == {1}
    Plan.objects.filter(pk=flawed.pk).update(severity="Severe, twice a day.")
    sign_draft(Plan.objects.get(pk=flawed.pk), dana, reason="reworded")
    for door, (by, _) in doors.items():
        answer = signed_in(by).post(door, typed[door])
        assert answer.status_code == 422
        assert "Version 2 took effect after you opened this page." in answer.content.decode()
    assert not Waiver.objects.exists()
    assert not Attestation.objects.exists()


def test_nobody_attests_what_the_program_judges(dana, flawed):
    assert signed_in(dana).get(f"/audit/plans/{flawed.pk}/attest/R05/").status_code == 404
    with pytest.raises(ValidationError, match="judged by the program"):
        attest(flawed, "R05", holds=True, words="Looked at.", version=1, by=dana)


@pytest.fixture
def plan(dana):
    """A signed plan of a client with a payer."""
    client = client_of(dana, record_number="R-1")
    covered(client)
    return signed_plan(dana, client).plan


def test_a_record_that_was_marked_since_does_not_leave_without_its_notice(avery, plan):
    packet = made(packet_of(plan, by=avery))
    Client.objects.filter(pk=plan.client_id).update(part2=True)
    today = plan.practice.today
    Consent.objects.create(
        practice=plan.practice, client=plan.client, kind=Consent.Kind.PART2, signed_by="client",
        purpose=Consent.Purpose.PAYMENT, recipients="Example Mutual", from_on=today,
        to_on=today + timedelta(days=90),
    )  # fmt: skip
    with pytest.raises(ValidationError, match="lacks the notice of 42 CFR Part 2"):
        downloaded(packet, avery)
    assert not Disclosure.objects.exists()
    with acting(as_staff(avery.practice_id, avery.pk)):
        make_packet_again(packet, by=avery)
    assert downloaded(made(fresh(packet)), avery).startswith(b"%PDF")


def test_what_was_handed_over_the_database_lets_nobody_change(avery, plan):
    packet = made(packet_of(plan, by=avery))
    Packet.objects.filter(pk=packet.pk).update(purpose="another review")
    downloaded(packet, avery)
    for statement in (
        "UPDATE audits_packet SET recipient = 'Somebody else'",
        "DELETE FROM audits_packet",
        "UPDATE audits_packetchart SET reason = 'forgotten'",
        "DELETE FROM audits_packetchart",
    ):
        with (
            pytest.raises(DatabaseError, match="handed over stays as it is"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    # The paper's own seal asks for the practice's certificate, which is another test's.
    assert not [one for one in prove(plan.practice_id, []).faults if "audits.packet" in one]


def test_a_job_that_was_lost_before_its_first_word_can_be_queued_again(avery, plan):
    packet = packet_of(plan, by=avery)
    Packet.objects.filter(pk=packet.pk).update(queued_at=clock.now() - timedelta(hours=1))
    page = said(signed_in(avery).get(f"/audit/packets/{packet.pk}/"))
    assert "has stopped without finishing" in page
    with acting(as_staff(avery.practice_id, avery.pk)):
        assert make_packet_again(packet, by=avery).attempt == 2
    make(packet.pk, packet.practice_id, attempt=1)
    assert fresh(packet).state(clock.now()) == "waiting"


def test_nobody_else_gets_the_file_by_its_address(avery, dana, priya, outsider, plan):
    packet = made(packet_of(plan, by=avery))
    former = staff(avery.practice, Role.ADMIN, name="Noor Haddad")
    former.memberships.update(ended_at=clock.now())
    for user in (dana, priya, outsider, former):
        for door in ("", "download/", "again/", "list.csv", "progress/"):
            address = f"/audit/packets/{packet.pk}/{door}"
            browser = signed_in(user)
            answer = (
                browser.post(address) if door in ("download/", "again/") else browser.get(address)
            )
            assert answer.status_code in (302, 403, 404), (user.name, door)
            assert not answer.content.startswith(b"%PDF")
    assert fresh(packet).given_at is None
    assert PacketFile.objects.count() == 1


def test_marks_that_turn_the_reading_stay_out_of_a_packet_s_outline(avery, plan):
    Client.objects.filter(pk=plan.client_id).update(
        family_name=f"{OVERRIDE}fdp.exe", given_name="Ann\u2066"
    )
    packet = made(packet_of(plan, by=avery, ground="operations", recipient=f"Blue{OVERRIDE}"))
    with pikepdf.open(BytesIO(downloaded(packet, avery))) as bound:
        with bound.open_outline() as outline:
            told = [item.title for item in outline.root]
        told += [str(value) for value in bound.docinfo.values()]
    assert not [one for one in told if OVERRIDE in one or "\u2066" in one]


@pytest.mark.parametrize(
    "before", ["\u00a0", "\u3000", "\ufeff", "\u200b", OVERRIDE, "\x0b", "\xad "]
)
def test_no_mark_that_shows_nothing_hides_a_formula(before):
    formula = f"{before}=HYPERLINK(A1)"
    assert cell(formula) == f"'{formula}"
    _, row = csv.reader(StringIO(csv_text(["Name"], [[formula]]), newline=""))
    assert row == [f"'{formula}"]
    assert cell(f"{before}plain") == f"{before}plain"
