"""Somebody who is blocked in the middle of an exam can save no more: their open page loses the right to write."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core.audit import record
from proeve.core.scope import Scope
from proeve.exams.attempts import Attempt, AttemptState, hold_attempts
from proeve.people.after_blocking import after_blocking


@after_blocking
async def take_right_to_write(session: AsyncSession, scope: Scope, person_id: int) -> None:
    """Raise the lease of the person's running attempts.

    An exam page saves with a token of its own, which outlives the session. What was saved before stays and counts; the
    clock runs on. Who is let in again before the end opens the exam anew and goes on.
    """
    own, running = col(Attempt.person_id) == person_id, col(Attempt.state) == AttemptState.RUNNING
    ids = list(await session.scalars(select(col(Attempt.id)).where(own, running)))
    for attempt in (await hold_attempts(session, ids)).values():
        if attempt.state != AttemptState.RUNNING:  # It was handed in while we waited for it.
            continue
        attempt.lease += 1
        subject, owner = f"attempt:{attempt.id}", attempt.corporation_id
        record(session, "attempt.block", subject, actor_id=scope.person_id, corporation_id=owner, lease=attempt.lease)
    await session.flush()
