"""Anybody asks whether a paper is genuine, and learns nothing else."""

import hashlib
import zlib
from io import BytesIO

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client as Browser

from accounts.tests.factories import supervised
from config.tenancy import acting, as_staff
from config.uploads import MOST_BYTES
from plans.actions import cosign, return_version
from plans.models import Printout, Version
from plans.paper import pressroom
from plans.paper.seal_check import SealResult
from plans.state import effective_at
from plans.tests.browsing import said
from plans.tests.factories import sign_draft, signed_plan
from plans.verifying import by_code
from trail.models import Event

CODE = "7K3M9QXTA0BC5DEF"


@pytest.fixture(autouse=True)
def nobody_asked_before(db):
    cache.clear()


def paper_of(version, *, code=CODE, pdf=b"%PDF-1.7 as it left"):
    return Printout.objects.create(
        practice=version.practice, version=version, preset="payer", as_of=version.frozen_at,
        for_whom="Example Mutual", purpose="review", code=code, bytes=pdf,
        digest=hashlib.sha256(pdf).hexdigest(), made_by=version.signatures.first().signer,
    )  # fmt: skip


def ask(**typed):
    """As somebody who is signed out."""
    return Browser().post("/verify/", typed, secure=True)


def sent(pdf, name="plan.pdf"):
    return ask(file=SimpleUploadedFile(name, pdf, "application/pdf"))


def verdict(answer):
    assert answer.status_code == 200, said(answer)
    return answer.context["verdict"].word


def reworded(version, by):
    version.plan.problems.first().goals.update(statement="Ride the bus again")
    return sign_draft(version.plan, by, reason="reworded")


def test_the_code_of_a_paper_is_valid_however_it_is_typed(dana):
    paper_of(signed_plan(dana))
    for typed in (CODE, "7K3M-9QXT-A0BC-5DEF", " 7k3m 9qxt aobc 5def "):
        assert verdict(ask(code=typed)) == "valid"
    assert "A code cannot tell whether the paper in your hand was altered" in said(ask(code=CODE))


def test_the_file_as_it_left_is_valid(dana):
    paper_of(signed_plan(dana))
    answer = sent(b"%PDF-1.7 as it left")
    assert verdict(answer) == "valid"
    assert "bit for bit as it left the practice" in said(answer)


def test_a_paper_of_a_replaced_version_is_superseded_by_code_and_by_file(dana):
    version = signed_plan(dana)
    paper_of(version)
    reworded(version, dana)
    assert verdict(ask(code=CODE)) == "superseded"
    assert verdict(sent(b"%PDF-1.7 as it left")) == "superseded"


def test_a_version_that_only_waits_supersedes_nothing(sam, priya):
    version = signed_plan(sam)
    cosign(version, by=priya)
    paper_of(version)
    reworded(version, sam)
    assert verdict(ask(code=CODE)) == "valid"


def test_a_code_and_a_file_that_nobody_made_are_unknown(dana, monkeypatch):
    paper_of(signed_plan(dana))
    monkeypatch.setattr(pressroom, "check", lambda pdf, certificates: SealResult())
    assert verdict(ask(code="0000-0000-0000-0000")) == "unknown"
    assert verdict(sent(b"%PDF-1.4 somebody else's")) == "unknown"
    assert not Event.objects.filter(verb="paper.verified").exists()


def test_a_sealed_paper_with_one_letter_changed_is_altered(dana):
    from pikepdf import Pdf

    from plans.paper.sealing import seal

    written, blank = BytesIO(), Pdf.new()
    blank.add_blank_page()
    blank.save(written)
    whole = seal(written.getvalue(), dana.practice)
    paper_of(signed_plan(dana), pdf=whole)
    assert verdict(sent(whole)) == "valid"
    for changed in (whole.replace(b"/MediaBox", b"/MediaBux", 1), whole + b"\n% added"):
        assert changed != whole
        assert verdict(sent(changed)) == "altered"
    event = Event.objects.filter(verb="paper.verified", changed__verdict="altered").first()
    assert event.practice_id == dana.practice_id


def test_a_sealed_paper_that_is_not_on_record_is_not_said_to_be_the_newest(dana):
    from pikepdf import Pdf

    from plans.paper.sealing import seal

    written, blank = BytesIO(), Pdf.new()
    blank.add_blank_page()
    blank.save(written)
    answer = sent(seal(written.getvalue(), dana.practice))
    assert verdict(answer) == "valid"
    assert "the unbroken seal of a practice" in said(answer)
    assert "has not been replaced" not in said(answer)


def an_endless_table() -> bytes:
    """A small PDF whose table of contents unpacks to twelve million lines."""
    rows = zlib.compress(b"\1\0\0\0" * 12_000_000, 9)
    head = b"<</Type/XRef/Size 12000000/W[1 2 1]/Root 1 0 R/Filter/FlateDecode/Length %d>>"
    table = b"2 0 obj\n" + head % len(rows) + b"\nstream\n" + rows + b"\nendstream\nendobj\n"
    start = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\n"
    return start + table + b"startxref\n%d\n%%%%EOF\n" % len(start)


def test_a_strangers_file_that_costs_too_much_is_given_up_and_unknown(dana):
    hostile = an_endless_table()
    assert len(hostile) < 100_000
    with pytest.raises(pressroom.PressFailed, match="too long|too much memory"):
        pressroom.check(hostile, [])
    assert verdict(sent(hostile)) == "unknown"


def test_while_a_strangers_file_is_read_practices_print(dana):
    with pressroom._STRANGERS.places:
        assert sent(b"%PDF-1.7 the next").status_code == 503
        assert pressroom.press("<title>T</title>").pdf.startswith(b"%PDF")


def test_it_tells_nothing_about_whose_paper_it_is(dana):
    version = signed_plan(dana)
    paper_of(version)
    client, practice = version.plan.client, dana.practice
    for answer in (ask(code=CODE), sent(b"%PDF-1.7 as it left")):
        page = said(answer)
        hidden = [client.family_name, client.record_number, practice.name, dana.name,
                  "Example Mutual", str(client.pk), str(version.pk), version.digest]  # fmt: skip
        assert not [word for word in hidden if word in page]


def test_the_practice_sees_in_its_trail_that_somebody_asked(dana):
    version = signed_plan(dana)
    paper = paper_of(version)
    ask(code=CODE)
    event = Event.objects.get(verb="paper.verified")
    assert (event.practice_id, event.actor_id) == (dana.practice_id, None)
    assert (event.clients, event.subject_id) == ([version.plan.client_id], str(paper.pk))
    assert event.changed == {"verdict": "valid", "way": "code"}


def test_the_page_offers_the_code_from_the_address_and_asks_by_a_button():
    answer = Browser().get("/verify/", {"code": CODE}, secure=True)
    assert f'value="{CODE}"' in said(answer)
    assert "verdict" not in answer.context


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Write the code, or choose the file: one of the two."),
        ({"code": "12"}, "This is not a code of ours"),
        ({"code": "x" * 41}, "there is room for 40"),
    ],
)
def test_it_refuses_what_is_no_question_in_a_sentence(typed, sentence):
    answer = ask(**typed)
    assert answer.status_code == 422
    assert sentence in said(answer)


def test_it_refuses_what_is_no_pdf_and_what_is_too_long():
    assert "This is not a PDF file." in said(sent(b"MZ hello"))
    assert "This is not a PDF file." in said(sent(b""))
    answer = sent(b"%PDF-" + b"0" * MOST_BYTES)
    assert answer.status_code == 422
    assert "5 MB at most" in said(answer)


def test_a_file_that_never_ends_its_reader_is_no_paper_of_ours(dana, monkeypatch):
    def fail(pdf, certificates):
        raise pressroom.PressFailed("too long")

    monkeypatch.setattr(pressroom, "check", fail)
    assert verdict(sent(b"%PDF-1.7 /Contents <00>")) == "unknown"


def test_when_others_print_it_asks_to_come_again(dana, monkeypatch):
    def busy(pdf, certificates):
        raise pressroom.PressBusy("busy")

    monkeypatch.setattr(pressroom, "check", busy)
    answer = sent(b"%PDF-1.7")
    assert answer.status_code == 503
    assert "send it again in a moment" in said(answer)


def test_whoever_asks_without_end_is_stopped():
    browser = Browser()
    found = [browser.post("/verify/", {"code": CODE}, secure=True).status_code for _ in range(22)]
    assert found == [200] * 20 + [429] * 2


def test_signed_out_no_printout_can_be_read_only_asked_about(dana):
    paper_of(signed_plan(dana))
    with acting(as_staff(None)):
        assert Printout.objects.count() == 0
        assert Version.objects.count() == 0
        assert by_code(CODE).word == "valid"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT has_function_privilege('golden_client', 'paper_known(text, text)', 'EXECUTE')"
        )
        assert cursor.fetchone() == (False,)


def test_database_and_program_agree_on_when_a_version_took_effect(dana, sam, priya):
    waiting, back, done = signed_plan(sam), signed_plan(sam), signed_plan(sam)
    return_version(back, {"plan": "Say more."}, by=priya)
    cosign(done, by=priya)
    supervised(dana, priya)
    for version in (waiting, back, done, signed_plan(dana)):
        fresh = Version.objects.get(pk=version.pk)
        with connection.cursor() as cursor:
            cursor.execute("SELECT version_effective_at(%s)", [version.pk])
            assert cursor.fetchone() == (effective_at(fresh),)
