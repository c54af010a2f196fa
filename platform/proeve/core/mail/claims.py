"""Take a message for sending, so that it is sent once, however many jobs were asked for it."""

from datetime import timedelta

from sqlalchemy import or_, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core import clock
from proeve.core.mail.messages import Message, MessageState

CLAIM_LASTS = timedelta(minutes=4)
"""What a process that fell leaves behind is free again after this. It is longer than a mail server can keep us, twelve
steps of twenty seconds at most, and shorter than a job goes on trying."""


class BeingSent(Exception):
    """Another job is sending this message right now."""


async def claim_message(session: AsyncSession, message_id: int) -> Message | None:
    """Return a message that only the caller may send from now on, or None when there is nothing to send any more.

    It was sent already, or was deleted since, as the mails of an erased holder are. Raise BeingSent while somebody
    else has it.
    """
    now = clock.now()
    # One statement, so that of two jobs at the same moment only one finds the message free.
    claimed = await session.scalar(
        update(Message)
        .where(col(Message.id) == message_id)
        .where(col(Message.state).in_((MessageState.QUEUED, MessageState.FAILED)))
        .where(or_(col(Message.claimed_at).is_(None), col(Message.claimed_at) <= now - CLAIM_LASTS))
        .values(state=MessageState.QUEUED, claimed_at=now)
        .returning(col(Message.id))
    )
    message = await session.get(Message, message_id, populate_existing=True)
    if claimed is not None:
        return message
    if message is None or message.state in {MessageState.SENT, MessageState.KEPT}:
        return None
    raise BeingSent(f"Message {message_id} is being sent by another job.")


async def settle_message(
    session: AsyncSession, message: Message, state: MessageState, *, error: Exception | None, body: str | None
) -> None:
    """Write down what became of a claimed message and let it go, unless it was claimed again since."""
    await session.execute(
        update(Message)
        .where(col(Message.id) == message.id)
        .where(col(Message.claimed_at) == message.claimed_at)
        .values(
            state=state,
            claimed_at=None,
            error=str(error) if error else None,
            sent_at=None if error else clock.now(),
            body=body,
        )
    )
