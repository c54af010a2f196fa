"""Mail goes to a mail server by SMTP: to the one the setting names, with its password, and never to an impostor."""

import base64
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from proeve.core import clock
from proeve.core.jobs import JobContext
from proeve.core.mail.messages import Message, MessageState
from proeve.core.mail.sending import Letter, composes, send_message

HOST = "localhost"


@composes("test.by_smtp")
async def compose_letter(_session, _settings, message) -> Letter:
    return Letter("Een brief", f"Beste {message.recipient}, tot ziens à Zuiderveen.")


@dataclass
class Heard:
    """What the mail server was told."""

    port: int
    logins: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    mails: list[str] = field(default_factory=list)


class MailServer(socketserver.ThreadingTCPServer):
    """A mail server that writes down what it is told, behind TLS when there is a file with a certificate and key."""

    def __init__(self, certificate: Path | None) -> None:
        super().__init__((HOST, 0), Talk)
        self.heard = Heard(self.server_address[1])
        self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER) if certificate else None
        if self.tls:
            self.tls.load_cert_chain(certificate)


class Talk(socketserver.StreamRequestHandler):
    """What is said with one sender."""

    server: MailServer

    def handle(self) -> None:
        with suppress(OSError):  # Who does not trust us hangs up.
            if self.server.tls:
                self.request = self.server.tls.wrap_socket(self.request, server_side=True)
            with self.request, self.request.makefile("rw", encoding="utf-8", newline="") as lines:
                print("220 mail.example", end="\r\n", file=lines, flush=True)
                while command := lines.readline().strip():
                    print(self._answer(command, lines), end="\r\n", file=lines, flush=True)

    def _answer(self, command: str, lines: Any) -> str:
        verb, _, rest = command.partition(" ")
        heard = self.server.heard
        match verb.upper():
            case "EHLO":
                return "250-mail.example\r\n250-8BITMIME\r\n250 AUTH PLAIN"
            case "AUTH":
                heard.logins.append(base64.b64decode(rest.partition(" ")[2]).decode())
                return "235 Welcome"
            case "DATA":
                print("354 Go on", end="\r\n", file=lines, flush=True)
                heard.mails.append("".join(iter(lines.readline, ".\r\n")))
            case "MAIL" | "RCPT":
                heard.addresses.append(rest)
            case "QUIT":
                return "221 Bye"
        return "250 OK"


@contextmanager
def listening(certificate: Path | None = None) -> Iterator[Heard]:
    """Be a mail server for as long as it takes."""
    with MailServer(certificate) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield server.heard
        server.shutdown()
        thread.join()


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A key and a certificate for this machine that nobody but its maker stands for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(clock.now() - timedelta(days=1))
        .not_valid_after(clock.now() + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "mail.pem"
    path.write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) + made.public_bytes(Encoding.PEM)
    )
    return path


@pytest.fixture
def send(settings, database):
    """Send one message through a mail server with this address; gives the message as it is stored afterwards."""

    async def send(url: str) -> Message:
        async with database.unit_of_work() as session:
            message = Message(kind="test.by_smtp", recipient="noor@lindehof.example")
            session.add(message)
        context = JobContext(database, replace(settings, smtp_url=url, mail_from="Proeve <proeve@lindehof.example>"))
        with suppress(OSError):  # It is with the message, and for the queue to try again.
            await send_message(context, message_id=message.id)
        async with database.reading() as session:
            return await session.get_one(Message, message.id)

    return send


async def test_a_mail_arrives_at_the_server_of_the_address_with_its_user_and_password(send):
    with listening() as heard:
        message = await send(f"smtp://proeve%40lindehof:ge%2Fheim%3A1@{HOST}:{heard.port}")
    assert message.state == MessageState.SENT
    assert heard.logins == ["\0proeve@lindehof\0ge/heim:1"]
    assert [address.split(">")[0] for address in heard.addresses] == [
        "FROM:<proeve@lindehof.example",
        "TO:<noor@lindehof.example",
    ]
    mail = message_from_bytes(heard.mails[0].encode())
    assert (mail["From"], mail["To"], mail["Subject"]) == (
        "Proeve <proeve@lindehof.example>",
        "noor@lindehof.example",
        "Een brief",
    )
    assert mail.get_payload(decode=True).decode().strip() == "Beste noor@lindehof.example, tot ziens à Zuiderveen."


async def test_an_address_without_a_user_sends_no_password(send):
    with listening() as heard:
        await send(f"smtp://{HOST}:{heard.port}")
    assert (heard.logins, len(heard.mails)) == ([], 1)


async def test_over_tls_a_mail_arrives_when_the_certificate_holds(send, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with listening(certificate) as heard:
        message = await send(f"smtps://proeve:geheim@{HOST}:{heard.port}")
    assert (message.state, heard.logins) == (MessageState.SENT, ["\0proeve\0geheim"])


async def test_over_tls_a_server_whose_certificate_does_not_hold_gets_neither_password_nor_mail(send, certificate):
    with listening(certificate) as heard:
        message = await send(f"smtps://proeve:geheim@{HOST}:{heard.port}")
    assert message.state == MessageState.FAILED
    assert "CERTIFICATE_VERIFY_FAILED" in message.error
    assert (heard.logins, heard.mails) == ([], [])
