"""The practice's seal: its certificate and private key, made, locked, read. Nothing is stored here.

The seal says that a paper came from the practice and was not altered. It is nobody's signature.
"""

import base64
import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_der_private_key,
)
from cryptography.hazmat.primitives.serialization.pkcs12 import load_pkcs12
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.core.exceptions import ValidationError

# House rule: a self-made certificate has nobody to renew it, and must outlast the papers' use.
SELF_MADE_FOR = timedelta(days=3650)
# An X.509 common name has at most 64 characters (RFC 5280, ub-common-name).
LONGEST_NAME = 64
# Most keys that a practice can buy are RSA; below 2048 bits none is accepted (NIST SP 800-131A).
LEAST_RSA_BITS = 2048

SealKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


class SealLocked(Exception):
    """The private key cannot be opened: SEAL_KEY is not the one with which it was locked."""


@dataclass(frozen=True)
class Keypair:
    """A certificate (PEM) and the private key that belongs to it (PKCS#8, DER)."""

    certificate: str
    key: bytes

    @property
    def parsed(self) -> x509.Certificate:
        """The certificate, to ask it something."""
        return x509.load_pem_x509_certificate(self.certificate.encode())

    @property
    def name(self) -> str:
        """Whose it is, as the certificate itself says."""
        names = self.parsed.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
        return str(names[0].value) if names else self.parsed.subject.rfc4514_string()


def fingerprint(certificate: str) -> str:
    """SHA-256 of the certificate (hex): the name by which it is known."""
    parsed = x509.load_pem_x509_certificate(certificate.encode())
    return parsed.fingerprint(hashes.SHA256()).hex()


def self_made(practice: str, now: datetime) -> Keypair:
    """A new key on curve P-256, and a certificate that it signs itself, for ten years."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, practice[:LONGEST_NAME])])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        # Clocks differ: a paper of this minute must not seem older than its seal.
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + SELF_MADE_FOR)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_only_signing(), critical=True)
        .sign(key, hashes.SHA256())
    )
    return Keypair(made.public_bytes(Encoding.PEM).decode(), _der(key))


def _only_signing() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )


def _der(key: SealKey) -> bytes:
    return key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())


def from_file(pkcs12: bytes, password: str, now: datetime) -> Keypair:
    """The keypair of a PKCS#12 file (.p12, .pfx). Raises ValidationError and says what is wrong."""
    try:
        held = load_pkcs12(pkcs12, password.encode())
    except ValueError:
        raise ValidationError(
            "This file does not open: either it is no PKCS#12 file (.p12 or .pfx), or the"
            " password is another."
        ) from None
    if held.cert is None or not isinstance(held.key, SealKey):
        raise ValidationError("This file must hold a certificate and its private key (RSA or EC).")
    if isinstance(held.key, rsa.RSAPrivateKey) and held.key.key_size < LEAST_RSA_BITS:
        raise ValidationError(f"The key is too short: RSA needs {LEAST_RSA_BITS} bits or more.")
    certificate = held.cert.certificate
    _require_usable(certificate, held.key, now)
    return Keypair(certificate.public_bytes(Encoding.PEM).decode(), _der(held.key))


def _require_usable(certificate: x509.Certificate, key: SealKey, now: datetime) -> None:
    """Raises ValidationError for a certificate that does not seal today."""
    form = (Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    if certificate.public_key().public_bytes(*form) != key.public_key().public_bytes(*form):
        raise ValidationError("The private key in this file does not belong to its certificate.")
    begins, ends = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if now > ends:
        raise ValidationError(f"This certificate expired on {ends.day} {ends:%B %Y}.")
    if now < begins:
        raise ValidationError(f"This certificate begins only on {begins.day} {begins:%B %Y}.")
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return
    if not (usage.digital_signature or usage.content_commitment):
        raise ValidationError("This certificate is not meant for signing documents.")


def _box() -> Fernet:
    key = hashlib.sha256(b"practice's seal:" + settings.SEAL_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


def locked(key: bytes) -> str:
    """The private key as it is stored."""
    return _box().encrypt(key).decode()


def unlocked(stored: str) -> bytes:
    """The private key, to seal with. Raises SealLocked."""
    try:
        key = _box().decrypt(stored.encode())
    except InvalidToken as other:
        raise SealLocked from other
    load_der_private_key(key, password=None)
    return key
