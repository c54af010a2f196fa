"""The roles: what a person may do for which corporation, and the scope that follows from it."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import CheckConstraint, Index, String, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel, col

from proeve.core import audit, clock
from proeve.core.database import UtcDateTime
from proeve.core.errors import Conflict, Invalid, NotFound
from proeve.core.inserting import insert_missing
from proeve.core.scope import Role, Scope
from proeve.people.persons import Person

EVERYWHERE = frozenset({Role.OPERATOR, Role.AUTHOR, Role.APPROVER})
"""Roles that are granted without a corporation."""

ONE_AT_A_TIME = frozenset({Role.ADMINISTRATOR})
"""Roles in which someone works for one corporation, even when several granted it, so that staff never get mixed up."""


class RoleGrant(SQLModel, table=True):
    """One role of one person; only the operator's and the authors' reach beyond a corporation."""

    __tablename__ = "role_grant"
    __table_args__ = (
        CheckConstraint(
            "(corporation_id IS NULL) = (role IN ('operator', 'author', 'approver'))", name="corporation_fits_role"
        ),
        Index("uq_role_grant_corporation", "person_id", "role", "corporation_id", unique=True),
        Index(
            "uq_role_grant_everywhere",
            "person_id",
            "role",
            unique=True,
            sqlite_where=text("corporation_id IS NULL"),
            postgresql_where=text("corporation_id IS NULL"),
        ),
    )

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    role: Role = Field(sa_type=String(20))
    corporation_id: int | None = Field(default=None, foreign_key="corporation.id", index=True)
    granted_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)


async def all_grants(session: AsyncSession, person_id: int) -> list[RoleGrant]:
    """List what a person may do, in the order in which it was granted."""
    return (await grants_of(session, [person_id]))[person_id]


async def grants_of(session: AsyncSession, person_ids: Collection[int]) -> dict[int, list[RoleGrant]]:
    """Return by person what they may do, each in the order in which it was granted."""
    grants: dict[int, list[RoleGrant]] = {person_id: [] for person_id in person_ids}
    statement = select(RoleGrant).where(col(RoleGrant.person_id).in_(person_ids)).order_by(col(RoleGrant.id))
    for grant in await session.scalars(statement):
        grants[grant.person_id].append(grant)
    return grants


async def grant_role(
    session: AsyncSession, person_id: int, role: Role, corporation_id: int | None = None, *, granted_by: int | None
) -> None:
    """Grant a role, unless the person has it; raise Invalid when it needs a corporation or must not have one.

    `granted_by` is None when the command line does it.
    """
    if (corporation_id is None) != (role in EVERYWHERE):
        raise Invalid("Kies voor deze rol een corporatie." if corporation_id is None else "Deze rol geldt overal.")
    if _holds(await all_grants(session, person_id), role, corporation_id):
        return
    await insert_missing(session, RoleGrant, [_row(person_id, role, corporation_id)])
    subject, facts = f"person:{person_id}", {"role": role}
    audit.record(session, "role.grant", subject, actor_id=granted_by, corporation_id=corporation_id, **facts)


async def grant_employee_role(session: AsyncSession, person_ids: Iterable[int], corporation_id: int) -> None:
    """Make these persons employees of a corporation; the staff row tells who did that, so the log is silent here."""
    await insert_missing(session, RoleGrant, [_row(each, Role.EMPLOYEE, corporation_id) for each in sorted(person_ids)])


async def revoke_role(
    session: AsyncSession, person_id: int, role: Role, corporation_id: int | None = None, *, revoked_by: int | None
) -> None:
    """Take a role away at once, in open sessions too; raise NotFound without it, Conflict for the last operator."""
    if role is Role.OPERATOR:
        await _refuse_the_last_operator(session, person_id)
    grants = await all_grants(session, person_id)
    grant = next((each for each in grants if each.role == role and each.corporation_id == corporation_id), None)
    if grant is None:
        raise NotFound("Deze persoon heeft deze rol niet.")
    await session.delete(grant)
    subject, facts = f"person:{person_id}", {"role": role}
    audit.record(session, "role.revoke", subject, actor_id=revoked_by, corporation_id=corporation_id, **facts)


async def scope_of(session: AsyncSession, person_id: int, role: Role, corporation_id: int | None = None) -> Scope:
    """Return the scope in which a person works in a role, or raise as `scope_from` does."""
    return scope_from(person_id, await all_grants(session, person_id), role, corporation_id)


def scope_from(person_id: int, grants: Sequence[RoleGrant], role: Role, corporation_id: int | None = None) -> Scope:
    """Return the scope that grants give in a role: for all its corporations, or for the one that is named.

    Raise NotFound for a role that is not held, and Invalid when a corporation must be chosen first. Everyone is an
    employee, granted or not: an employee sees their own rows only, and who left keeps their results and certificates.
    """
    held = {each.corporation_id for each in grants if each.role == role}
    if not held and role is not Role.EMPLOYEE:
        raise NotFound
    # The operator's is the one role that acts for a corporation without a grant from it.
    reach = {corporation_id} if role is Role.OPERATOR else held
    mine = frozenset(each for each in reach if each is not None and corporation_id in {None, each})
    if corporation_id is not None and not mine:
        raise NotFound
    if role in ONE_AT_A_TIME and len(mine) > 1:
        raise Invalid("Kies eerst voor welke corporatie u werkt.", code="corporation_needed")
    return Scope(person_id, role, mine)


def _holds(grants: Sequence[RoleGrant], role: Role, corporation_id: int | None) -> bool:
    return any(each.role == role and each.corporation_id == corporation_id for each in grants)


def _row(person_id: int, role: Role, corporation_id: int | None) -> dict[str, object]:
    return {"person_id": person_id, "role": role, "corporation_id": corporation_id}


async def _refuse_the_last_operator(session: AsyncSession, person_id: int) -> None:
    """Raise Conflict when nobody else could grant roles; operators are locked, so that two cannot leave together."""
    operators = await session.scalars(
        select(col(RoleGrant.person_id))
        .join(Person, col(Person.id) == col(RoleGrant.person_id))
        .where(col(RoleGrant.role) == Role.OPERATOR)
        .where(col(Person.blocked_at).is_(None))
        .with_for_update(of=RoleGrant)
    )
    if set(operators) == {person_id}:
        raise Conflict("Dit is de laatste platformbeheerder. Geef deze rol eerst aan iemand anders.")
