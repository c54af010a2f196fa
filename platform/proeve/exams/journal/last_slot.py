"""Where a candidate was last: what a page that takes over begins with."""

from sqlalchemy import select, union_all
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.exams.journal.entries import JournalEntry
from proeve.exams.journal.presence import Presence


async def last_slot(session: AsyncSession, attempt_id: int) -> int | None:
    """Return the slot that was on the screen when its page was last heard, or None when no page ever said.

    A heartbeat says so even where nothing is answered, but not every save renews what is known of presence: the newer
    of the two counts.
    """
    saved = (
        select(col(JournalEntry.slot), col(JournalEntry.received_ms).label("heard_ms"))
        .where(col(JournalEntry.attempt_id) == attempt_id)
        .order_by(col(JournalEntry.lease).desc(), col(JournalEntry.sequence).desc())
        .limit(1)
        .subquery()
    )
    seen = (
        select(col(Presence.slot), col(Presence.seen_ms))
        .where(col(Presence.attempt_id) == attempt_id)
        .where(col(Presence.slot).is_not(None))
    )
    heard = union_all(select(saved), seen).subquery()
    return await session.scalar(select(heard.c.slot).order_by(heard.c.heard_ms.desc()).limit(1))
