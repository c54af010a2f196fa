"""Invite people again: who lost the mail, or never got it."""

from collections.abc import Collection

from sqlalchemy import Select, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core import clock
from proeve.core.audit import record
from proeve.core.scope import Scope
from proeve.corporations.staff import StaffMember
from proeve.exams.attempts import Attempt, AttemptState
from proeve.exams.enrolments import Enrolment
from proeve.exams.inviting import invite
from proeve.exams.sittings import Sitting


async def invite_again(session: AsyncSession, scope: Scope, enrolment_ids: Collection[int]) -> int:
    """Mail a new invitation, to the address of today, to those who can still start; return to how many.

    Who has started, was withdrawn, left, or let the window go by is passed over: choosing a whole list is no mistake.
    """
    pairs = [(row[0], row[1]) for row in await session.execute(_can_start(scope, enrolment_ids))]
    await invite(session, pairs)
    for enrolment, _ in pairs:
        subject = f"enrolment:{enrolment.id}"
        corporation_id = enrolment.corporation_id
        record(session, "enrolment.invite_again", subject, actor_id=scope.person_id, corporation_id=corporation_id)
    return len(pairs)


def _can_start(scope: Scope, enrolment_ids: Collection[int]) -> Select[Enrolment, StaffMember]:
    return (
        select(Enrolment, StaffMember)
        .join(StaffMember, col(StaffMember.id) == col(Enrolment.staff_member_id))
        .join(Sitting, col(Sitting.id) == col(Enrolment.sitting_id))
        .outerjoin(Attempt, col(Attempt.enrolment_id) == col(Enrolment.id))
        .where(scope.covers(corporation=col(Enrolment.corporation_id)))
        .where(col(Enrolment.id).in_(enrolment_ids))
        .where(col(Enrolment.withdrawn_at).is_(None))
        .where(col(StaffMember.left_at).is_(None))
        .where(col(Sitting.closes_at) > clock.now())
        .where(or_(col(Attempt.state).is_(None), col(Attempt.state) == AttemptState.PREPARED))
        .order_by(col(Enrolment.id))
    )
