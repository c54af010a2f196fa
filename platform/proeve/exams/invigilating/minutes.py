"""Give minutes, as an act in the room: to those of the chosen whose exam still goes on, or to all of them or nobody."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from proeve.core.errors import Invalid
from proeve.core.scope import Scope
from proeve.exams.granting import Why, add_time, can_get_time, check_minutes, grant_time
from proeve.exams.invigilating.acts import Act, ActKind, add_act, hold_in_room, refuse_nobody, refuse_without_reason
from proeve.exams.time_grants import GrantKind
from proeve.exams.timing import SECONDS_PER_MINUTE

BY_HAND = frozenset({GrantKind.PLANNED, GrantKind.INCIDENT})


async def give_minutes(  # noqa: PLR0913  What an invigilator fills in, each by its name.
    session: AsyncSession,
    scope: Scope,
    sitting_id: int,
    attempt_ids: Sequence[int],
    *,
    minutes: int,
    kind: GrantKind,
    reason: str,
) -> Act:
    """Give minutes on top of what people have; who has just handed in is passed over, for the others cannot wait.

    Raises NotFound, Invalid (problems: minutes, kind, reason) and Conflict when nobody is left.
    """
    check_minutes(minutes)
    if kind not in BY_HAND:
        problem = "Kies of deze minuten waren afgesproken of bij een incident horen."
        raise Invalid(problem, {"kind": problem})
    refuse_without_reason(reason)
    sitting, attempts = await hold_in_room(session, scope, sitting_id, attempt_ids)
    left = [attempt for attempt in attempts if can_get_time(attempt)]
    refuse_nobody(left, "Deze toetsen zijn al ingeleverd. Extra tijd kan dan niet meer.")
    act = await add_act(session, scope, sitting, ActKind.MINUTES, left, reason=reason, minutes=minutes)
    for attempt in left:
        add_time(session, scope, attempt, seconds=minutes * SECONDS_PER_MINUTE, why=Why(reason, kind, act.id))
    await session.flush()
    return act


async def give_minutes_to_all(
    session: AsyncSession, scope: Scope, sitting_id: int, attempt_ids: Sequence[int], *, minutes: int, reason: str
) -> Act:
    """Give minutes after an incident to everybody chosen, for who plans a sitting and is not in the room.

    Raises as `give_minutes` does, and Conflict (code attempt_closed) when one of them has handed in.
    """
    check_minutes(minutes)
    refuse_without_reason(reason)
    sitting, attempts = await hold_in_room(session, scope, sitting_id, attempt_ids)
    act = await add_act(session, scope, sitting, ActKind.MINUTES, attempts, reason=reason, minutes=minutes)
    await grant_time(session, scope, act.attempt_ids, minutes=minutes, reason=reason, act_id=act.id)
    return act
