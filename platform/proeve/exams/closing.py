"""Close attempts: handed in by the candidate, ended by somebody in charge, or overdue; then see to what follows."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import structlog
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core import clock
from proeve.core.database import Database
from proeve.core.errors import Conflict, ProeveError
from proeve.core.scope import Scope
from proeve.exams.attempt_states import move
from proeve.exams.attempts import Attempt, AttemptState, find_attempt, hold_attempt, hold_own_attempt
from proeve.exams.finishing import finish_attempt
from proeve.exams.timing import GRACE, is_overdue

log = structlog.get_logger()


async def submit_attempt(session: AsyncSession, scope: Scope, attempt_id: int, *, lease: int | None = None) -> Attempt:
    """Hand an attempt in and grade it; handing in twice is the same as once.

    All answers that were acknowledged before are in; what comes later is refused as closed. With a `lease`, only the
    page that holds it may hand in; without one the candidate may, for no page says that it is the wrong one, and an
    exam that cannot be handed in is worse than one that is. Raises NotFound, and Conflict when the attempt has not
    started or the page was taken over (code lease_lost).
    """
    attempt = await hold_own_attempt(session, scope, attempt_id)
    if attempt.state == AttemptState.PREPARED:
        raise Conflict("U bent nog niet begonnen. Lees eerst de uitleg en druk op 'Toets starten'.", code="not_started")
    if attempt.state != AttemptState.RUNNING or await close_if_overdue(session, attempt):
        return attempt
    if lease is not None and lease != attempt.lease:
        raise Conflict(
            "Deze toets is op een andere plek geopend. Lever hem daar in, of open hem hier opnieuw.",
            code="lease_lost",
        )
    now = clock.now()
    await _close(session, attempt, closed_at=now, submitted_at=now)
    return attempt


class HandIn(NamedTuple):
    """Somebody's wish to hand an attempt in, from the page with this lease; None when no page said which it had."""

    scope: Scope
    attempt_id: int
    lease: int | None = None


async def submit_attempts(session: AsyncSession, hand_ins: Sequence[HandIn]) -> list[Attempt | ProeveError]:
    """Hand several attempts in, in one transaction; return each attempt, or the error that `submit_attempt` raises."""
    outcomes: dict[HandIn, Attempt | ProeveError] = {}
    # Everybody holds attempts in the same order, so that two transactions never wait for each other.
    for hand_in in sorted(hand_ins, key=lambda each: each.attempt_id):
        try:
            outcomes[hand_in] = await submit_attempt(session, hand_in.scope, hand_in.attempt_id, lease=hand_in.lease)
        except ProeveError as refused:
            outcomes[hand_in] = refused
    return [outcomes[hand_in] for hand_in in hand_ins]


async def end_attempt(session: AsyncSession, attempt: Attempt) -> None:
    """Close and grade a running attempt that is held, because somebody in charge says so."""
    await _close(session, attempt, closed_at=clock.now())


async def close_if_overdue(session: AsyncSession, attempt: Attempt) -> bool:
    """Close and grade a running attempt when its deadline and grace have passed; return whether it was so.

    The attempt must be held (`hold_attempt`), so that no answer comes in between.
    """
    if attempt.deadline_at is None or not is_due(attempt):
        return False
    await _close(session, attempt, closed_at=attempt.deadline_at)
    return True


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


async def close_overdue(database: Database) -> int:
    """Close every overdue attempt, each in a transaction of its own; return how many were closed.

    One that fails is logged and left for the next sweep, and does not keep the others waiting.
    """
    due = select(col(Attempt.id)).where(col(Attempt.state) == AttemptState.RUNNING, col(Attempt.paused_at).is_(None))
    async with database.reading() as session:
        ids = list(await session.scalars(due.where(col(Attempt.deadline_at) < clock.now() - GRACE)))
    return sum([await _close_one(database, attempt_id) for attempt_id in ids])


async def _close_one(database: Database, attempt_id: int) -> bool:
    try:
        async with database.unit_of_work() as session:
            return await close_if_overdue(session, await hold_attempt(session, attempt_id))
    except Exception:
        # Its transaction was undone; the others must go on.
        log.exception("attempt_not_closed", attempt=attempt_id)
        return False


async def _close(
    session: AsyncSession, attempt: Attempt, *, closed_at: datetime, submitted_at: datetime | None = None
) -> None:
    changes = {"closed_at": closed_at, "submitted_at": submitted_at, "paused_at": None}
    if await move(session, attempt, AttemptState.RUNNING, AttemptState.CLOSED, **changes):
        await finish_attempt(session, attempt)
