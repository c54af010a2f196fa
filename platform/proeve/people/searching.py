"""Search everyone who can sign in, by words of their name or address."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.people.persons import Person

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class PersonFilter:
    """What narrows a list; an empty field narrows nothing."""

    text: str = ""
    only_blocked: bool = False

    def conditions(self) -> list[ColumnElement[bool]]:
        """Return one condition for each filter that is set."""
        conditions = [_has_word(word) for word in self.text.split()]
        if self.only_blocked:
            conditions.append(col(Person.blocked_at).is_not(None))
        return conditions


async def search_persons(
    session: AsyncSession, wanted: PersonFilter = PersonFilter(), *, page: int = 1
) -> tuple[list[Person], int]:
    """List one page of persons by family name, and how many there are in all.

    Persons belong to no corporation, so nothing narrows them here: this is for the operator alone.
    """
    statement = select(Person).where(*wanted.conditions())
    total = await session.scalar(select(func.count()).select_from(statement.subquery())) or 0
    by_name = (func.lower(col(Person.family_name)), func.lower(col(Person.given_name)), col(Person.id))
    persons = await session.scalars(statement.order_by(*by_name).limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE))
    return list(persons), total


def _has_word(word: str) -> ColumnElement[bool]:
    columns = (col(Person.given_name), col(Person.name_prefix), col(Person.family_name), col(Person.email))
    # SQLite knows no capitals but A to Z, so a name with another one is found as it is written.
    return or_(
        *(func.lower(column).contains(word.lower(), autoescape=True) for column in columns),
        *(column.contains(word, autoescape=True) for column in columns),
    )
