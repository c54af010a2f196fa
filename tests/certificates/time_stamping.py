"""A time-stamping authority on this machine (RFC 3161), for tests that seal with a time-stamp."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from asn1crypto import tsp
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.keys.pemder import load_private_key_from_pemder_data
from pyhanko.sign.timestamps import DummyTimeStamper

from certificates.authority import Identity, draw_key
from certificates.sealing.signing import as_asn1

STAMPED_AT = datetime(2026, 11, 21, 12, 0, 7, tzinfo=UTC)


class TimeStamping:
    """What the authority stamps with, how often it was asked, and what it answers instead of a time-stamp."""

    def __init__(self, identity: Identity, url: str) -> None:
        key = identity.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        self.certificate, self.url = identity.certificate, url
        self.stamper = DummyTimeStamper(
            as_asn1(identity.certificate), load_private_key_from_pemder_data(key, None), fixed_dt=STAMPED_AT
        )
        self.questions, self.instead = 0, b""

    def answer(self, question: bytes) -> bytes:
        """Answer a question as it came over the wire."""
        self.questions += 1
        return self.instead or self.stamp(tsp.TimeStampReq.load(question))

    def stamp(self, question: tsp.TimeStampReq) -> bytes:
        """Return a good answer."""
        answer: bytes = asyncio.run(self.stamper.async_request_tsa_response(question)).dump()
        return answer


def draw_stamping(issuer: Identity | None = None, until: datetime = datetime(2046, 1, 1, tzinfo=UTC)) -> Identity:
    """Make the certificate and key of somebody who gives time-stamps, issued by somebody or by themselves."""
    key, name = draw_key(), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Tijdstempels")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer.certificate.subject if issuer else name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(datetime(2026, 1, 1, tzinfo=UTC))
        .not_valid_after(until)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        .sign(issuer.key if issuer else key, hashes.SHA256())
    )
    return Identity(certificate, key)


@contextmanager
def serve_time_stamps(identity: Identity) -> Iterator[TimeStamping]:
    """Give time-stamps over HTTP until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            answer = served.answer(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        served = TimeStamping(identity, f"http://127.0.0.1:{server.server_port}/")
        Thread(target=server.serve_forever, daemon=True).start()
        yield served
        server.shutdown()
