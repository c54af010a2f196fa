"""Add people to a sitting that was planned before."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from proeve.core import clock
from proeve.core.audit import record
from proeve.core.errors import Conflict, Invalid
from proeve.core.jobs import enqueue
from proeve.core.scope import Scope
from proeve.corporations.staff import StaffMember
from proeve.exams.capacity import count_places_taken, refuse_beyond_places
from proeve.exams.enrolling import CHECK_FORM, enrol, find_members, refuse_enrolled
from proeve.exams.enrolments import ExtraTime
from proeve.exams.preparing import prepare_sitting
from proeve.exams.sittings import Sitting, find_sitting, hold_sitting, is_over


async def add_people(
    session: AsyncSession,
    scope: Scope,
    sitting_id: int,
    *,
    staff_member_ids: Collection[int],
    extra_time: Mapping[int, ExtraTime],
) -> Sitting:
    """Give more people a place in a sitting, and invite them; who was withdrawn from it gets their place back.

    Raises as `plan_sitting` does, and Conflict (code window_closed) when the window is over.
    """
    await hold_sitting(session, scope, sitting_id)  # Two who add at once would both see the last place free.
    sitting, members = await check_addition(
        session, scope, sitting_id, staff_member_ids=staff_member_ids, extra_time=extra_time
    )
    await enrol(session, scope, sitting, members, extra_time)
    # Without a key, for each addition needs a job of its own: the one of the sitting has run.
    await enqueue(session, prepare_sitting, sitting_id=sitting.id)
    subject, facts = f"sitting:{sitting.id}", {"people": len(members)}
    record(session, "sitting.add", subject, actor_id=scope.person_id, corporation_id=sitting.corporation_id, **facts)
    return sitting


async def check_addition(
    session: AsyncSession,
    scope: Scope,
    sitting_id: int,
    *,
    staff_member_ids: Collection[int],
    extra_time: Mapping[int, ExtraTime],
) -> tuple[Sitting, Sequence[StaffMember]]:
    """Raise what `add_people` would raise, and write nothing; return the sitting and the people."""
    sitting = await find_sitting(session, scope, sitting_id)
    if is_over(sitting, clock.now()):
        raise Conflict("De periode van deze afname is voorbij. Plan een nieuwe afname.", code="window_closed")
    problems = {} if staff_member_ids else {"staff_member_ids": "Kies minstens één medewerker."}
    if wrong := [problem for extra in extra_time.values() if (problem := extra.problem())]:
        problems["extra_time"] = wrong[0]
    if problems:
        raise Invalid(CHECK_FORM, problems)
    taken = await count_places_taken(session, sitting_id)
    refuse_beyond_places(sitting.places, taken=taken, newcomers=len(set(staff_member_ids)))
    members = await find_members(session, scope, staff_member_ids)
    await refuse_enrolled(session, members, sitting.exam, (sitting.opens_at, sitting.closes_at))
    return sitting, members
