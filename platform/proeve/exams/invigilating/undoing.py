"""Undo what an invigilator did, for as long as nobody would find their time over because of it."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core import clock
from proeve.core.audit import record
from proeve.core.errors import Conflict, NotFound
from proeve.core.scope import Scope
from proeve.exams.attempt_groups import hold_all_attempts
from proeve.exams.attempts import Attempt, AttemptState
from proeve.exams.invigilating.acts import Act, ActKind, find_room
from proeve.exams.time_grants import TimeGrant

UNDOABLE = frozenset({ActKind.MINUTES, ActKind.OUTAGE})
"""A pause is undone by going on; an end, a start and a released page stay as they are (decision 32)."""


async def undo_act(session: AsyncSession, scope: Scope, sitting_id: int, act_id: int) -> tuple[Act, int, int]:
    """Take granted minutes back; return the act, from how many people, and how many could not give them back any more.

    Who has handed in keeps them, and so does everybody whose time would be over by it. Raises NotFound, and Conflict
    when the act cannot be undone, was undone before, or when everybody keeps their minutes.
    """
    await find_room(session, scope, sitting_id)
    act = await _find(session, scope, sitting_id, act_id)
    held = {attempt.id: attempt for attempt in await hold_all_attempts(session, scope, act.attempt_ids)}
    await session.refresh(act, with_for_update=True)
    if act.kind not in UNDOABLE or act.undone_at is not None:
        raise Conflict("Dit kunt u niet (meer) ongedaan maken.", code="not_undoable")
    grants = list(await session.scalars(select(TimeGrant).where(col(TimeGrant.act_id) == act.id)))
    loose = [grant for grant in grants if can_give_back(held[grant.attempt_id], grant.seconds)]
    if not loose:
        raise Conflict(
            "Ongedaan maken kan niet meer: deze mensen zijn klaar, of hun tijd zou dan om zijn.", code="too_late"
        )
    for grant in loose:
        _give_back(session, scope, held[grant.attempt_id], grant)
    act.undone_at, act.undone_by = clock.now(), scope.person_id
    subject, facts = f"sitting:{sitting_id}", {"act": act.id, "attempts": [grant.attempt_id for grant in loose]}
    record(session, "room.undo", subject, actor_id=scope.person_id, corporation_id=act.corporation_id, **facts)
    await session.flush()
    return act, len(loose), len(grants) - len(loose)


def can_give_back(attempt: Attempt, seconds: int) -> bool:
    """Say whether an attempt can do without these seconds: it goes on, and would still have time left."""
    if attempt.state == AttemptState.PREPARED:
        return True
    if attempt.state != AttemptState.RUNNING or attempt.deadline_at is None:
        return False
    return attempt.deadline_at - timedelta(seconds=seconds) > (attempt.paused_at or clock.now())


async def _find(session: AsyncSession, scope: Scope, sitting_id: int, act_id: int) -> Act:
    statement = (
        select(Act)
        .where(col(Act.id) == act_id)
        .where(col(Act.sitting_id) == sitting_id)
        .where(scope.covers(corporation=col(Act.corporation_id)))
    )
    act = await session.scalar(statement)
    if act is None:
        raise NotFound("Deze handeling bestaat niet.")
    return act


def _give_back(session: AsyncSession, scope: Scope, attempt: Attempt, grant: TimeGrant) -> None:
    attempt.granted_seconds -= grant.seconds
    if attempt.deadline_at is not None:
        attempt.deadline_at -= timedelta(seconds=grant.seconds)
    grant.undone_at, grant.undone_by = clock.now(), scope.person_id
    subject, facts = f"attempt:{attempt.id}", {"grant": grant.id, "seconds": grant.seconds}
    owner = attempt.corporation_id
    record(session, "attempt.undo_grant", subject, actor_id=scope.person_id, corporation_id=owner, **facts)
