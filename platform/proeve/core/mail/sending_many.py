"""Send one kind of message to many people, without holding the database up for as long as that takes.

Asking for a job costs some milliseconds, and a unit of work keeps every other writer of SQLite waiting. So a long list
is kept at once, with a few jobs that each ask for the sending of a part of it afterwards.
"""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from proeve.core.jobs import JobContext, enqueue, job
from proeve.core.mail.messages import Message
from proeve.core.mail.sending import send_message

FEW = 10
"""So many are asked for at once; more of them by a job."""
PART = 100
STEP = 10
"""How many sendings a job asks for in one unit of work."""


async def add_messages(session: AsyncSession, messages: Sequence[Message]) -> None:
    """Keep messages and ask for their sending, all in the session's transaction."""
    session.add_all(messages)
    await session.flush()
    ids = [message.id for message in messages]
    if len(ids) <= FEW:
        await _ask(session, ids)
        return
    for part in _parts(ids, PART):
        await enqueue(session, send_many, key=f"{part[0]}-{part[-1]}", message_ids=part)


@job("mail.send_many")
async def send_many(context: JobContext, *, message_ids: list[int]) -> None:
    """Ask for the sending of each message; asking twice is the same as once."""
    for step in _parts(message_ids, STEP):
        async with context.database.unit_of_work() as session:
            await _ask(session, step)


async def _ask(session: AsyncSession, message_ids: Sequence[int]) -> None:
    for message_id in message_ids:
        await enqueue(session, send_message, key=str(message_id), message_id=message_id)


def _parts(ids: Sequence[int], size: int) -> list[Sequence[int]]:
    return [ids[start : start + size] for start in range(0, len(ids), size)]
