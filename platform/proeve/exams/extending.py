"""Let candidates take more time themselves, where the exam allows it: shortly before the end, with one press.

WCAG 2.2, success criterion 2.2.1: people are warned, have at least 20 seconds to extend the time with a simple action,
and may do so at least ten times. Our page warns a minute ahead.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core import clock
from proeve.core.errors import Conflict
from proeve.core.scope import Scope
from proeve.exams.attempts import Attempt, hold_own_attempt
from proeve.exams.blueprints import find_blueprint
from proeve.exams.granting import Why, add_time, can_get_time
from proeve.exams.time_grants import GrantKind, TimeGrant
from proeve.exams.timing import SECONDS_PER_MINUTE

MOST_EXTENSIONS = 10
NEAR_THE_END = timedelta(minutes=2)
"""Twice as early as the page warns, for a press may take its time to arrive."""
AGAIN_AFTER = timedelta(seconds=20)
"""Who presses again sooner pressed twice; with one minute more at a time, 20 seconds are left even then."""
REASON = "Zelf verlengd."


async def extend_attempt(session: AsyncSession, scope: Scope, attempt_id: int) -> Attempt:
    """Add the minutes that the exam offers to a candidate's own attempt; a double press counts once.

    Raises NotFound, and Conflict when the exam does not offer it, too early, too often and when the time is over.
    """
    attempt = await hold_own_attempt(session, scope, attempt_id)
    minutes = (await find_blueprint(session, attempt.blueprint_id)).extension_minutes
    if not minutes:
        raise Conflict("Bij deze toets kunt u de tijd niet zelf verlengen.", code="not_extendable")
    if attempt.deadline_at is None or not can_get_time(attempt):
        raise Conflict("De tijd is al om. Verlengen kan niet meer.", code="attempt_closed")
    pressed = await _read_presses(session, attempt)
    left = attempt.deadline_at - (attempt.paused_at or clock.now())
    if left > NEAR_THE_END or _is_same_press(pressed, left, timedelta(minutes=minutes)):
        raise Conflict("U heeft nog genoeg tijd. Verlengen kan vlak voor het einde.", code="too_early")
    if len(pressed) >= MOST_EXTENSIONS:
        raise Conflict(f"U heeft de tijd al {MOST_EXTENSIONS} keer verlengd. Vaker kan niet.", code="too_often")
    why = Why(REASON, GrantKind.PLANNED)
    add_time(session, scope, attempt, seconds=minutes * SECONDS_PER_MINUTE, why=why)
    await session.flush()
    return attempt


async def _read_presses(session: AsyncSession, attempt: Attempt) -> list[datetime]:
    own = (
        select(col(TimeGrant.granted_at))
        .where(col(TimeGrant.attempt_id) == attempt.id)
        .where(col(TimeGrant.granted_by) == attempt.person_id)
        .order_by(col(TimeGrant.granted_at))
    )
    return list(await session.scalars(own))


def _is_same_press(pressed: Sequence[datetime], left: timedelta, added: timedelta) -> bool:
    """Say whether this is the last press once more: what that added was not begun yet, or it was only just now."""
    return bool(pressed) and (left > added or clock.now() - pressed[-1] < AGAIN_AFTER)
