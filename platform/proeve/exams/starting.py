"""Start an attempt: one UPDATE, in which the deadline is computed from what counts at that moment."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core import clock, dutch
from proeve.core.errors import Conflict
from proeve.core.scope import Scope
from proeve.exams.attempt_states import move
from proeve.exams.attempts import Attempt, AttemptState, hold_own_attempt
from proeve.exams.blueprints import find_blueprint
from proeve.exams.enrolments import Enrolment
from proeve.exams.sittings import Sitting
from proeve.exams.timing import allowed_seconds, deadline, is_open

ALREADY_CLOSED = "Deze toets is al ingeleverd. U kunt hem niet nog een keer maken."


async def start_attempt(session: AsyncSession, scope: Scope, attempt_id: int) -> Attempt:
    """Start the clock of a prepared attempt; one that runs already goes on unchanged, so a double click is harmless.

    Raises NotFound, and Conflict outside the window, after withdrawal or when the attempt was closed.
    """
    attempt = await hold_own_attempt(session, scope, attempt_id)
    if attempt.state == AttemptState.RUNNING:
        return attempt
    if attempt.state != AttemptState.PREPARED:
        raise Conflict(ALREADY_CLOSED, code="attempt_closed")
    now = clock.now()
    enrolment, sitting = await _read_place(session, attempt)
    _refuse_outside_window(now, enrolment, sitting)
    blueprint = await find_blueprint(session, attempt.blueprint_id)
    allowed = allowed_seconds(
        blueprint.duration_minutes, extra_percent=enrolment.extra_percent, extra_minutes=enrolment.extra_minutes
    )
    await move(
        session,
        attempt,
        AttemptState.PREPARED,
        AttemptState.RUNNING,
        started_at=now,
        allowed_seconds=allowed,
        deadline_at=deadline(now, allowed=allowed, granted=attempt.granted_seconds),
    )
    return attempt


async def _read_place(session: AsyncSession, attempt: Attempt) -> tuple[Enrolment, Sitting]:
    """Read the enrolment, and hold it: whoever is changing its extra time or withdrawing it comes first."""
    place = (
        select(Enrolment, Sitting)
        .join(Sitting, col(Sitting.id) == col(Enrolment.sitting_id))
        .where(col(Enrolment.id) == attempt.enrolment_id)
        .with_for_update(of=Enrolment)
        .execution_options(populate_existing=True)
    )
    enrolment, sitting = (await session.execute(place)).one()
    return enrolment, sitting


def _refuse_outside_window(now: datetime, enrolment: Enrolment, sitting: Sitting) -> None:
    if enrolment.withdrawn_at is not None:
        raise Conflict(
            "Uw uitnodiging voor deze toets is ingetrokken. Vraag uw corporatie hoe het verder gaat.", code="withdrawn"
        )
    if is_open(now, opens_at=sitting.opens_at, closes_at=sitting.closes_at):
        return
    if now < sitting.opens_at:
        raise Conflict(
            f"U kunt deze toets beginnen vanaf {dutch.moment(sitting.opens_at)} uur. Kom dan terug.",
            code="not_open_yet",
        )
    raise Conflict(
        f"U kon deze toets beginnen tot {dutch.moment(sitting.closes_at)} uur. "
        "Vraag uw corporatie om een nieuwe uitnodiging.",
        code="window_closed",
    )
