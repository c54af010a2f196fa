"""End attempts, and let somebody go on at another device: acts that cannot be undone."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from proeve.core.audit import record
from proeve.core.scope import Scope
from proeve.exams import closing
from proeve.exams.attempts import AttemptState
from proeve.exams.invigilating.acts import Act, ActKind, add_act, hold_in_room, refuse_nobody, refuse_without_reason
from proeve.exams.invigilating.pausing import give_back

NOT_AT_IT = "Niemand van deze mensen is nu bezig. Laad de lijst opnieuw en kies nog een keer."


async def end_attempts(
    session: AsyncSession, scope: Scope, sitting_id: int, attempt_ids: Sequence[int], *, reason: str
) -> Act:
    """Close and grade those of the chosen who are at it, with the answers they gave so far.

    Whose time is up already was ended by nobody: they are closed as at any other time. A clock that stands still goes
    on first: who is ended during a long pause did not run out of time.
    Raises NotFound, Invalid without a reason, and Conflict when none of them is running.
    """
    refuse_without_reason(reason)
    sitting, attempts = await hold_in_room(session, scope, sitting_id, attempt_ids)
    running = [attempt for attempt in attempts if attempt.state == AttemptState.RUNNING and not closing.is_due(attempt)]
    refuse_nobody(running, NOT_AT_IT)
    act = await add_act(session, scope, sitting, ActKind.END, running, reason=reason)
    for attempt in running:
        subject, owner = f"attempt:{attempt.id}", attempt.corporation_id
        record(session, "attempt.end", subject, actor_id=scope.person_id, corporation_id=owner, reason=reason)
        give_back(session, scope, attempt, act.id, reason)
    await closing.end_attempts(session, running)
    return act


async def release_leases(session: AsyncSession, scope: Scope, sitting_id: int, attempt_ids: Sequence[int]) -> Act:
    """Take the right to write from pages that may be lost, so that only the next one that opens can write.

    A lost page that comes back is told at its next heartbeat. Raises NotFound, and Conflict when none is running.
    """
    sitting, attempts = await hold_in_room(session, scope, sitting_id, attempt_ids)
    running = [attempt for attempt in attempts if attempt.state == AttemptState.RUNNING]
    refuse_nobody(running, NOT_AT_IT)
    act = await add_act(session, scope, sitting, ActKind.RELEASE, running)
    for attempt in running:
        attempt.lease += 1
        subject, facts = f"attempt:{attempt.id}", {"lease": attempt.lease}
        owner = attempt.corporation_id
        record(session, "attempt.release", subject, actor_id=scope.person_id, corporation_id=owner, **facts)
    await session.flush()
    return act
