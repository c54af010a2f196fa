"""The persons: everyone who can sign in, once, whatever they do for whichever corporation."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import String, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel, col

from proeve.core import clock
from proeve.core.database import UtcDateTime
from proeve.core.errors import NotFound
from proeve.core.inserting import insert_missing
from proeve.people.emails import normalise_email
from proeve.people.names import full_name
from proeve.people.text import tidy

NOBODY = "Deze persoon kennen wij niet."


class Person(SQLModel, table=True):
    """Somebody who can sign in; `email` is kept trimmed and case-folded and is what tells persons apart."""

    __tablename__ = "person"

    id: int = Field(default=None, primary_key=True)
    email: str = Field(unique=True)
    given_name: str
    name_prefix: str = ""
    family_name: str
    certificate_language: str = Field(default="nl", sa_type=String(2))
    """The language of the certificates that are issued to this person from now on: nl or en."""
    password_hash: str | None = None
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    blocked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @property
    def name(self) -> str:
        """Return the full name, tussenvoegsel in its place: "Fatima el Amrani"."""
        return full_name(self.given_name, self.name_prefix, self.family_name)


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody to add, with an e-mail address that is normalised already."""

    email: str
    given_name: str
    name_prefix: str
    family_name: str


async def find_person(session: AsyncSession, person_id: int) -> Person:
    """Return one person or raise NotFound."""
    person = await session.get(Person, person_id)
    if person is None:
        raise NotFound(NOBODY)
    return person


async def find_person_by_email(session: AsyncSession, email: str) -> Person:
    """Return the person with this address, however it is typed, or raise NotFound; for an impossible one as well."""
    person = await session.scalar(select(Person).where(col(Person.email) == tidy(email).casefold()))
    if person is None:
        raise NotFound(NOBODY)
    return person


async def all_persons_by_email(session: AsyncSession, emails: Iterable[str]) -> dict[str, Person]:
    """Return the persons known among these normalised addresses, by address."""
    found = await session.scalars(select(Person).where(col(Person.email).in_(list(emails))))
    return {person.email: person for person in found}


async def add_person(
    session: AsyncSession, *, email: str, given_name: str, name_prefix: str = "", family_name: str
) -> Person:
    """Add a person, or return the one with this address, whose own name stays; raise Invalid for a wrong address."""
    newcomer = Newcomer(normalise_email(email), tidy(given_name), tidy(name_prefix), tidy(family_name))
    return (await add_persons(session, [newcomer]))[newcomer.email]


async def add_persons(session: AsyncSession, newcomers: Iterable[Newcomer]) -> dict[str, Person]:
    """Add who is not known yet and return all of them by address."""
    # In one fixed order, so that two transactions that add the same people cannot wait for each other in a circle.
    in_order = sorted(newcomers, key=lambda newcomer: newcomer.email)
    await insert_missing(session, Person, [asdict(newcomer) for newcomer in in_order])
    return await all_persons_by_email(session, [newcomer.email for newcomer in in_order])
