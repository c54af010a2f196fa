"""A message is sent once, however many jobs were asked for it and whenever they run."""

import asyncio
import smtplib
import threading
from dataclasses import replace

import pytest

from proeve.core.jobs import JobContext
from proeve.core.mail import sending
from proeve.core.mail.claims import CLAIM_LASTS, BeingSent, claim_message, settle_message
from proeve.core.mail.messages import Message, MessageState
from proeve.core.mail.sending import Letter, composes, send_message
from proeve.core.mail.sending_again import send_again
from proeve.core.scope import Role, Scope
from proeve.people.persons import add_person


@composes("test.letter")
async def compose_letter(_session, _settings, message) -> Letter:
    return Letter("Een brief", f"Beste {message.recipient}")


class MailServer:
    """Stands in for the mail server: counts what it is handed, refuses when told to, and can take its time."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.refuses = False
        self.goes_on = threading.Event()
        self.goes_on.set()
        self.was_reached = threading.Event()

    def __call__(self, _url: str, email) -> None:
        self.was_reached.set()
        assert self.goes_on.wait(20)
        if self.refuses:
            raise smtplib.SMTPServerDisconnected("Connection unexpectedly closed")
        self.taken.append(email["To"])


@pytest.fixture
def mail_server(monkeypatch) -> MailServer:
    server = MailServer()
    monkeypatch.setattr(sending, "_send_by_smtp", server)
    return server


@pytest.fixture
def context(database, settings) -> JobContext:
    return JobContext(database, replace(settings, smtp_url="smtp://mail.example"))


@pytest.fixture
async def message_id(database) -> int:
    async with database.unit_of_work() as session:
        message = Message(kind="test.letter", recipient="noor@lindehof.example")
        session.add(message)
    return message.id


async def stored(database, message_id: int) -> Message:
    async with database.reading() as session:
        return await session.get_one(Message, message_id)


async def begin(context: JobContext, mail_server: MailServer, message_id: int) -> asyncio.Task[None]:
    """Start sending and return once the mail server has the mail in its hands."""
    mail_server.goes_on.clear()
    mail_server.was_reached.clear()
    task = asyncio.create_task(send_message(context, message_id=message_id))
    assert await asyncio.to_thread(mail_server.was_reached.wait, 20)
    return task


async def test_a_message_that_was_deleted_since_is_not_sent(context, mail_server, message_id):
    async with context.database.unit_of_work() as session:
        await session.delete(await session.get_one(Message, message_id))
    await send_message(context, message_id=message_id)
    assert mail_server.taken == []


async def test_a_message_that_is_deleted_while_it_is_being_sent_leaves_nothing_behind(context, mail_server, message_id):
    sending_it = await begin(context, mail_server, message_id)
    async with context.database.unit_of_work() as session:
        await session.delete(await session.get_one(Message, message_id))
    mail_server.goes_on.set()
    await sending_it
    async with context.database.reading() as session:
        assert await session.get(Message, message_id) is None


async def test_a_sent_message_is_not_sent_again(context, mail_server, message_id, set_clock):
    for _ in range(2):
        await send_message(context, message_id=message_id)
    message = await stored(context.database, message_id)
    assert mail_server.taken == ["noor@lindehof.example"]
    assert (message.state, message.sent_at, message.claimed_at, message.error) == (
        MessageState.SENT,
        set_clock.moment,
        None,
        None,
    )


async def test_a_refusal_is_kept_and_the_next_try_sends_it(context, mail_server, message_id):
    mail_server.refuses = True
    with pytest.raises(smtplib.SMTPServerDisconnected):
        await send_message(context, message_id=message_id)
    message = await stored(context.database, message_id)
    assert (message.state, message.error) == (MessageState.FAILED, "Connection unexpectedly closed")
    mail_server.refuses = False
    await send_message(context, message_id=message_id)
    assert (await stored(context.database, message_id)).state == MessageState.SENT


async def test_of_two_jobs_at_once_one_sends_and_the_other_comes_back_later(context, mail_server, message_id):
    first = await begin(context, mail_server, message_id)
    with pytest.raises(BeingSent):
        await send_message(context, message_id=message_id)
    mail_server.goes_on.set()
    await first
    await send_message(context, message_id=message_id)
    assert mail_server.taken == ["noor@lindehof.example"]


async def test_another_try_that_is_asked_between_two_tries_sends_it_once(context, mail_server, message_id):
    """The job that failed tries again by itself, while somebody asked for another job."""
    mail_server.refuses = True
    with pytest.raises(smtplib.SMTPServerDisconnected):
        await send_message(context, message_id=message_id)
    mail_server.refuses = False
    async with context.database.unit_of_work() as session:
        person = await add_person(session, email="ops@proeve.example", given_name="Olga", family_name="Prins")
        await send_again(session, Scope(person.id, Role.OPERATOR), message_id)
    both = (send_message(context, message_id=message_id) for _ in range(2))
    ends = await asyncio.gather(*both, return_exceptions=True)
    assert [end for end in ends if end is not None and not isinstance(end, BeingSent)] == []
    assert mail_server.taken == ["noor@lindehof.example"]


async def test_what_a_fallen_process_was_sending_is_sent_after_a_while(context, mail_server, message_id, set_clock):
    async with context.database.unit_of_work() as session:
        (await session.get_one(Message, message_id)).claimed_at = set_clock.moment
    set_clock.moment += CLAIM_LASTS / 2
    with pytest.raises(BeingSent):
        await send_message(context, message_id=message_id)
    set_clock.moment += CLAIM_LASTS / 2
    await send_message(context, message_id=message_id)
    assert mail_server.taken == ["noor@lindehof.example"]


async def test_who_lost_a_message_to_another_does_not_write_over_it(database, message_id, set_clock):
    claims = []
    for _ in range(2):
        async with database.unit_of_work() as session:
            claims.append(await claim_message(session, message_id))
        set_clock.moment += CLAIM_LASTS
    async with database.unit_of_work() as session:
        await settle_message(session, claims[0], MessageState.FAILED, error=OSError("Late"), body=None)
    message = await stored(database, message_id)
    assert (message.state, message.error, message.claimed_at) == (MessageState.QUEUED, None, claims[1].claimed_at)


@pytest.mark.parametrize(("demo", "words"), [(True, "Beste noor@lindehof.example"), (False, None)])
async def test_without_a_mail_server_only_the_demo_keeps_the_words(context, message_id, demo, words):
    """They may hold a sign-in link."""
    await send_message(
        replace(context, settings=replace(context.settings, smtp_url=None, demo=demo)), message_id=message_id
    )
    message = await stored(context.database, message_id)
    assert (message.state, message.subject, message.body) == (MessageState.KEPT, "Een brief", words)


def test_a_file_goes_along_with_a_mail_as_it_is():
    calendar = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
    letter = Letter("Een brief", "Beste Noor", [sending.Attachment("afspraak.ics", "text", "calendar", calendar)])
    email = sending._email("proeve@lindehof.example", "noor@lindehof.example", letter)
    (attachment,) = email.iter_attachments()
    assert (attachment.get_content_type(), attachment.get_filename()) == ("text/calendar", "afspraak.ics")
    assert attachment.get_param("charset") == "utf-8"
    assert attachment.get_payload(decode=True) == calendar
