"""The practice's seal on its paper: PAdES (B-B), certified so that nothing may be changed.

It is the seal of the practice, not the signature of a clinician; what was signed stands printed on
the paper. There is no timestamp authority: the time in the seal is our own clinical clock's.
"""

import re
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from accounts.actions import standing_seal
from accounts.certificates import fingerprint, unlocked
from accounts.models import Practice, SealCertificate, User
from config import clock
from trail import sealing as trail_seals

from .apart import apart

if TYPE_CHECKING:
    from pyhanko.sign.signers import PdfSigner

FIELD = "practice's seal"
# The trail's head in the seal's own entry, where it is read without any PDF library.
HEAD = re.compile(rb"/ContactInfo\s*\(trail (\d+) ([0-9a-f]{64})\)")


def seal(pdf: bytes, practice: Practice, *, by: User | None = None) -> bytes:
    """The same paper with the practice's seal added behind it; what was there stays byte for byte.

    A practice without a standing seal gets one now, asked for `by`. Raises
    accounts.certificates.SealLocked when the private key cannot be opened.
    """
    held = standing_seal(practice, by=by)
    newest = trail_seals.newest(practice.pk)
    head = f"trail {newest.number} {newest.digest}" if newest else ""
    return sealed_with(pdf, held, practice.name, clock.now(), head)


def sealed_with(
    pdf: bytes, held: SealCertificate, practice: str, at: datetime, head: str = ""
) -> bytes:
    """The paper, sealed with this certificate at this moment; `head` is the trail's newest seal."""
    # pyHanko costs a second to load: only who seals pays for it.
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    written = BytesIO()
    signer = _signer(held, practice, at, head)
    apart(lambda: signer.sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)), output=written))
    return written.getvalue()


def certificates_of(practice: Practice) -> list[str]:
    """Every certificate with which the practice ever sealed (PEM): what seal_check wants."""
    held = SealCertificate.objects.filter(practice=practice)
    return list(held.values_list("certificate", flat=True))


def _signer(held: SealCertificate, practice: str, at: datetime, head: str) -> "PdfSigner":
    from pyhanko.sign import PdfSignatureMetadata, PdfSigner, SimpleSigner
    from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    certificate, key = _parsed(held)
    told = PdfSignatureMetadata(
        field_name=FIELD,
        name=practice,
        contact_info=head or None,
        reason=f"The seal of {practice}, not the clinician's signature",
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )

    class AtOurTime(PdfSigner):
        """The library reads the machine's clock; paper tells one time everywhere, ours."""

        def init_signing_session(self, *given: Any, **named: Any) -> Any:
            session = super().init_signing_session(*given, **named)
            session.system_time = at
            return session

    store = SimpleCertificateStore.from_certs([certificate])
    return AtOurTime(told, SimpleSigner(certificate, key, store))


def _parsed(held: SealCertificate) -> tuple[Any, Any]:
    """Certificate and private key as pyHanko wants them."""
    from asn1crypto import keys, pem, x509

    _, _, der = pem.unarmor(held.certificate.encode())
    assert fingerprint(held.certificate) == held.fingerprint
    return x509.Certificate.load(der), keys.PrivateKeyInfo.load(unlocked(held.locked_key))
