"""A time-stamp of an authority goes into the seal when it can be had; the authority here is a local one."""

import asyncio
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from threading import Thread

import pytest
from asn1crypto import tsp
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.keys.pemder import load_private_key_from_pemder_data
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from certificates.authority import draw_key
from certificates.sealing.key_file import KeyFileSeal
from certificates.sealing.provider import CannotSeal
from certificates.sealing.signing import as_asn1
from certificates.sealing.time_stamps import WebTimeStamper

STAMPED_AT = datetime(2026, 11, 21, 12, 0, 7, tzinfo=UTC)


@pytest.fixture(scope="module")
def stamping():
    """The certificate and key of somebody who gives time-stamps."""
    key, name = draw_key(), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Tijdstempels")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(datetime(2026, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2046, 1, 1, tzinfo=UTC))
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        .sign(key, hashes.SHA256())
    )
    return certificate, key


class Authority:
    """What the authority was asked, and what it answers instead of a time-stamp."""

    def __init__(self, stamper):
        self.stamper, self.questions, self.instead = stamper, 0, None

    def answer(self, question):
        self.questions += 1
        if self.instead is not None:
            return self.instead
        return asyncio.run(self.stamper.async_request_tsa_response(tsp.TimeStampReq.load(question))).dump()


@pytest.fixture
def authority(stamping):
    """A time-stamping authority on this machine."""
    certificate, key = stamping
    der = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    stamper = DummyTimeStamper(as_asn1(certificate), load_private_key_from_pemder_data(der, None), fixed_dt=STAMPED_AT)
    authority = Authority(stamper)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            answer = authority.answer(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        authority.url = f"http://127.0.0.1:{server.server_port}/"
        yield authority
        server.shutdown()


@pytest.fixture
def clock(identity):
    return [identity.certificate.not_valid_before_utc]


@pytest.fixture
def provider(identity, authority, clock):
    return KeyFileSeal(identity, now=lambda: clock[0], time_stamper=WebTimeStamper(authority.url))


@pytest.fixture
def stamp_of(root, stamping):
    """Check a seal, and return its status and when the authority says it was there."""

    def check(pdf):
        contexts = [
            ValidationContext(trust_roots=[as_asn1(each)], allow_fetching=False)
            for each in (root.certificate, stamping[0])
        ]
        (signature,) = PdfFileReader(BytesIO(pdf)).embedded_signatures
        status = validate_pdf_signature(signature, contexts[0], ts_validation_context=contexts[1])
        return status, status.timestamp_validity and status.timestamp_validity.timestamp

    return check


def test_a_seal_can_hold_the_time_stamp_of_an_authority(provider, archived, stamp_of, authority):
    status, stamped_at = stamp_of(provider.seal(archived))
    assert status.bottom_line
    assert stamped_at == STAMPED_AT
    assert authority.questions == 1


def test_an_authority_that_cannot_be_reached_stops_nothing_and_is_left_alone_for_a_minute(
    identity, provider, authority, archived, stamp_of, clock
):
    authority.instead = b"come back later"
    for _ in range(3):
        status, stamped_at = stamp_of(provider.seal(archived))
        assert status.bottom_line
        assert stamped_at is None
    assert authority.questions == 1
    authority.instead = None
    clock[0] += timedelta(minutes=1)
    assert stamp_of(provider.seal(archived))[1] == STAMPED_AT


def test_a_time_stamp_of_something_else_is_not_taken(provider, authority, archived, stamp_of):
    question = tsp.TimeStampReq.load(authority.stamper.request_cms(b"\0" * 32, "sha256")[1].dump())
    authority.instead = asyncio.run(authority.stamper.async_request_tsa_response(question)).dump()
    assert stamp_of(provider.seal(archived))[1] is None


def test_nobody_at_the_address_stops_nothing(identity, archived, stamp_of, clock):
    provider = KeyFileSeal(identity, now=lambda: clock[0], time_stamper=WebTimeStamper("http://127.0.0.1:9/"))
    assert stamp_of(provider.seal(archived))[1] is None


def test_an_address_must_be_of_the_web():
    with pytest.raises(CannotSeal, match="PROEVE_TIME_STAMP_URL"):
        WebTimeStamper("file:///etc/passwd")
