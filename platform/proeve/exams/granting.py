"""Grant extra time on the day itself, before or while an attempt runs."""

from collections.abc import Collection
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncSession

from proeve.core.audit import record
from proeve.core.errors import Conflict, Invalid
from proeve.core.scope import Scope
from proeve.exams.attempt_groups import hold_all_attempts
from proeve.exams.attempts import Attempt, AttemptState
from proeve.exams.closing import is_due
from proeve.exams.time_grants import GrantKind, TimeGrant
from proeve.exams.timing import SECONDS_PER_MINUTE

MOST_MINUTES = 240


class Why(NamedTuple):
    """Why somebody gets time, and the act of an invigilator it belongs to; `made_good` is (from, until) in ms."""

    reason: str = ""
    kind: GrantKind = GrantKind.INCIDENT
    act_id: int | None = None
    made_good: tuple[int, int] | None = None


async def grant_time(
    session: AsyncSession,
    scope: Scope,
    attempt_ids: Collection[int],
    *,
    minutes: int,
    reason: str = "",
    act_id: int | None = None,
) -> list[Attempt]:
    """Add minutes to attempts, all of them or none; a page that is open hears of it with its next save or heartbeat.

    `act_id` is the act in the room of the sitting that it belongs to. Raises Invalid, NotFound, and Conflict (code
    attempt_closed) when one of them is closed or its time is over.
    """
    check_minutes(minutes)
    attempts = await hold_all_attempts(session, scope, attempt_ids)
    if not all(can_get_time(attempt) for attempt in attempts):
        raise Conflict("Deze toets is al ingeleverd. Extra tijd kan dan niet meer.", code="attempt_closed")
    for attempt in attempts:
        add_time(session, scope, attempt, seconds=minutes * SECONDS_PER_MINUTE, why=Why(reason, act_id=act_id))
    await session.flush()
    return attempts


def check_minutes(minutes: int) -> None:
    """Raise Invalid for a number of minutes that nobody grants at once."""
    if not 1 <= minutes <= MOST_MINUTES:
        problem = f"Kies een aantal minuten van 1 tot en met {MOST_MINUTES}."
        raise Invalid(problem, {"minutes": problem})


def can_get_time(attempt: Attempt) -> bool:
    """Say whether more time is still of use to an attempt."""
    return attempt.state in {AttemptState.PREPARED, AttemptState.RUNNING} and not is_due(attempt)


def add_time(session: AsyncSession, scope: Scope, attempt: Attempt, *, seconds: int, why: Why) -> None:
    """Move the end of an attempt that is held, and write down by how much, who did it and why."""
    attempt.granted_seconds += seconds
    if attempt.deadline_at is not None:
        attempt.deadline_at += timedelta(seconds=seconds)
    from_ms, until_ms = why.made_good or (None, None)
    session.add(
        TimeGrant(
            corporation_id=attempt.corporation_id,
            attempt_id=attempt.id,
            act_id=why.act_id,
            kind=why.kind,
            seconds=seconds,
            from_ms=from_ms,
            until_ms=until_ms,
            reason=why.reason,
            granted_by=scope.person_id,
        )
    )
    record(
        session,
        "attempt.grant_time",
        f"attempt:{attempt.id}",
        actor_id=scope.person_id,
        corporation_id=attempt.corporation_id,
        seconds=seconds,
        kind=why.kind,
        reason=why.reason,
    )
