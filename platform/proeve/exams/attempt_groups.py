"""Hold several attempts that somebody chose from a list, all of them or none."""

from collections.abc import Collection

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core.errors import NotFound
from proeve.core.scope import Scope
from proeve.exams.attempts import Attempt, held


async def hold_all_attempts(session: AsyncSession, scope: Scope, attempt_ids: Collection[int]) -> list[Attempt]:
    """Return these attempts in the order of their ids, held until the transaction ends.

    Holding them waits for the journal's groups with answers to them. Raises NotFound when one is not there.
    """
    ours = scope.covers(corporation=col(Attempt.corporation_id))
    attempts = list(await session.scalars(held(col(Attempt.id).in_(attempt_ids), ours)))
    if not attempts or len(attempts) != len(set(attempt_ids)):
        raise NotFound("Een of meer van deze toetsen bestaan niet. Laad de lijst opnieuw en kies nog een keer.")
    return attempts
