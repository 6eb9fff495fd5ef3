"""Telling whether a paper is as it left the practice."""

import io
import random
import subprocess
from datetime import timedelta

import pikepdf
import pytest
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from accounts import certificates
from accounts.models import SealCertificate
from config import clock
from config.bench.invented_plan import invented_document, invented_facts
from plans.paper import payer_pdf, pressroom, sealing
from plans.paper.apart import apart
from plans.paper.seal_check import SealResult, check

NAME = "Riverside Counseling"
CHANGES = 2_000


def new_seal(name=NAME):
    pair = certificates.self_made(name, clock.now())
    return SealCertificate(
        certificate=pair.certificate,
        locked_key=certificates.locked(pair.key),
        fingerprint=certificates.fingerprint(pair.certificate),
    )


@pytest.fixture(scope="module")
def bare():
    """A paper before its seal."""
    document = invented_document(goals=1, objectives=1, interventions=1)
    return payer_pdf(document, invented_facts(document, sessions=2))


@pytest.fixture(scope="module")
def held():
    return new_seal()


@pytest.fixture(scope="module")
def paper(bare, held):
    return sealing.sealed_with(bare, held, NAME, clock.now())


def own_bytes(paper):
    """Where the signature itself stands: from its opening to its closing bracket."""
    start = paper.rindex(b"/Contents <") + len(b"/Contents ")
    return range(start, paper.index(b">", start) + 1)


def test_a_sealed_paper_holds_and_names_the_seal(paper, bare, held):
    found = check(paper, [new_seal().certificate, held.certificate])
    assert found == SealResult(True, True, True, held.fingerprint)
    assert found.holds
    assert paper.startswith(bare)


def test_the_seal_says_that_it_is_the_practices_and_not_the_clinicians(paper):
    with pikepdf.open(io.BytesIO(paper)) as opened:
        (field,) = opened.Root.AcroForm.Fields
        assert str(field.T) == "practice's seal"
        assert str(field.V.Reason) == f"The seal of {NAME}, not the clinician's signature"
        assert field.V.SubFilter == pikepdf.Name("/ETSI.CAdES.detached")
        assert opened.Root.Perms.DocMDP.Reference[0].TransformParams.P == 1


def test_another_programs_reading_agrees(paper, tmp_path):
    file = tmp_path / "paper.pdf"
    file.write_bytes(paper)
    told = subprocess.run(["pdfsig", "-nocert", file], capture_output=True, check=True, text=True)
    assert "Signature is Valid" in told.stdout
    assert "Total document signed" in told.stdout
    assert f"Common Name: {NAME}" in told.stdout.replace("CN:", "Common Name:")


def test_every_changed_bit_is_noticed(paper, held):
    chance, own = random.Random(20260105), own_bytes(paper)
    places = [at for at in range(len(paper)) if at not in own]
    missed = []
    for _ in range(CHANGES):
        at, bit = chance.choice(places), chance.randrange(8)
        changed = bytearray(paper)
        changed[at] ^= 1 << bit
        if check(bytes(changed), [held.certificate]).holds:
            missed.append((at, bit))
    assert missed == []


def test_what_is_added_behind_the_seal_is_noticed(paper, held):
    for more in (b"\n", b"junk", b"%%EOF\n", paper):
        assert not check(paper + more, [held.certificate]).holds


def test_a_later_edit_is_noticed_even_when_the_sealed_part_is_whole(paper, held):
    edit = IncrementalPdfFileWriter(io.BytesIO(paper))
    edit.root["/Lang"] = edit.root["/Lang"]
    edit.update_root()
    edited = io.BytesIO()
    edit.write(edited)
    assert edited.getvalue().startswith(paper)
    found = check(edited.getvalue(), [held.certificate])
    assert found.intact
    assert not found.entire_file
    assert not found.holds


def test_a_second_signature_behind_the_seal_is_noticed(paper, held):
    certificate, key = sealing._parsed(new_seal("Somebody else"))
    signer = SimpleSigner(certificate, key, SimpleCertificateStore.from_certs([certificate]))
    written = io.BytesIO()
    seal = pikepdf.open(io.BytesIO(paper))
    del seal.Root.Perms  # so that a tool lets itself be talked into signing again
    seal.save(reopened := io.BytesIO())
    another = PdfSigner(PdfSignatureMetadata(field_name="another"), signer)
    apart(lambda: another.sign_pdf(IncrementalPdfFileWriter(reopened), output=written))
    assert check(written.getvalue(), [held.certificate]) == SealResult()


def test_a_strangers_seal_is_told_from_ours(bare, held):
    forged = sealing.sealed_with(bare, new_seal(), NAME, clock.now())
    found = check(forged, [held.certificate])
    assert (found.intact, found.signer_fingerprint, found.holds) == (True, None, False)


def test_a_seal_that_was_replaced_still_holds_on_its_paper(paper, held):
    assert check(paper, [new_seal().certificate, held.certificate]).holds


def test_an_expired_certificate_still_vouches_for_what_it_sealed(bare, monkeypatch):
    long_ago = clock.now() - timedelta(days=4000)
    pair = certificates.self_made(NAME, long_ago)
    held = SealCertificate(
        certificate=pair.certificate,
        locked_key=certificates.locked(pair.key),
        fingerprint=certificates.fingerprint(pair.certificate),
    )
    old = sealing.sealed_with(bare, held, NAME, long_ago)
    assert pair.parsed.not_valid_after_utc < clock.now()
    assert check(old, [pair.certificate]).holds


@pytest.mark.parametrize(
    "sent",
    [b"", b"%PDF-1.7", b"\x00" * 5000, b"%PDF-1.7\n1 0 obj\n<<" + b"<<" * 20_000, b"not a paper"],
    ids=["nothing", "a beginning", "zeros", "a deep nest", "a text"],
)
def test_what_is_no_paper_bears_no_seal(sent, held):
    assert check(sent, [held.certificate]) == SealResult()
    assert pressroom.check(sent, [held.certificate]) == SealResult()


def test_a_paper_is_checked_apart_with_the_same_result(paper, held):
    assert pressroom.check(paper, [held.certificate]) == check(paper, [held.certificate])


def test_an_unsealed_paper_bears_no_seal(bare, held):
    assert check(bare, [held.certificate]) == SealResult()


def test_a_private_key_that_another_key_locked_stays_shut(bare, held, settings):
    settings.SEAL_KEY = "another key than the one that locked it"
    with pytest.raises(certificates.SealLocked):
        sealing.sealed_with(bare, held, NAME, clock.now())
