"""Plan a sitting: enrol people, invite them, and ask for their forms, all or nothing."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from proeve.core import clock
from proeve.core.audit import record
from proeve.core.errors import Invalid
from proeve.core.jobs import enqueue
from proeve.core.scope import Scope
from proeve.corporations.staff import StaffMember
from proeve.exams.blueprints import find_blueprint, find_current_blueprint
from proeve.exams.enrolling import CHECK_FORM, enrol, find_members, refuse_enrolled
from proeve.exams.enrolments import ExtraTime
from proeve.exams.preparing import prepare_sitting
from proeve.exams.sittings import Sitting


async def plan_sitting(  # noqa: PLR0913  What a planner fills in, each by its name.
    session: AsyncSession,
    scope: Scope,
    *,
    exam: str,
    opens_at: datetime,
    closes_at: datetime,
    staff_member_ids: Collection[int],
    extra_time: Mapping[int, ExtraTime] | None = None,
) -> Sitting:
    """Plan one exam for some staff of the scope's corporation, who may start from `opens_at` until `closes_at`.

    `extra_time` is by staff member. Raises Invalid (problems: staff_member_ids, opens_at, closes_at, extra_time),
    NotFound for an unknown exam or people of another corporation, Conflict for people who are already invited for the
    same exam in an overlapping window.
    """
    extra_time = extra_time or {}
    blueprint_id, members = await check_plan(
        session,
        scope,
        exam=exam,
        opens_at=opens_at,
        closes_at=closes_at,
        staff_member_ids=staff_member_ids,
        extra_time=extra_time,
    )
    sitting = Sitting(
        corporation_id=scope.corporation_id,
        exam=exam,
        blueprint_id=blueprint_id,
        opens_at=opens_at,
        closes_at=closes_at,
        created_by=scope.person_id,
    )
    session.add(sitting)
    await session.flush()
    await enrol(session, scope, sitting, members, extra_time)
    await enqueue(session, prepare_sitting, key=str(sitting.id), sitting_id=sitting.id)
    _record(session, scope, sitting, members)
    return sitting


async def check_plan(  # noqa: PLR0913  Idem.
    session: AsyncSession,
    scope: Scope,
    *,
    exam: str,
    opens_at: datetime,
    closes_at: datetime,
    staff_member_ids: Collection[int],
    extra_time: Mapping[int, ExtraTime],
) -> tuple[int, Sequence[StaffMember]]:
    """Raise what `plan_sitting` would raise, and write nothing; return the id of the blueprint, and the people."""
    stored = await find_current_blueprint(session, exam)
    duration = timedelta(minutes=(await find_blueprint(session, stored.id)).duration_minutes)
    _check(opens_at, closes_at, duration, staff_member_ids, extra_time)
    members = await find_members(session, scope, staff_member_ids)
    await refuse_enrolled(session, members, exam, (opens_at, closes_at))
    return stored.id, members


def _check(
    opens_at: datetime,
    closes_at: datetime,
    duration: timedelta,
    staff_member_ids: Collection[int],
    extra_time: Mapping[int, ExtraTime],
) -> None:
    problems = {}
    if not staff_member_ids:
        problems["staff_member_ids"] = "Kies minstens één medewerker."
    if closes_at <= clock.now():
        problems["closes_at"] = "Deze periode is al voorbij. Kies een later moment."
    elif closes_at <= opens_at:
        problems["closes_at"] = "Kies een einde dat na het begin ligt."
    elif closes_at - opens_at < duration:
        minutes = round(duration.total_seconds() / 60)
        problems["closes_at"] = f"De toets duurt {minutes} minuten. Maak de periode minstens zo lang."
    wrong = [problem for extra in extra_time.values() if (problem := extra.problem())]
    if wrong:
        problems["extra_time"] = wrong[0]
    if problems:
        raise Invalid(CHECK_FORM, problems)


def _record(session: AsyncSession, scope: Scope, sitting: Sitting, members: Sequence[StaffMember]) -> None:
    record(
        session,
        "sitting.plan",
        f"sitting:{sitting.id}",
        actor_id=scope.person_id,
        corporation_id=sitting.corporation_id,
        exam=sitting.exam,
        people=len(members),
    )
