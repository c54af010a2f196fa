"""The staff of a corporation, as that corporation knows them."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from proeve.core import clock
from proeve.core.database import UtcDateTime


class StaffMember(SQLModel, table=True):
    """One person's place at one corporation; the name is the one this corporation uses."""

    __tablename__ = "staff_member"
    __table_args__ = (UniqueConstraint("corporation_id", "person_id"),)

    id: int = Field(default=None, primary_key=True)
    corporation_id: int = Field(foreign_key="corporation.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    given_name: str
    name_prefix: str = ""
    family_name: str
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
        return " ".join(part for part in (self.given_name, self.name_prefix, self.family_name) if part)
