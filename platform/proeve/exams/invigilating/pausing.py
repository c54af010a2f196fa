"""Stop the clock of attempts at an incident, and let it go on without anybody having lost a second.

Somebody who is paused may open the exam again on the same or another device, and may hand in: neither costs anybody
anything. Answers on their way are stored. Nothing closes by itself while the clock stands still.
"""

import math
from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from proeve.core import clock
from proeve.core.audit import record
from proeve.core.scope import Scope
from proeve.exams.attempts import Attempt, AttemptState
from proeve.exams.closing import is_due
from proeve.exams.granting import Why, add_time
from proeve.exams.invigilating.acts import Act, ActKind, add_act, hold_in_room, refuse_nobody, refuse_without_reason
from proeve.exams.time_grants import GrantKind


async def pause_attempts(
    session: AsyncSession, scope: Scope, sitting_id: int, attempt_ids: Sequence[int], *, reason: str
) -> Act:
    """Stop the clock of those of the chosen who are at it; their pages hear of it with their next heartbeat.

    Raises NotFound, Invalid without a reason, and Conflict when none of them is running.
    """
    refuse_without_reason(reason)
    sitting, attempts = await hold_in_room(session, scope, sitting_id, attempt_ids)
    running = [attempt for attempt in attempts if _runs(attempt)]
    refuse_nobody(running, "Niemand van deze mensen is nu bezig. Laad de lijst opnieuw en kies nog een keer.")
    act = await add_act(session, scope, sitting, ActKind.PAUSE, running, reason=reason)
    now = clock.now()
    for attempt in running:
        attempt.paused_at = now
        _log(session, scope, attempt, "attempt.pause", reason)
    await session.flush()
    return act


async def resume_attempts(
    session: AsyncSession, scope: Scope, sitting_id: int, attempt_ids: Sequence[int], *, reason: str = ""
) -> Act:
    """Let the clock of those of the chosen go on whose clock stands still: they get back the time that it did.

    Raises NotFound, and Conflict when none of them is paused.
    """
    sitting, attempts = await hold_in_room(session, scope, sitting_id, attempt_ids)
    paused = [attempt for attempt in attempts if attempt.paused_at and attempt.state == AttemptState.RUNNING]
    refuse_nobody(paused, "Van niemand van deze mensen staat de klok stil. Laad de lijst opnieuw.")
    act = await add_act(session, scope, sitting, ActKind.RESUME, paused, reason=reason)
    for attempt in paused:
        give_back(session, scope, attempt, act.id, reason)
        _log(session, scope, attempt, "attempt.resume", reason)
    await session.flush()
    return act


def give_back(session: AsyncSession, scope: Scope, attempt: Attempt, act_id: int, reason: str) -> None:
    """Let the clock of an attempt that is held go on, if it stands still, and move the end by as long as it did."""
    if attempt.paused_at is None:
        return
    now = clock.now()
    stood_still = (clock.milliseconds(attempt.paused_at), clock.milliseconds(now))
    # A clock that was set back between two servers must not take time away.
    seconds = max(1, math.ceil((now - attempt.paused_at).total_seconds()))
    attempt.paused_at = None
    add_time(session, scope, attempt, seconds=seconds, why=Why(reason, GrantKind.PAUSE, act_id, stood_still))


def _runs(attempt: Attempt) -> bool:
    return attempt.state == AttemptState.RUNNING and attempt.paused_at is None and not is_due(attempt)


def _log(session: AsyncSession, scope: Scope, attempt: Attempt, action: str, reason: str) -> None:
    owner = attempt.corporation_id
    record(session, action, f"attempt:{attempt.id}", actor_id=scope.person_id, corporation_id=owner, reason=reason)
