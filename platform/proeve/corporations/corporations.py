"""The corporations: the tenants everything of theirs belongs to."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Select, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel, col

from proeve.core import audit, clock
from proeve.core.database import UtcDateTime
from proeve.core.errors import Conflict, Invalid, NotFound
from proeve.core.scope import Role, Scope
from proeve.people.text import tidy

UNKNOWN = "Deze corporatie bestaat niet, of u heeft er geen toegang toe."


class Corporation(SQLModel, table=True):
    """One housing corporation."""

    __tablename__ = "corporation"

    id: int = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    city: str = ""
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)


async def add_corporation(session: AsyncSession, *, name: str, city: str = "", added_by: int | None) -> Corporation:
    """Add a corporation; raise Invalid without a name, and Conflict when it is known, in capitals or not."""
    name, city = tidy(name), tidy(city)
    if not name:
        raise Invalid("Vul de naam van de corporatie in.", {"name": "Vul de naam van de corporatie in."})
    known = await session.scalars(select(col(Corporation.name)))
    if name.casefold() in {each.casefold() for each in known}:
        raise _known(name)
    corporation = Corporation(name=name, city=city)
    try:
        async with session.begin_nested():
            session.add(corporation)
    except IntegrityError as clash:  # Somebody added it a moment ago: a double click.
        raise _known(name) from clash
    audit.record(
        session, "corporation.add", f"corporation:{corporation.id}", actor_id=added_by, corporation_id=corporation.id
    )
    return corporation


async def all_corporations(session: AsyncSession, scope: Scope) -> list[Corporation]:
    """List the corporations of a scope by name."""
    corporations = await session.scalars(_visible_to(scope))
    return sorted(corporations, key=lambda corporation: corporation.name.casefold())


async def find_corporation(session: AsyncSession, scope: Scope, corporation_id: int) -> Corporation:
    """Return one corporation of a scope or raise NotFound."""
    corporation = await session.scalar(_visible_to(scope).where(col(Corporation.id) == corporation_id))
    if corporation is None:
        raise NotFound(UNKNOWN)
    return corporation


async def corporation_names(session: AsyncSession, corporation_ids: Collection[int]) -> dict[int, str]:
    """Return the names of corporations the caller may know of, such as those in somebody's own grants."""
    if not corporation_ids:
        return {}
    found = await session.scalars(select(Corporation).where(col(Corporation.id).in_(corporation_ids)))
    return {corporation.id: corporation.name for corporation in found}


async def lock_staff(session: AsyncSession, scope: Scope) -> int:
    """Return the corporation whose staff this scope may change, and let other changes to its staff wait.

    Raise NotFound for roles that change no staff, and Invalid when the operator named no corporation.
    """
    refuse_onlookers(scope)
    # Weaker than a plain lock, so that rows which refer to the corporation can still be added meanwhile.
    statement = select(col(Corporation.id)).where(col(Corporation.id) == scope.corporation_id)
    corporation_id = await session.scalar(statement.with_for_update(key_share=True))
    if corporation_id is None:
        raise NotFound(UNKNOWN)
    return corporation_id


def refuse_onlookers(scope: Scope) -> None:
    """Raise NotFound unless this scope may change the staff of its corporation."""
    if scope.role not in {Role.ADMINISTRATOR, Role.OPERATOR}:
        raise NotFound


def _known(name: str) -> Conflict:
    return Conflict(f"Er is al een corporatie met de naam {name}. Kies een andere naam.", code="corporation_known")


def _visible_to(scope: Scope) -> Select[Corporation]:
    """Return the corporations of a scope; an employee has rows of their own, and knows where they are employed."""
    mine = col(Corporation.id).in_(scope.corporation_ids)
    return select(Corporation).where(or_(scope.covers(corporation=col(Corporation.id)), mine))
