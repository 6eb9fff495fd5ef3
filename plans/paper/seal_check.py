"""Whether a PDF still bears a practice's seal, unbroken. A plain function: no query, no network.

What comes here was sent by anybody. `check` never raises for what a file holds; a file may still
cost time and memory, so strangers' files are checked in a process apart (pressroom).
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from .apart import apart

if TYPE_CHECKING:
    from pyhanko.sign.validation import EmbeddedPdfSignature


@dataclass(frozen=True)
class SealResult:
    """What was found. Only all of it together means that the paper is as it left the practice.

    `intact`: the seal's own mathematics hold for the bytes that it covers.
    `certified_no_changes`: it says that nothing may be changed (DocMDP, level 1), and nothing was.
    `entire_file`: it covers the file from the first byte to the last.
    `signer_fingerprint`: SHA-256 (hex) of the certificate, if it is one of those that were given;
    None for a stranger's, and for a file without a seal.
    """

    intact: bool = False
    certified_no_changes: bool = False
    entire_file: bool = False
    signer_fingerprint: str | None = None

    @property
    def holds(self) -> bool:
        """The paper is as it left the practice."""
        return (
            self.intact
            and self.certified_no_changes
            and self.entire_file
            and self.signer_fingerprint is not None
        )


def check(pdf: bytes, certificates: Iterable[str]) -> SealResult:
    """The state of the seal on this paper; `certificates` (PEM) are those that may have sealed it.

    A certificate that has expired since counts: what it sealed stays sealed.
    """
    from pyhanko.pdf_utils.reader import PdfFileReader

    # Its warnings quote the file, and logs carry nothing that a stranger wrote.
    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
    try:
        found = PdfFileReader(BytesIO(pdf), strict=True).embedded_signatures
        # A second signature would be a change behind ours.
        return _judged(found[0], list(certificates)) if len(found) == 1 else SealResult()
    except Exception:
        # Whatever a broken or a hostile file makes the parser say, it bears no unbroken seal.
        return SealResult()


def _judged(embedded: "EmbeddedPdfSignature", certificates: list[str]) -> SealResult:
    from pyhanko.sign.fields import MDPPerm
    from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature

    status: Any = apart(lambda: validate_pdf_signature(embedded, _nothing_is_fetched(embedded)))
    docmdp = embedded.docmdp_level
    return SealResult(
        intact=bool(status.intact and status.valid),
        certified_no_changes=docmdp == MDPPerm.NO_CHANGES and bool(status.docmdp_ok),
        entire_file=status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
        signer_fingerprint=_known(embedded.signer_cert.sha256.hex(), certificates),
    )


def _nothing_is_fetched(embedded: "EmbeddedPdfSignature") -> Any:
    """Judged at the time that the seal tells, by its own certificate: whose it is, we say."""
    from pyhanko_certvalidator import ValidationContext

    moment = embedded.self_reported_timestamp
    return ValidationContext(
        trust_roots=[embedded.signer_cert], moment=moment, allow_fetching=False
    )


def _known(found: str, certificates: list[str]) -> str | None:
    from accounts.certificates import fingerprint

    return found if found in {fingerprint(one) for one in certificates} else None
