"""Who holds a role at a corporation, and how many do."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core.scope import Role
from proeve.people.names import sort_name
from proeve.people.persons import Person
from proeve.people.roles import RoleGrant


@dataclass(frozen=True, slots=True)
class RoleHolder:
    """A person with one of their roles."""

    person: Person
    role: Role
    granted_at: datetime


async def all_role_holders(session: AsyncSession, corporation_id: int, *roles: Role) -> list[RoleHolder]:
    """List who may work in these roles for a corporation, by role in the order named, then by name."""
    statement = (
        select(Person, RoleGrant)
        .join(RoleGrant, col(RoleGrant.person_id) == col(Person.id))
        .where(col(RoleGrant.corporation_id) == corporation_id)
        .where(col(RoleGrant.role).in_(roles))
        .where(col(Person.blocked_at).is_(None))
    )
    holders = [
        RoleHolder(person, Role(grant.role), grant.granted_at) for person, grant in await session.execute(statement)
    ]
    return sorted(holders, key=lambda holder: (roles.index(holder.role), *_name_key(holder.person)))


async def count_role_holders(session: AsyncSession, role: Role) -> Counter[int]:
    """Count who may work in a role, by the id of the corporation."""
    statement = (
        select(col(RoleGrant.corporation_id), func.count())
        .join(Person, col(Person.id) == col(RoleGrant.person_id))
        .where(col(RoleGrant.role) == role)
        .where(col(Person.blocked_at).is_(None))
        .group_by(col(RoleGrant.corporation_id))
    )
    return Counter({row[0]: row[1] for row in await session.execute(statement) if row[0] is not None})


async def roles_by_person(session: AsyncSession, person_ids: Collection[int]) -> dict[int, list[Role]]:
    """Return the different roles of each of these persons, in the order in which they were first granted."""
    grants = await session.scalars(
        select(RoleGrant).where(col(RoleGrant.person_id).in_(person_ids)).order_by(col(RoleGrant.id))
    )
    roles: dict[int, dict[Role, None]] = {person_id: {} for person_id in person_ids}
    for grant in grants:
        roles[grant.person_id][Role(grant.role)] = None
    return {person_id: list(found) for person_id, found in roles.items()}


def _name_key(person: Person) -> tuple[str, int]:
    return sort_name(person.given_name, person.name_prefix, person.family_name), person.id
