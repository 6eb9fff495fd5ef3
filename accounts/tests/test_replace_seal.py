"""The practice's seal: made by itself, and replaced by an admin."""

from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    load_der_private_key,
)
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts import actions, certificates
from accounts.models import Practice, SealCertificate
from config import clock
from trail.models import Event

PASSWORD = "open sesame 42"


def brought(name="Riverside Counseling LLC", made_at=None, key=None, password=PASSWORD):
    """A PKCS#12 file."""
    pair = certificates.self_made(name, made_at or clock.now())
    key = key or load_der_private_key(pair.key, None)
    shut = BestAvailableEncryption(password.encode())
    return serialize_key_and_certificates(b"seal", key, pair.parsed, None, shut)


@pytest.fixture
def page(avery, client):
    client.force_login(avery, "allauth.account.auth_backends.AuthenticationBackend")

    def send(file=None, password=PASSWORD):
        sent = SimpleUploadedFile("seal.p12", brought() if file is None else file)
        return client.post(reverse("accounts:seal"), {"file": sent, "password": password})

    send.client = client
    return send


def test_a_new_practice_has_a_seal_of_its_own(avery):
    practice = actions.open_practice(Practice(name="Harbor Therapy"), by=avery)
    seal = SealCertificate.objects.get(practice=practice)
    assert (seal.self_made, seal.name) == (True, "Harbor Therapy")
    assert Event.objects.filter(verb="seal.added", subject_id=str(seal.pk)).count() == 1


def test_a_practice_from_before_gets_its_seal_when_it_is_wanted(practice, act_as, dana):
    with act_as(dana):
        made = actions.standing_seal(practice, by=dana)
        assert actions.standing_seal(practice, by=dana) == made


def test_the_private_key_is_locked_where_it_is_kept(practice, settings):
    seal = actions.make_seal(practice, by=None)
    assert "PRIVATE" not in seal.locked_key
    key = load_der_private_key(certificates.unlocked(seal.locked_key), None)
    assert (
        key.public_key() == x509.load_pem_x509_certificate(seal.certificate.encode()).public_key()
    )
    settings.SEAL_KEY = "another"
    with pytest.raises(certificates.SealLocked):
        certificates.unlocked(seal.locked_key)


def test_an_admin_brings_a_certificate_and_the_old_one_is_kept(practice, page):
    old = actions.make_seal(practice, by=None)
    answer = page()
    assert answer.status_code == 302
    new = SealCertificate.objects.newest()
    assert (new.name, new.self_made) == ("Riverside Counseling LLC", False)
    assert set(SealCertificate.objects.all()) == {old, new}
    shown = page.client.get(reverse("accounts:seal")).content.decode()
    assert new.spelled in shown
    assert old.spelled in shown
    assert "PRIVATE" not in shown


def test_an_admin_makes_a_new_seal(practice, page):
    old = actions.make_seal(practice, by=None)
    page.client.post(reverse("accounts:make-seal"))
    assert SealCertificate.objects.newest() != old


def test_it_refuses_a_wrong_password_in_a_sentence(page):
    answer = page(password="a guess")
    assert answer.status_code == 422
    assert "the password is another" in answer.content.decode().replace("\n", " ")
    assert SealCertificate.objects.count() == 0


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (b"not a certificate", "This file does not open"),
        (b"x" * 100_001, "too large to be a certificate"),
        (
            lambda: brought(made_at=clock.now() - timedelta(days=4000)),
            "This certificate expired on",
        ),
        (
            lambda: brought(made_at=clock.now() + timedelta(days=40)),
            "This certificate begins only on",
        ),
    ],
)
def test_it_refuses_what_does_not_seal_today(file, sentence, page):
    answer = page(file=file() if callable(file) else file)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert SealCertificate.objects.count() == 0


def test_it_refuses_a_short_key():
    short = rsa.generate_private_key(public_exponent=65537, key_size=1024)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Short")])
    now = clock.now()
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(short.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=9))
        .sign(short, certificates.hashes.SHA256())
    )
    shut = BestAvailableEncryption(PASSWORD.encode())
    file = serialize_key_and_certificates(b"short", short, made, None, shut)
    with pytest.raises(Exception, match="The key is too short"):
        certificates.from_file(file, PASSWORD, now)


def test_it_refuses_a_key_that_belongs_to_another_certificate():
    pair = certificates.self_made("One", clock.now())
    other = ec.generate_private_key(ec.SECP256R1())
    with pytest.raises(Exception, match="does not belong to its certificate"):
        certificates._require_usable(pair.parsed, other, clock.now())


def test_it_refuses_the_same_certificate_twice(page):
    file = brought()
    assert page(file=file).status_code == 302
    answer = page(file=file)
    assert answer.status_code == 422
    assert "has had this certificate before" in answer.content.decode()


def test_only_an_admin_replaces_the_seal(dana):
    with pytest.raises(PermissionDenied):
        actions.replace_seal(brought(), PASSWORD, by=dana)
    with pytest.raises(PermissionDenied):
        actions.renew_seal(by=dana)


def test_a_seal_of_another_practice_is_not_there(practice, outsider, act_as):
    actions.make_seal(practice, by=None)
    with act_as(outsider):
        assert SealCertificate.objects.count() == 0


def test_an_expired_certificate_is_followed_by_a_self_made_one(practice, page):
    page()
    bought = SealCertificate.objects.newest()
    expired = SealCertificate(
        practice=practice,
        certificate=bought.certificate,
        locked_key=bought.locked_key,
        fingerprint="0" * 64,
        name="Old",
        self_made=False,
        valid_from=clock.now() - timedelta(days=9),
        valid_until=clock.now() - timedelta(days=1),
        added_at=clock.now() + timedelta(seconds=1),
    )
    expired.save()
    made = actions.standing_seal(practice, by=None)
    assert made.self_made
    assert made != expired
