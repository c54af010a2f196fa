"""Begin a joint sitting: one UPDATE starts the clock of everybody who is there, each with their own time."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, case, func, literal, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core import clock, dutch
from proeve.core.audit import record
from proeve.core.database import UtcDateTime
from proeve.core.errors import Conflict, NotFound
from proeve.core.scope import Role, Scope
from proeve.exams.attempts import Attempt, AttemptState
from proeve.exams.blueprints import find_blueprint
from proeve.exams.enrolments import Enrolment
from proeve.exams.sittings import Sitting, SittingKind, closes_after, hold_sitting, is_over
from proeve.exams.timing import allowed_seconds, deadline

START_LEAD = timedelta(seconds=10)
"""A start is announced this long ahead: every waiting page has heard of it by then, and all begin at the same moment
with their full time."""
STARTERS = frozenset({Role.ADMINISTRATOR, Role.INVIGILATOR, Role.OPERATOR})


async def start_sitting(session: AsyncSession, scope: Scope, sitting_id: int) -> Sitting:
    """Begin a joint sitting for all who are there; one that has begun stays as it is, so that two may press at once.

    The clocks start START_LEAD from now, at `begun_at`. Raises NotFound, and Conflict when it is not a joint sitting,
    too early (code not_open_yet) or too late (window_closed).
    """
    refuse_others(scope)
    sitting = await hold_sitting(session, scope, sitting_id)
    return (await begin_together(session, scope, [sitting]))[0]


async def begin_together(session: AsyncSession, scope: Scope, sittings: list[Sitting]) -> list[Sitting]:
    """Begin sittings of one blueprint, which are held, at one moment; pass over those that have begun."""
    now = clock.now()
    waiting = [sitting for sitting in sittings if sitting.begun_at is None]
    for sitting in waiting:
        _refuse_to_begin(sitting, now)
    begun_at = now + START_LEAD
    ids = [sitting.id for sitting in waiting]
    await _hold_and_start(session, ids, begun_at)
    for sitting in waiting:
        sitting.begun_at = begun_at
        sitting.closes_at = closes_after(begun_at, timedelta(minutes=sitting.late_minutes))
        subject, owner = f"sitting:{sitting.id}", sitting.corporation_id
        record(session, "sitting.start", subject, actor_id=scope.person_id, corporation_id=owner)
    await session.flush()
    return sittings


async def count_arrived(session: AsyncSession, sitting_id: int) -> int:
    """Return how many people say to be there."""
    wanted = select(func.count()).select_from(Enrolment).where(*_is_there([sitting_id]))
    return await session.scalar(wanted) or 0


def refuse_others(scope: Scope) -> None:
    """Raise NotFound for a role that starts nothing."""
    if scope.role not in STARTERS:
        raise NotFound("Dit toetsmoment bestaat niet.")


async def _hold_and_start(session: AsyncSession, sitting_ids: Collection[int], begun_at: datetime) -> None:
    """Read who is there with which extra time, held against changes of it, and start them all by one UPDATE.

    How long people have is not known to the database, only to `timing`; it differs between few groups.
    """
    extra = (col(Enrolment.extra_percent), col(Enrolment.extra_minutes), col(Attempt.granted_seconds))
    held = (
        select(*extra, col(Attempt.blueprint_id))
        .join(Enrolment, col(Enrolment.id) == col(Attempt.enrolment_id))
        .where(*_is_there(sitting_ids))
        .where(col(Attempt.state) == AttemptState.PREPARED)
        .order_by(col(Attempt.id))
    )
    # Attempts before enrolments, as everywhere, so that nobody waits for each other in a circle.
    await session.execute(held.with_for_update(of=Attempt))
    rows = (await session.execute(held.with_for_update(of=Enrolment))).all()
    if not rows:
        return
    duration = (await find_blueprint(session, rows[0].blueprint_id)).duration_minutes
    times = {
        group: allowed_seconds(duration, extra_percent=group[0], extra_minutes=group[1])
        for group in {tuple(row[:3]) for row in rows}
    }
    ends = {group: deadline(begun_at, allowed=allowed, granted=group[2]) for group, allowed in times.items()}
    await session.execute(
        update(Attempt)
        .where(col(Attempt.enrolment_id) == col(Enrolment.id))
        .where(*_is_there(sitting_ids))
        .where(col(Attempt.state) == AttemptState.PREPARED)
        .values(
            state=AttemptState.RUNNING,
            started_at=begun_at,
            allowed_seconds=case(*((_is_of(group), allowed) for group, allowed in times.items())),
            deadline_at=case(*((_is_of(group), literal(end, UtcDateTime())) for group, end in ends.items())),
        )
        .execution_options(synchronize_session=False)
    )


def _is_there(sitting_ids: Collection[int]) -> list[ColumnElement[bool]]:
    return [
        col(Enrolment.sitting_id).in_(sitting_ids),
        col(Enrolment.withdrawn_at).is_(None),
        col(Enrolment.arrived_at).is_not(None),
    ]


def _is_of(group: tuple[int, ...]) -> ColumnElement[bool]:
    percent, minutes, granted = group
    return and_(
        col(Enrolment.extra_percent) == percent,
        col(Enrolment.extra_minutes) == minutes,
        col(Attempt.granted_seconds) == granted,
    )


def _refuse_to_begin(sitting: Sitting, now: datetime) -> None:
    if sitting.kind != SittingKind.JOINT:
        raise Conflict("Bij deze afname begint iedereen zelf. U hoeft niets te starten.", code="not_joint")
    if now < sitting.opens_at:
        raise Conflict(
            f"U kunt deze afname starten vanaf {dutch.moment(sitting.opens_at)} uur. Wie op tijd komt, is dan binnen.",
            code="not_open_yet",
        )
    if is_over(sitting, now):
        raise Conflict(
            f"U kon deze afname starten tot {dutch.moment(sitting.closes_at)} uur. Plan een nieuwe afname.",
            code="window_closed",
        )
