"""Grant extra minutes on the day itself, before or while an attempt runs."""

from collections.abc import Collection
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core import clock
from proeve.core.audit import record
from proeve.core.errors import Conflict, Invalid, NotFound
from proeve.core.scope import Scope
from proeve.exams.attempts import Attempt, AttemptState
from proeve.exams.time_grants import TimeGrant
from proeve.exams.timing import SECONDS_PER_MINUTE, is_overdue

MOST_MINUTES = 240


async def grant_time(
    session: AsyncSession, scope: Scope, attempt_ids: Collection[int], *, minutes: int, reason: str = ""
) -> list[Attempt]:
    """Add minutes to attempts, all of them or none; a page that is open hears of it with its next save or heartbeat.

    Raises Invalid, NotFound, and Conflict (code attempt_closed) when one of them is closed or its time is over.
    """
    if not 1 <= minutes <= MOST_MINUTES:
        problem = f"Kies een aantal minuten van 1 tot en met {MOST_MINUTES}."
        raise Invalid(problem, {"minutes": problem})
    attempts = await _find_all(session, scope, attempt_ids)
    for attempt in attempts:
        _refuse_closed(attempt)
    seconds = minutes * SECONDS_PER_MINUTE
    for attempt in attempts:
        attempt.granted_seconds += seconds
        if attempt.deadline_at is not None:
            attempt.deadline_at += timedelta(seconds=seconds)
        _log(session, scope, attempt, seconds, reason)
    await session.flush()
    return attempts


async def _find_all(session: AsyncSession, scope: Scope, attempt_ids: Collection[int]) -> list[Attempt]:
    """Find the attempts and hold them, in one order everywhere, so that two grants at once cannot block each other."""
    ours = scope.covers(corporation=col(Attempt.corporation_id))
    wanted = select(Attempt).where(col(Attempt.id).in_(attempt_ids), ours).order_by(col(Attempt.id))
    found = await session.scalars(wanted.with_for_update().execution_options(populate_existing=True))
    attempts = list(found)
    if not attempts or len(attempts) != len(set(attempt_ids)):
        raise NotFound("Een of meer van deze toetsen bestaan niet. Laad de lijst opnieuw en kies nog een keer.")
    return attempts


def _refuse_closed(attempt: Attempt) -> None:
    is_over = attempt.deadline_at is not None and is_overdue(clock.now(), attempt.deadline_at)
    if is_over or attempt.state not in {AttemptState.PREPARED, AttemptState.RUNNING}:
        raise Conflict("Deze toets is al ingeleverd. Extra tijd kan dan niet meer.", code="attempt_closed")


def _log(session: AsyncSession, scope: Scope, attempt: Attempt, seconds: int, reason: str) -> None:
    session.add(
        TimeGrant(
            corporation_id=attempt.corporation_id,
            attempt_id=attempt.id,
            seconds=seconds,
            reason=reason,
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
        reason=reason,
    )
