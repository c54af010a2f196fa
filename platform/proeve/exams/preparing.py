"""Prepare attempts ahead of a sitting: draw each person's form, so that starting is one small write."""

import asyncio
import secrets
from collections.abc import Collection
from dataclasses import dataclass

import structlog
from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core import clock
from proeve.core.database import Database
from proeve.core.errors import Conflict
from proeve.core.inserting import insert_missing
from proeve.core.jobs import JobContext, job
from proeve.core.scope import Scope
from proeve.exams.attempts import Attempt, AttemptState
from proeve.exams.blueprints import find_blueprint
from proeve.exams.enrolments import Enrolment, find_enrolment
from proeve.exams.given_out import read_colleagues, read_exposure, read_seen
from proeve.exams.item_pools import keep_pool
from proeve.exams.item_versions import all_live_items, all_pilot_items, are_in_use
from proeve.exams.sittings import Sitting
from question_bank.forms import Form
from question_bank.pool import Pool
from question_bank.series import Series
from question_bank.shortage import InfeasibleBlueprint

SEED_BYTES = 16
NOT_READY = "De vragen van deze toets staan nog niet klaar. Probeer het over een uur opnieuw."

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Drawer:
    """A sitting, and the forms that are drawn for it."""

    sitting: Sitting
    series: Series


@job("exams.prepare")
async def prepare_sitting(context: JobContext, *, sitting_id: int) -> None:
    """Prepare the attempts of a sitting that are not there yet; each is stored as soon as its form is drawn.

    What was given out before is read once, for everybody; from then on each form drawn here is counted in memory.
    """
    async with context.database.reading() as session:
        drawer = await _read_drawer(session, sitting_id)
        waiting = await _all_waiting(session, sitting_id)
        seen = await read_seen(session, drawer.sitting)
    await _keep_pool(context.database, drawer)
    for enrolment in waiting:
        await _prepare(context.database, drawer, enrolment, seen[enrolment.person_id])


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
        drawer = await _read_drawer(session, enrolment.sitting_id)
        seen = await read_seen(session, drawer.sitting, person_id=enrolment.person_id)
    await _keep_pool(database, drawer)
    try:
        await _prepare(database, drawer, enrolment, seen[enrolment.person_id])
    except InfeasibleBlueprint as error:
        log.exception("form_not_drawn", exam=drawer.sitting.exam)
        raise Conflict(NOT_READY) from error
    async with database.reading() as session:
        return (await session.scalars(_attempts_of(enrolment_id))).one()


async def _keep_pool(database: Database, drawer: _Drawer) -> None:
    async with database.unit_of_work() as session:
        await keep_pool(session, drawer.series.pool)


async def _prepare(database: Database, drawer: _Drawer, enrolment: Enrolment, seen: Collection[str]) -> None:
    seed = secrets.token_hex(SEED_BYTES)
    # Solving the program takes some CPU: in a thread, and not while a transaction is open.
    form = await asyncio.to_thread(drawer.series.draw, seed, seen)
    async with database.unit_of_work() as session:
        if not await are_in_use(session, [(slot.item, slot.version) for slot in form.slots]):
            # Somebody paused or retired an item since the pool was read; whoever tries again reads it anew.
            raise Conflict(NOT_READY, code="item_out_of_use")
        await insert_missing(session, Attempt, [_row(drawer.sitting, enrolment, form)])


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


async def _read_drawer(session: AsyncSession, sitting_id: int) -> _Drawer:
    """Read the blueprint, the items whose facts still hold on the last day of the sitting, and what was given out."""
    sitting = await session.get_one(Sitting, sitting_id)
    blueprint = await find_blueprint(session, sitting.blueprint_id)
    last_day = clock.local_date(sitting.closes_at)
    items = await all_live_items(session, sitting.exam, on=last_day)
    pilots = await all_pilot_items(session, sitting.exam, on=last_day) if blueprint.pilot_slots else ()
    pool = Pool(blueprint, items, pilots)
    exposure = await read_exposure(session, pool)
    colleagues = await read_colleagues(session, sitting, blueprint.employer_forms)
    return _Drawer(sitting, Series(pool, exposure, colleagues))


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


def _attempts_of(enrolment_id: int) -> Select[Attempt]:
    return select(Attempt).where(col(Attempt.enrolment_id) == enrolment_id)
