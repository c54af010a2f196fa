"""What was given out before a form is drawn: to the same person, to colleagues lately, and to anybody lately."""

from collections import defaultdict
from datetime import timedelta
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core import clock
from proeve.exams.attempts import Attempt
from proeve.exams.enrolments import Enrolment
from proeve.exams.item_pools import find_pools
from proeve.exams.sittings import Sitting
from question_bank.exposure import WINDOW, Exposure
from question_bank.forms import Form
from question_bank.pool import Pool
from question_bank.series import Colleagues, scored_ids

ATTEMPTS_NOT_REPEATED = 2
"""Items of somebody's last two attempts at an exam return only when nothing else fills the blueprint."""
COLLEAGUES_TALK = timedelta(days=30)
"""Within this time, people of one corporation get the same few forms' worth of items (domain rules on exposure)."""
COLLEAGUES_READ = 1000
"""So many forms of a corporation hold every item its people were given, for they share a few forms' worth."""


async def read_exposure(session: AsyncSession, pool: Pool) -> Exposure:
    """Count the last forms of this exam, whoever they were for."""
    newest = select(col(Attempt.form)).where(col(Attempt.exam) == pool.blueprint.exam)
    rows = await session.scalars(newest.order_by(col(Attempt.id).desc()).limit(WINDOW))
    forms = [msgspec.convert(row, Form) for row in rows]
    pools = await find_pools(session, {form.pool for form in forms})
    exposure = Exposure(pool)
    for form in reversed(forms):
        barred = pools[form.pool].ids(form.told.barred) if form.pool in pools else ()
        exposure.add(scored_ids(form), barred)
    return exposure


async def read_colleagues(session: AsyncSession, sitting: Sitting, employer_forms: int) -> Colleagues:
    """Gather what people of this corporation were given at this exam, in sittings shortly before or after this one."""
    near = and_(
        col(Sitting.closes_at) > sitting.opens_at - COLLEAGUES_TALK,
        col(Sitting.opens_at) < sitting.closes_at + COLLEAGUES_TALK,
    )
    forms = (
        select(col(Attempt.form))
        .join(Enrolment, col(Enrolment.id) == col(Attempt.enrolment_id))
        .join(Sitting, col(Sitting.id) == col(Enrolment.sitting_id))
        .where(col(Attempt.corporation_id) == sitting.corporation_id)
        .where(col(Attempt.exam) == sitting.exam)
        .where(or_(col(Attempt.started_at).is_not(None), col(Enrolment.withdrawn_at).is_(None)))
        .where(near)
        .order_by(col(Attempt.id).desc())
        .limit(COLLEAGUES_READ)
    )
    colleagues = Colleagues(employer_forms)
    for row in await session.scalars(forms):
        colleagues.add(slot["item"] for slot in row["slots"])
    return colleagues


async def read_seen(
    session: AsyncSession, sitting: Sitting, *, person_id: int | None = None
) -> defaultdict[int, frozenset[str]]:
    """Return, by person, the items of their last attempts at this exam: those they sat, or still can.

    Of everybody who is enrolled in the sitting, or of one person; who met nothing before has an empty set.
    """
    enrolled = select(col(Enrolment.person_id)).where(col(Enrolment.sitting_id) == sitting.id)
    whose = col(Attempt.person_id).in_(enrolled) if person_id is None else col(Attempt.person_id) == person_id
    seen: defaultdict[int, frozenset[str]] = defaultdict(frozenset)
    for person, form in await session.execute(_last_forms(sitting.exam, whose)):
        seen[person] |= {slot["item"] for slot in form["slots"]}
    return seen


def _last_forms(exam: str, whose: ColumnElement[bool]) -> Select[tuple[int, dict[str, Any]]]:
    can_be_sat = and_(col(Enrolment.withdrawn_at).is_(None), col(Sitting.closes_at) > clock.now())
    last_first = (func.coalesce(col(Attempt.started_at), col(Sitting.opens_at)).desc(), col(Attempt.id).desc())
    ranked = (
        select(
            col(Attempt.id).label("attempt_id"),
            func.row_number().over(partition_by=col(Attempt.person_id), order_by=last_first).label("place"),
        )
        .join(Enrolment, col(Enrolment.id) == col(Attempt.enrolment_id))
        .join(Sitting, col(Sitting.id) == col(Enrolment.sitting_id))
        .where(col(Attempt.exam) == exam, whose)
        .where(or_(col(Attempt.started_at).is_not(None), can_be_sat))
        .subquery()
    )
    last = select(col(Attempt.person_id), col(Attempt.form)).join(ranked, ranked.c.attempt_id == col(Attempt.id))
    return last.where(ranked.c.place <= ATTEMPTS_NOT_REPEATED)
