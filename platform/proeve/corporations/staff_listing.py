"""The list of staff: narrowed, sorted, one page at a time."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core.scope import Scope
from proeve.corporations.staff import StaffMember, staff_of
from proeve.people.names import fold

PAGE_SIZE = 50


class Presence(StrEnum):
    """Whether people work there still."""

    HERE = "here"
    LEFT = "left"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class StaffFilter:
    """What narrows a list; `text` holds words that each occur in the name, the address or the staff number.

    `further` are conditions on staff members that only a room above this one can know.
    """

    text: str = ""
    team: str = ""
    job_title: str = ""
    location: str = ""
    presence: Presence = Presence.HERE
    further: tuple[ColumnElement[bool], ...] = ()

    def conditions(self) -> list[ColumnElement[bool]]:
        """Return one condition for each filter that is set."""
        equals = (
            (StaffMember.team, self.team),
            (StaffMember.job_title, self.job_title),
            (StaffMember.location, self.location),
        )
        conditions: list[ColumnElement[bool]] = [col(column) == value for column, value in equals if value]
        conditions += [_has_word(word) for word in fold(self.text).split()]
        if self.presence is not Presence.ALL:
            has_left = col(StaffMember.left_at).is_not(None)
            conditions.append(has_left if self.presence is Presence.LEFT else ~has_left)
        return [*conditions, *self.further]


@dataclass(frozen=True, slots=True)
class StaffPage:
    """One page of a list, and how many there are on all pages together."""

    members: list[StaffMember]
    total: int


@dataclass(frozen=True, slots=True)
class StaffChoices:
    """The values a list can be narrowed to."""

    teams: list[str]
    job_titles: list[str]
    locations: list[str]


EVERYONE_HERE = StaffFilter()

SORTS: dict[str, Any] = {
    "name": col(StaffMember.sort_name),
    "email": col(StaffMember.email),
    "staff_number": col(StaffMember.staff_number),
    "job_title": func.lower(col(StaffMember.job_title)),
    "team": func.lower(col(StaffMember.team)),
    "location": func.lower(col(StaffMember.location)),
    "left": col(StaffMember.left_at),
}
"""What a list can be sorted by; a minus before the word turns the order round."""


async def all_staff(
    session: AsyncSession,
    scope: Scope,
    filters: StaffFilter = EVERYONE_HERE,
    *,
    sort: str = "name",
    page: int = 1,
) -> StaffPage:
    """List one page of staff, sorted by one of SORTS; an unknown sort is by name."""
    statement = staff_of(scope).where(*filters.conditions())
    total = await session.scalar(select(func.count()).select_from(statement.subquery()))
    members = await session.scalars(
        statement.order_by(*_order(sort)).limit(PAGE_SIZE).offset(max(0, page - 1) * PAGE_SIZE)
    )
    return StaffPage(list(members), total or 0)


async def all_staff_ids(session: AsyncSession, scope: Scope, filters: StaffFilter = EVERYONE_HERE) -> list[int]:
    """List the ids of all staff that a filter lets through, for acting on all pages at once."""
    statement = staff_of(scope).where(*filters.conditions()).order_by(*_order("name"))
    return list(await session.scalars(statement.with_only_columns(col(StaffMember.id))))


async def all_staff_choices(session: AsyncSession, scope: Scope) -> StaffChoices:
    """List the teams, job titles and locations that occur among the staff of today."""
    columns = (col(StaffMember.team), col(StaffMember.job_title), col(StaffMember.location))
    here = staff_of(scope).where(*EVERYONE_HERE.conditions())
    found = [await session.scalars(here.with_only_columns(column).where(column != "").distinct()) for column in columns]
    return StaffChoices(*(sorted(values, key=str.casefold) for values in found))


def _order(sort: str) -> list[ColumnElement[Any]]:
    column = SORTS.get(sort.removeprefix("-"), SORTS["name"])
    return [column.desc() if sort.startswith("-") else column, col(StaffMember.sort_name), col(StaffMember.id)]


def _has_word(word: str) -> ColumnElement[bool]:
    number = func.lower(col(StaffMember.staff_number))
    return (
        col(StaffMember.sort_name).contains(word, autoescape=True)
        | col(StaffMember.email).contains(word, autoescape=True)
        | number.contains(word, autoescape=True)
    )
