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
from proeve.exams.capacity import refuse_beyond_places
from proeve.exams.enrolling import CHECK_FORM, enrol, find_members, refuse_enrolled
from proeve.exams.enrolments import ExtraTime
from proeve.exams.preparing import prepare_sitting
from proeve.exams.sittings import ANY_MOMENT, Sitting, SittingKind, StartRules
from proeve.exams.start_codes import draw_start_code


async def plan_sitting(  # noqa: PLR0913  What a planner fills in, each by its name.
    session: AsyncSession,
    scope: Scope,
    *,
    exam: str,
    opens_at: datetime,
    closes_at: datetime,
    staff_member_ids: Collection[int],
    extra_time: Mapping[int, ExtraTime] | None = None,
    rules: StartRules = ANY_MOMENT,
) -> Sitting:
    """Plan one exam for some staff of the scope's corporation; `exams.sittings` says what the moments mean.

    `extra_time` is by staff member. Raises Invalid (problems: staff_member_ids, extra_time, and those of
    `check_moments`), NotFound for an unknown exam or people of another corporation, Conflict for more people than
    places and for people who are already invited for the same exam in an overlapping window.
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
        rules=rules,
    )
    sitting = new_sitting(scope, scope.corporation_id, exam, blueprint_id, opens_at, closes_at, rules)
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
    rules: StartRules = ANY_MOMENT,
) -> tuple[int, Sequence[StaffMember]]:
    """Raise what `plan_sitting` would raise, and write nothing; return the id of the blueprint, and the people."""
    blueprint_id, problems = await check_moments(session, exam, opens_at, closes_at, rules)
    if not staff_member_ids:
        problems["staff_member_ids"] = "Kies minstens één medewerker."
    wrong = [problem for extra in extra_time.values() if (problem := extra.problem())]
    if wrong:
        problems["extra_time"] = wrong[0]
    if problems:
        raise Invalid(CHECK_FORM, problems)
    refuse_beyond_places(rules.places, taken=0, newcomers=len(set(staff_member_ids)))
    members = await find_members(session, scope, staff_member_ids)
    await refuse_enrolled(session, members, exam, (opens_at, closes_at))
    return blueprint_id, members


async def check_moments(
    session: AsyncSession, exam: str, opens_at: datetime, closes_at: datetime, rules: StartRules
) -> tuple[int, dict[str, str]]:
    """Return the id of the blueprint, and what is wrong with when and how people begin.

    The problems are sentences by field: opens_at, closes_at, late_minutes, places. Raises NotFound for an unknown exam.
    """
    stored = await find_current_blueprint(session, exam)
    duration = timedelta(minutes=(await find_blueprint(session, stored.id)).duration_minutes)
    problems = rules.problems()
    is_window = rules.kind == SittingKind.WINDOW
    if closes_at <= clock.now():
        field, what = ("closes_at", "Deze periode") if is_window else ("opens_at", "Dit moment")
        problems[field] = f"{what} is al voorbij. Kies een later moment."
    elif closes_at <= opens_at:
        problems["closes_at"] = "Kies een einde dat na het begin ligt."
    elif is_window and closes_at - opens_at < duration:
        minutes = round(duration.total_seconds() / 60)
        problems["closes_at"] = f"De toets duurt {minutes} minuten. Maak de periode minstens zo lang."
    return stored.id, problems


def new_sitting(  # noqa: PLR0913, PLR0917  What a sitting consists of.
    scope: Scope,
    corporation_id: int,
    exam: str,
    blueprint_id: int,
    opens_at: datetime,
    closes_at: datetime,
    rules: StartRules,
) -> Sitting:
    """Return a sitting that is not stored yet; a joint one comes with a start code."""
    return Sitting(
        corporation_id=corporation_id,
        exam=exam,
        blueprint_id=blueprint_id,
        kind=rules.kind,
        opens_at=opens_at,
        closes_at=closes_at,
        late_minutes=rules.late_minutes,
        start_code=draw_start_code() if rules.kind == SittingKind.JOINT else None,
        asks_code=rules.asks_code,
        places=rules.places,
        created_by=scope.person_id,
    )


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
