"""Plan a sitting: enrol people, invite them, and ask for their forms, all or nothing."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core import clock
from proeve.core.audit import record
from proeve.core.errors import Conflict, Invalid, NotFound
from proeve.core.jobs import enqueue
from proeve.core.scope import Scope
from proeve.corporations.staff import StaffMember
from proeve.exams.attempts import Attempt, AttemptState
from proeve.exams.blueprints import find_blueprint, find_current_blueprint
from proeve.exams.enrolments import Enrolment, ExtraTime
from proeve.exams.inviting import invite
from proeve.exams.preparing import prepare_sitting
from proeve.exams.sittings import Sitting

NO_EXTRA_TIME = ExtraTime()
CHECK_FORM = "Nog niet alles klopt. Kijk naar de velden hieronder."


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
    stored = await find_current_blueprint(session, exam)
    duration = timedelta(minutes=(await find_blueprint(session, stored.id)).duration_minutes)
    _check(opens_at, closes_at, duration, staff_member_ids, extra_time)
    members = await _find_members(session, scope, staff_member_ids)
    await _refuse_enrolled(session, members, exam, opens_at, closes_at)
    sitting = Sitting(
        corporation_id=scope.corporation_id,
        exam=exam,
        blueprint_id=stored.id,
        opens_at=opens_at,
        closes_at=closes_at,
        created_by=scope.person_id,
    )
    session.add(sitting)
    await session.flush()
    for enrolment, member in await _enrol(session, scope, sitting, members, extra_time):
        await invite(session, enrolment, member)
    await enqueue(session, prepare_sitting, key=str(sitting.id), sitting_id=sitting.id)
    _record(session, scope, sitting, members)
    return sitting


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


async def _find_members(session: AsyncSession, scope: Scope, ids: Collection[int]) -> Sequence[StaffMember]:
    """Find the people and hold them, so that two planners at once see what the other did."""
    ours = scope.covers(corporation=col(StaffMember.corporation_id))
    wanted = select(StaffMember).where(col(StaffMember.id).in_(ids), ours)
    wanted = wanted.where(col(StaffMember.corporation_id) == scope.corporation_id)
    members = list(await session.scalars(wanted.order_by(col(StaffMember.id)).with_for_update()))
    if len(members) != len(set(ids)):
        raise NotFound("Een of meer van deze medewerkers bestaan niet. Laad de lijst opnieuw en kies nog een keer.")
    if left := [member.name for member in members if member.left_at is not None]:
        problem = f"Deze medewerkers zijn uit dienst: {', '.join(left)}. Haal hen uit de lijst."
        raise Invalid(CHECK_FORM, {"staff_member_ids": problem})
    return members


async def _refuse_enrolled(
    session: AsyncSession, members: Sequence[StaffMember], exam: str, opens_at: datetime, closes_at: datetime
) -> None:
    unfinished = or_(
        col(Attempt.state).is_(None), col(Attempt.state).in_([AttemptState.PREPARED, AttemptState.RUNNING])
    )
    enrolled = (
        select(col(Enrolment.staff_member_id))
        .join(Sitting, col(Sitting.id) == col(Enrolment.sitting_id))
        .outerjoin(Attempt, col(Attempt.enrolment_id) == col(Enrolment.id))
        .where(col(Enrolment.staff_member_id).in_([member.id for member in members]))
        .where(col(Enrolment.withdrawn_at).is_(None))
        .where(col(Sitting.exam) == exam)
        .where(col(Sitting.opens_at) < closes_at, col(Sitting.closes_at) > opens_at)
        .where(unfinished)
    )
    busy = set(await session.scalars(enrolled))
    if names := [member.name for member in members if member.id in busy]:
        raise Conflict(
            f"Al uitgenodigd voor deze toets in dezelfde periode: {', '.join(names)}. "
            "Haal hen uit de lijst of kies een andere periode.",
            code="already_enrolled",
        )


async def _enrol(
    session: AsyncSession,
    scope: Scope,
    sitting: Sitting,
    members: Sequence[StaffMember],
    extra_time: Mapping[int, ExtraTime],
) -> list[tuple[Enrolment, StaffMember]]:
    pairs = []
    for member in members:
        extra = extra_time.get(member.id, NO_EXTRA_TIME)
        enrolment = Enrolment(
            corporation_id=sitting.corporation_id,
            sitting_id=sitting.id,
            staff_member_id=member.id,
            person_id=member.person_id,
            extra_percent=extra.percent,
            extra_minutes=extra.minutes,
            created_by=scope.person_id,
        )
        session.add(enrolment)
        pairs.append((enrolment, member))
    await session.flush()
    return pairs


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
