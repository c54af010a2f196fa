"""Close attempts: handed in by the candidate, ended by somebody in charge, or overdue; then see to what follows."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import structlog
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core import clock
from proeve.core.database import Database, is_away
from proeve.core.errors import Conflict, ProeveError, only
from proeve.core.scope import Scope
from proeve.exams.attempt_states import move_all
from proeve.exams.attempts import (
    Attempt,
    AttemptState,
    find_attempt,
    hold_attempt,
    hold_attempts,
    no_such_attempt,
    not_started,
)
from proeve.exams.finishing import finish_attempts
from proeve.exams.timing import GRACE, is_overdue

log = structlog.get_logger()

CLOSED_TOGETHER = 25
"""Overdue attempts in one transaction; on SQLite all other writers wait as long as it lasts."""


class HandIn(NamedTuple):
    """Somebody's wish to hand an attempt in, from the page with this lease; None when no page said which it had."""

    scope: Scope
    attempt_id: int
    lease: int | None = None


async def submit_attempt(session: AsyncSession, scope: Scope, attempt_id: int, *, lease: int | None = None) -> Attempt:
    """Hand an attempt in and grade it; handing in twice is the same as once.

    All answers that were acknowledged before are in; what comes later is refused as closed. With a `lease`, only the
    page that holds it may hand in; without one the candidate may, for no page says that it is the wrong one, and an
    exam that cannot be handed in is worse than one that is. Raises NotFound, and Conflict when the attempt has not
    started or the page was taken over (code lease_lost).
    """
    return only(await submit_attempts(session, [HandIn(scope, attempt_id, lease)]))


async def submit_attempts(session: AsyncSession, hand_ins: Sequence[HandIn]) -> list[Attempt | ProeveError]:
    """Hand many attempts in at once, by as many statements as for one.

    Returns for each the attempt, or the error that `submit_attempt` raises for it; one's error stops nobody else.
    """
    attempts = await hold_attempts(session, {hand_in.attempt_id for hand_in in hand_ins})
    outcomes = [_handed_in(attempts.get(hand_in.attempt_id), hand_in) for hand_in in hand_ins]
    await _close(session, (each for each in outcomes if isinstance(each, Attempt)), submitted_at=clock.now())
    return outcomes


def _handed_in(attempt: Attempt | None, hand_in: HandIn) -> Attempt | ProeveError:
    """Return the attempt that is to be closed, or is already; or why it cannot be handed in."""
    if attempt is None or attempt.person_id != hand_in.scope.person_id:
        return no_such_attempt()
    if attempt.state == AttemptState.PREPARED:
        return not_started()
    is_open = attempt.state == AttemptState.RUNNING and not is_due(attempt)
    if is_open and hand_in.lease not in {None, attempt.lease}:
        return Conflict(
            "Deze toets is op een andere plek geopend. Lever hem daar in, of open hem hier opnieuw.", code="lease_lost"
        )
    return attempt


async def end_attempts(session: AsyncSession, attempts: Iterable[Attempt]) -> None:
    """Close and grade running attempts that are held, because somebody in charge says so."""
    await _close(session, attempts)


async def close_if_overdue(session: AsyncSession, attempt: Attempt) -> None:
    """Close and grade a running attempt when its deadline and grace have passed.

    The attempt must be held (`hold_attempt`), so that no answer comes in between.
    """
    if is_due(attempt):
        await _close(session, [attempt])


def is_due(attempt: Attempt) -> bool:
    """Say whether an attempt still runs although not even a late answer can come in any more."""
    if attempt.state != AttemptState.RUNNING or attempt.deadline_at is None or attempt.paused_at is not None:
        return False
    return is_overdue(clock.now(), attempt.deadline_at)


async def current_attempt(database: Database, scope: Scope, attempt_id: int) -> Attempt:
    """Return an attempt as it stands now, closed first when it is overdue; this is how pages read one."""
    async with database.reading() as session:
        attempt = await find_attempt(session, scope, attempt_id)
    if is_due(attempt):
        async with database.unit_of_work() as session:
            attempt = await hold_attempt(session, attempt_id)
            await close_if_overdue(session, attempt)
    return attempt


async def close_overdue(database: Database, *, seen_by: Scope | None = None) -> int:
    """Close every overdue attempt, or those in a scope that is about to read them; return how many were closed.

    They are closed in groups, each in a transaction of its own. One that fails is logged and left for the next sweep,
    and does not keep the others waiting; while nothing can be written, all are left. A reader closes one group at most,
    and leaves the rest to the sweeper.
    """
    due = select(col(Attempt.id)).where(col(Attempt.state) == AttemptState.RUNNING, col(Attempt.paused_at).is_(None))
    due = due.where(col(Attempt.deadline_at) < clock.now() - GRACE).order_by(col(Attempt.id))
    if seen_by is not None:
        mine = seen_by.covers(corporation=col(Attempt.corporation_id), person=col(Attempt.person_id))
        due = due.where(mine).limit(CLOSED_TOGETHER)
    async with database.reading() as session:
        ids = list(await session.scalars(due))
    closed = 0
    for start in range(0, len(ids), CLOSED_TOGETHER):
        try:
            closed += await _close_group(database, ids[start : start + CLOSED_TOGETHER])
        except Exception as error:
            if not is_away(error):
                raise
            log.warning("cannot_close_now", waiting=len(ids) - closed, problem=str(error))
            break
    return closed


async def _close_group(database: Database, attempt_ids: Sequence[int]) -> int:
    """Close those that are still due, together; when that fails, each alone. Raises when nothing can be written."""
    try:
        async with database.unit_of_work() as session:
            attempts = await hold_attempts(session, attempt_ids)
            return await _close(session, filter(is_due, attempts.values()))
    except Exception as error:
        if is_away(error):
            raise
        # Its transaction was undone; the others must go on.
        if len(attempt_ids) == 1:
            log.exception("attempt_not_closed", attempt=attempt_ids[0])
            return 0
        return sum([await _close_group(database, [attempt_id]) for attempt_id in attempt_ids])


async def _close(session: AsyncSession, attempts: Iterable[Attempt], *, submitted_at: datetime | None = None) -> int:
    """Close those that run, what is overdue at its deadline and the rest now; return how many that were."""
    # By id, for somebody may hand in twice in one group.
    running = {attempt.id: attempt for attempt in attempts if attempt.state == AttemptState.RUNNING}
    now: dict[str, Any] = {"closed_at": submitted_at or clock.now(), "submitted_at": submitted_at, "paused_at": None}
    closing = [(each, {"closed_at": each.deadline_at} if is_due(each) else now) for each in running.values()]
    await move_all(session, closing, AttemptState.RUNNING, AttemptState.CLOSED)
    await finish_attempts(session, list(running.values()))
    return len(running)
