"""Enrol people in a sitting: find them, refuse who has a place already, and invite the others."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core import dutch
from proeve.core.errors import Conflict, Invalid, NotFound
from proeve.core.scope import Scope
from proeve.corporations.staff import StaffMember
from proeve.exams.attempts import Attempt, AttemptState
from proeve.exams.enrolments import Enrolment, ExtraTime
from proeve.exams.inviting import invite
from proeve.exams.sittings import Sitting
from proeve.people.text import in_a_row

NO_EXTRA_TIME = ExtraTime()
CHECK_FORM = "Nog niet alles klopt. Kijk naar de velden hieronder."
MOST_NAMED = 10
"""How many people a sentence names before it counts the others."""


class AlreadyEnrolled(Conflict):
    """Some of these people have a place already; `staff_member_ids` says who, so that one can go on without them."""

    code = "already_enrolled"

    def __init__(self, problem: str, members: Sequence[StaffMember]) -> None:
        super().__init__(f"{problem}: {_named(members)}.")
        self.staff_member_ids = [member.id for member in members]


async def find_members(session: AsyncSession, scope: Scope, ids: Collection[int]) -> Sequence[StaffMember]:
    """Find the people and hold them, so that two planners at once see what the other did."""
    ours = scope.covers(corporation=col(StaffMember.corporation_id))
    wanted = select(StaffMember).where(col(StaffMember.id).in_(ids), ours)
    wanted = wanted.where(col(StaffMember.corporation_id) == scope.corporation_id)
    # Weaker than a plain lock, so that results of these people can still be added meanwhile.
    members = list(await session.scalars(wanted.order_by(col(StaffMember.id)).with_for_update(key_share=True)))
    if len(members) != len(set(ids)):
        raise NotFound("Een of meer van deze medewerkers bestaan niet. Laad de lijst opnieuw en kies nog een keer.")
    if left := [member.name for member in members if member.left_at is not None]:
        problem = f"Deze medewerkers zijn uit dienst: {', '.join(left)}. Haal hen uit de lijst."
        raise Invalid(CHECK_FORM, {"staff_member_ids": problem})
    return members


async def refuse_enrolled(
    session: AsyncSession, members: Sequence[StaffMember], exam: str, window: tuple[datetime, datetime]
) -> None:
    """Raise Conflict for people who are invited for the exam in an overlapping window, and are not done with it."""
    opens_at, closes_at = window
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
    if taken := [member for member in members if member.id in busy]:
        raise AlreadyEnrolled("Deze mensen zijn in deze periode al uitgenodigd voor deze toets", taken)


async def enrol(
    session: AsyncSession,
    scope: Scope,
    sitting: Sitting,
    members: Sequence[StaffMember],
    extra_time: Mapping[int, ExtraTime],
) -> None:
    """Give people their place in a sitting, or give it back to who was withdrawn, and ask for their invitations."""
    earlier = await _all_withdrawn(session, sitting, members)
    pairs = [(earlier.get(member.id) or _new_place(scope, sitting, member), member) for member in members]
    for enrolment, member in pairs:
        enrolment.extra_percent, enrolment.extra_minutes = extra_time.get(member.id, NO_EXTRA_TIME)
        if enrolment.withdrawn_at is not None:
            enrolment.revision += 1
        enrolment.withdrawn_at = None
        session.add(enrolment)
    await session.flush()
    await invite(session, pairs)


def _new_place(scope: Scope, sitting: Sitting, member: StaffMember) -> Enrolment:
    return Enrolment(
        corporation_id=sitting.corporation_id,
        sitting_id=sitting.id,
        staff_member_id=member.id,
        person_id=member.person_id,
        created_by=scope.person_id,
    )


async def _all_withdrawn(
    session: AsyncSession, sitting: Sitting, members: Sequence[StaffMember]
) -> dict[int, Enrolment]:
    """Return who had a place in this sitting before, by staff member; raise Conflict for who still has one."""
    found = await session.scalars(
        select(Enrolment)
        .where(col(Enrolment.sitting_id) == sitting.id)
        .where(col(Enrolment.staff_member_id).in_([member.id for member in members]))
    )
    earlier = {enrolment.staff_member_id: enrolment for enrolment in found}
    places = {person for person, enrolment in earlier.items() if enrolment.withdrawn_at is None}
    if taken := [member for member in members if member.id in places]:
        raise AlreadyEnrolled("Deze mensen hebben al een plek in deze afname", taken)
    return earlier


def _named(members: Sequence[StaffMember]) -> str:
    """Return the names in a row, the first few in full."""
    names = [member.name for member in members]
    more = len(names) - MOST_NAMED
    return in_a_row(names if more <= 0 else [*names[:MOST_NAMED], f"nog {dutch.count(more, 'persoon', 'mensen')}"])
