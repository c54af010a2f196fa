"""Say to be there for a joint start."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core import clock, dutch
from proeve.core.database import Database
from proeve.core.errors import Conflict, Invalid
from proeve.core.rate_limits import count_try
from proeve.core.scope import Scope
from proeve.exams.attempts import Attempt, find_attempt
from proeve.exams.enrolments import Enrolment
from proeve.exams.sittings import Sitting, SittingKind, arrives_from, can_arrive, is_over
from proeve.exams.start_codes import is_start_code
from proeve.exams.starting import refuse_over, refuse_withdrawn

CODES_TRIED = 20
CODES_WINDOW = timedelta(minutes=5)


async def count_code_try(database: Database, scope: Scope) -> None:
    """Count one start code that somebody tries, or raise TooManyTries; call it before the unit of work begins."""
    await count_try(database, f"start_code:{scope.person_id}", most=CODES_TRIED, window=CODES_WINDOW)


async def arrive(session: AsyncSession, scope: Scope, attempt_id: int, *, code: str = "") -> Enrolment:
    """Write down that somebody is there and waits for the start; a second time changes nothing.

    Raises NotFound, Invalid (problems: code) for another start code, and Conflict when it is too early (code
    not_open_yet), too late (window_closed) or not a joint sitting, and after withdrawal.
    """
    attempt = await find_attempt(session, scope, attempt_id)
    enrolment, sitting = await _hold_place(session, attempt)
    refuse_withdrawn(enrolment)
    if enrolment.arrived_at is not None:
        return enrolment
    _refuse_moment(sitting)
    if sitting.asks_code and not is_start_code(code, sitting.start_code or ""):
        problem = "Deze startcode klopt niet. Kijk op het bord of vraag de toezichthouder, en typ de code opnieuw."
        raise Invalid(problem, {"code": problem})
    enrolment.arrived_at = clock.now()
    await session.flush()
    return enrolment


async def _hold_place(session: AsyncSession, attempt: Attempt) -> tuple[Enrolment, Sitting]:
    """Hold the sitting against its start, and the place: whoever begins it counts this person, or is before them."""
    enrolment = await session.get_one(Enrolment, attempt.enrolment_id)
    wanted = select(Sitting).where(col(Sitting.id) == enrolment.sitting_id).with_for_update(read=True)
    sitting = (await session.scalars(wanted.execution_options(populate_existing=True))).one()
    await session.refresh(enrolment, with_for_update=True)
    return enrolment, sitting


def _refuse_moment(sitting: Sitting) -> None:
    now = clock.now()
    if sitting.kind != SittingKind.JOINT:
        raise Conflict("Deze toets heeft geen startcode. Druk op de startpagina op 'Toets starten'.", code="not_joint")
    if is_over(sitting, now):
        refuse_over(sitting)
    if not can_arrive(sitting, now):
        raise Conflict(
            f"U kunt zich melden vanaf {dutch.moment(arrives_from(sitting))} uur. Kom dan terug.", code="not_open_yet"
        )
