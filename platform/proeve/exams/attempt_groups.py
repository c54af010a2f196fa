"""Hold several attempts at once, always in the same order, so that two who change them cannot block each other."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core.errors import NotFound
from proeve.core.scope import Scope
from proeve.exams.attempts import Attempt


async def hold_attempts(session: AsyncSession, scope: Scope, attempt_ids: Collection[int]) -> list[Attempt]:
    """Return these attempts in the order of their ids, held until the transaction ends.

    Holding them waits for the journal's groups with answers to them. Raises NotFound when one is not there.
    """
    ours = scope.covers(corporation=col(Attempt.corporation_id))
    wanted = select(Attempt).where(col(Attempt.id).in_(attempt_ids), ours).order_by(col(Attempt.id))
    found = await session.scalars(wanted.with_for_update().execution_options(populate_existing=True))
    attempts = list(found)
    if not attempts or len(attempts) != len(set(attempt_ids)):
        raise NotFound("Een of meer van deze toetsen bestaan niet. Laad de lijst opnieuw en kies nog een keer.")
    return attempts
