"""Send a message again that the mail server refused."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core import clock
from proeve.core.audit import record
from proeve.core.errors import Conflict
from proeve.core.jobs import enqueue
from proeve.core.mail.messages import Message, MessageState, find_message
from proeve.core.mail.sending import send_message
from proeve.core.scope import Scope


async def send_again(session: AsyncSession, scope: Scope, message_id: int, *, recipient: str = "") -> Message:
    """Ask for another try, to another address when one is given; raise NotFound, or Conflict when it did not fail."""
    await find_message(session, scope, message_id)
    message = await session.scalar(
        select(Message)
        .where(col(Message.id) == message_id)
        .where(col(Message.state) == MessageState.FAILED)
        .with_for_update()
    )
    if message is None:
        raise Conflict("Dit bericht is al verstuurd, of wacht op verzending. Opnieuw versturen is niet nodig.")
    message.state = MessageState.QUEUED
    message.error = None
    message.recipient = recipient or message.recipient
    # Another key than the first time, and than another second try: the queue does the same work only once.
    key = f"{message.id}:{clock.milliseconds(clock.now())}"
    await enqueue(session, send_message, key=key, message_id=message.id)
    subject = f"message:{message.id}"
    record(session, "message.send_again", subject, actor_id=scope.person_id, corporation_id=message.corporation_id)
    return message
