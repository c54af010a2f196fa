"""The staff as a whole, for choosing people from it."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core.scope import Scope
from proeve.corporations.staff import StaffMember, staff_of
from proeve.corporations.staff_listing import EVERYONE_HERE


async def all_staff_here(session: AsyncSession, scope: Scope) -> list[StaffMember]:
    """List everyone who works there now, by name."""
    statement = staff_of(scope).where(*EVERYONE_HERE.conditions())
    return list(await session.scalars(statement.order_by(col(StaffMember.sort_name), col(StaffMember.id))))


async def has_staff(session: AsyncSession, scope: Scope) -> bool:
    """Tell whether anybody was ever entered."""
    return bool(await session.scalar(select(staff_of(scope).exists())))


async def staff_by_person(session: AsyncSession, scope: Scope, person_ids: Collection[int]) -> dict[int, StaffMember]:
    """Return the staff members behind these persons, by person."""
    members = await session.scalars(staff_of(scope).where(col(StaffMember.person_id).in_(person_ids)))
    return {member.person_id: member for member in members}
