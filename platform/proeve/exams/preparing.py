"""Prepare attempts ahead of a sitting: draw each person's form, so that starting is one small write."""

import asyncio
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

import structlog
from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core import clock
from proeve.core.database import Database
from proeve.core.errors import Conflict
from proeve.core.inserting import insert_missing
from proeve.core.jobs import JobContext, job
from proeve.core.scope import Scope
from proeve.exams.attempts import Attempt, AttemptState, form_of
from proeve.exams.blueprints import find_blueprint
from proeve.exams.enrolments import Enrolment, find_enrolment
from proeve.exams.item_versions import all_live_items
from proeve.exams.sittings import Sitting
from question_bank.blueprint import Blueprint
from question_bank.drawing import Form, draw_form
from question_bank.items import Item
from question_bank.shortage import InfeasibleBlueprint

ATTEMPTS_NOT_REPEATED = 2
"""Items of somebody's last two attempts at an exam return only when nothing else fills the blueprint."""
SEED_BYTES = 16

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Pool:
    """What the forms of a sitting are drawn from."""

    sitting: Sitting
    blueprint: Blueprint
    items: Sequence[Item]


@job("exams.prepare")
async def prepare_sitting(context: JobContext, *, sitting_id: int) -> None:
    """Prepare the attempts of a sitting that are not there yet; each is stored as soon as its form is drawn."""
    async with context.database.reading() as session:
        pool = await _read_pool(session, sitting_id)
        waiting = [
            (enrolment, await _seen(session, enrolment)) for enrolment in await _all_waiting(session, sitting_id)
        ]
    for enrolment, seen in waiting:
        await _prepare(context.database, pool, enrolment, seen)


async def prepare_attempt(database: Database, scope: Scope, enrolment_id: int) -> Attempt:
    """Return the attempt of an enrolment; draw its form first when somebody arrives before the job did.

    Raises NotFound, and Conflict when the enrolment was withdrawn or the bank cannot fill the form.
    """
    async with database.reading() as session:
        enrolment = await find_enrolment(session, scope, enrolment_id)
        attempt = await session.scalar(_attempts_of(enrolment_id))
        if attempt is not None:
            return attempt
        if enrolment.withdrawn_at is not None:
            raise Conflict("Uw uitnodiging voor deze toets is ingetrokken. Vraag uw corporatie hoe het verder gaat.")
        pool = await _read_pool(session, enrolment.sitting_id)
        seen = await _seen(session, enrolment)
    try:
        await _prepare(database, pool, enrolment, seen)
    except InfeasibleBlueprint as error:
        log.exception("form_not_drawn", exam=pool.sitting.exam)
        raise Conflict("De vragen van deze toets staan nog niet klaar. Probeer het over een uur opnieuw.") from error
    async with database.reading() as session:
        return (await session.scalars(_attempts_of(enrolment_id))).one()


async def _prepare(database: Database, pool: _Pool, enrolment: Enrolment, seen: frozenset[str]) -> None:
    seed = secrets.token_hex(SEED_BYTES)
    # Solving the program takes some CPU: in a thread, and not while a transaction is open.
    form = await asyncio.to_thread(draw_form, pool.blueprint, pool.items, seed, seen)
    async with database.unit_of_work() as session:
        await insert_missing(session, Attempt, [_row(pool.sitting, enrolment, form)])


def _row(sitting: Sitting, enrolment: Enrolment, form: Form) -> dict[str, object]:
    return {
        "corporation_id": enrolment.corporation_id,
        "enrolment_id": enrolment.id,
        "person_id": enrolment.person_id,
        "blueprint_id": sitting.blueprint_id,
        "exam": sitting.exam,
        "state": AttemptState.PREPARED,
        "seed": form.seed,
        "form": form.as_json(),
        "granted_seconds": 0,
        "prepared_at": clock.now(),
        "lease": 0,
    }


async def _read_pool(session: AsyncSession, sitting_id: int) -> _Pool:
    """Read the blueprint and the items whose facts still hold on the last day of the sitting."""
    sitting = await session.get_one(Sitting, sitting_id)
    items = await all_live_items(session, sitting.exam, on=clock.local_date(sitting.closes_at))
    return _Pool(sitting, await find_blueprint(session, sitting.blueprint_id), items)


async def _all_waiting(session: AsyncSession, sitting_id: int) -> list[Enrolment]:
    waiting = (
        select(Enrolment)
        .outerjoin(Attempt, col(Attempt.enrolment_id) == col(Enrolment.id))
        .where(col(Enrolment.sitting_id) == sitting_id)
        .where(col(Enrolment.withdrawn_at).is_(None))
        .where(col(Attempt.id).is_(None))
        .order_by(col(Enrolment.id))
    )
    return list(await session.scalars(waiting))


async def _seen(session: AsyncSession, enrolment: Enrolment) -> frozenset[str]:
    """Return the ids of the items of this person's last attempts at the exam: those they sat, or still can."""
    exam = select(col(Sitting.exam)).where(col(Sitting.id) == enrolment.sitting_id).scalar_subquery()
    can_be_sat = and_(col(Enrolment.withdrawn_at).is_(None), col(Sitting.closes_at) > clock.now())
    attempts = (
        select(Attempt)
        .join(Enrolment, col(Enrolment.id) == col(Attempt.enrolment_id))
        .join(Sitting, col(Sitting.id) == col(Enrolment.sitting_id))
        .where(col(Attempt.person_id) == enrolment.person_id)
        .where(col(Attempt.exam) == exam)
        .where(or_(col(Attempt.started_at).is_not(None), can_be_sat))
        .order_by(func.coalesce(col(Attempt.started_at), col(Sitting.opens_at)).desc(), col(Attempt.id).desc())
        .limit(ATTEMPTS_NOT_REPEATED)
    )
    return frozenset(slot.item for attempt in await session.scalars(attempts) for slot in form_of(attempt).slots)


def _attempts_of(enrolment_id: int) -> Select[Attempt]:
    return select(Attempt).where(col(Attempt.enrolment_id) == enrolment_id)
