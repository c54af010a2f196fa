"""The staff of a corporation, as that corporation knows them."""

from datetime import datetime

from sqlalchemy import Connection, Index, Select, String, UniqueConstraint, event, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapper
from sqlmodel import Field, SQLModel, col

from proeve.core import clock
from proeve.core.database import UtcDateTime
from proeve.core.errors import NotFound
from proeve.core.scope import Scope
from proeve.people.names import full_name, sort_name

BinaryString = String().with_variant(String(collation="C"), "postgresql")
"""Text compared sign by sign on both databases, whatever language the server speaks."""


class StaffMember(SQLModel, table=True):
    """One person's place at one corporation; the name is the one this corporation uses.

    `sort_name` follows from the name; `email` is the person's.
    """

    __tablename__ = "staff_member"
    __table_args__ = (
        UniqueConstraint("corporation_id", "person_id"),
        Index("ix_staff_member_corporation_id_sort_name", "corporation_id", "sort_name"),
    )

    id: int = Field(default=None, primary_key=True)
    corporation_id: int = Field(foreign_key="corporation.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    given_name: str
    name_prefix: str = ""
    family_name: str
    sort_name: str = Field(default="", sa_type=BinaryString)
    email: str
    staff_number: str = ""
    job_title: str = ""
    team: str = ""
    location: str = ""
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    left_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @property
    def name(self) -> str:
        """Return the full name, tussenvoegsel in its place."""
        return full_name(self.given_name, self.name_prefix, self.family_name)


@event.listens_for(StaffMember, "before_insert")
@event.listens_for(StaffMember, "before_update")
def _keep_sort_name(_mapper: Mapper[StaffMember], _connection: Connection, member: StaffMember) -> None:
    member.sort_name = sort_name(member.given_name, member.name_prefix, member.family_name)


async def find_staff_member(session: AsyncSession, scope: Scope, staff_member_id: int) -> StaffMember:
    """Return one staff member or raise NotFound."""
    member = await session.scalar(staff_of(scope).where(col(StaffMember.id) == staff_member_id))
    if member is None:
        raise NotFound("Deze medewerker bestaat niet, of hoort bij een andere corporatie.")
    return member


def staff_of(scope: Scope) -> Select[StaffMember]:
    """Select the staff a scope may see."""
    return select(StaffMember).where(
        scope.covers(corporation=col(StaffMember.corporation_id), person=col(StaffMember.person_id))
    )
