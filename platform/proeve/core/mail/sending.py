"""Send messages by a durable job: compose, hand over to the mail server, write down what became of it."""

import asyncio
import smtplib
import ssl
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import make_msgid
from functools import partial
from typing import Any
from urllib.parse import unquote, urlsplit

from sqlalchemy.ext.asyncio import AsyncSession

from proeve.core.jobs import JobContext, enqueue, job
from proeve.core.mail.claims import claim_message, settle_message
from proeve.core.mail.messages import Message, MessageState
from proeve.core.settings import Settings

SMTP_TIMEOUT_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes along with a mail; `kind` and `form` are the two halves of its media type."""

    name: str
    kind: str
    form: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Letter:
    """The words of one mail, and what goes along with it."""

    subject: str
    body: str
    attachments: Sequence[Attachment] = ()


Composer = Callable[[AsyncSession, Settings, Message], Awaitable[Letter]]
COMPOSERS: dict[str, Composer] = {}


def composes(kind: str) -> Callable[[Composer], Composer]:
    """Register the function that writes mails of a kind from the message's facts."""

    def register(composer: Composer) -> Composer:
        COMPOSERS[kind] = composer
        return composer

    return register


async def add_message(
    session: AsyncSession,
    kind: str,
    *,
    recipient: str,
    person_id: int | None = None,
    corporation_id: int | None = None,
    **facts: Any,
) -> Message:
    """Keep a message and ask for its sending, both in the session's transaction."""
    message = Message(kind=kind, recipient=recipient, person_id=person_id, corporation_id=corporation_id, facts=facts)
    session.add(message)
    await session.flush()
    await enqueue(session, send_message, key=str(message.id), message_id=message.id)
    return message


@job("mail.send")
async def send_message(context: JobContext, *, message_id: int) -> None:
    """Send one message, unless that was done; a refusal by the mail server is kept with the message and tried again.

    Of two jobs for one message, the second waits until the first is done with it (`BeingSent` is for the queue, which
    tries again). Only a crash between the mail server's yes and our writing it down can make a mail go out twice.
    """
    async with context.database.unit_of_work() as session:
        message = await claim_message(session, message_id)
        if message is None:
            return
        letter = await COMPOSERS[message.kind](session, context.settings, message)
        message.subject = letter.subject
    error = await _deliver(context.settings, message.recipient, letter)
    state = _state(context.settings, error)
    async with context.database.unit_of_work() as session:
        body = letter.body if context.settings.demo and state is MessageState.KEPT else None
        await settle_message(session, message, state, error=error, body=body)
    if error:
        raise error


def _state(settings: Settings, error: Exception | None) -> MessageState:
    if error:
        return MessageState.FAILED
    return MessageState.SENT if settings.smtp_url else MessageState.KEPT


async def _deliver(settings: Settings, recipient: str, letter: Letter) -> Exception | None:
    """Hand a letter to the mail server; without one it stays in the outbox. Return what went wrong, if anything did."""
    if settings.smtp_url is None:
        return None
    try:
        await asyncio.to_thread(_send_by_smtp, settings.smtp_url, _email(settings.mail_from, recipient, letter))
    except (OSError, smtplib.SMTPException) as error:
        return error
    return None


def _email(sender: str, recipient: str, letter: Letter) -> EmailMessage:
    email = EmailMessage()
    email["From"] = sender
    email["To"] = recipient
    email["Subject"] = letter.subject
    email["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2].rstrip(">") or None)
    email.set_content(letter.body)
    for each in letter.attachments:
        params = {"charset": "utf-8"} if each.kind == "text" else {}
        email.add_attachment(each.content, maintype=each.kind, subtype=each.form, filename=each.name, params=params)
    return email


def _send_by_smtp(url: str, email: EmailMessage) -> None:
    """Send through `smtp://` (encrypted when the server offers STARTTLS) or `smtps://`, `user:password@host:port`.

    Encrypted means to a server whose certificate holds; `SMTP_SSL` would not look at it by itself.
    """
    parts, checked = urlsplit(url), ssl.create_default_context()
    is_tls = parts.scheme == "smtps"
    connect: Callable[..., smtplib.SMTP] = partial(smtplib.SMTP_SSL, context=checked) if is_tls else smtplib.SMTP
    port = parts.port or (smtplib.SMTP_SSL_PORT if is_tls else smtplib.SMTP_PORT)
    with connect(parts.hostname or "localhost", port, timeout=SMTP_TIMEOUT_SECONDS) as server:
        server.ehlo()
        if not is_tls and server.has_extn("starttls"):
            server.starttls(context=checked)
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        server.send_message(email)
