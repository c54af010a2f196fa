"""The roles: what a person may do for which corporation."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, String, text
from sqlmodel import Field, SQLModel

from proeve.core import clock
from proeve.core.database import UtcDateTime
from proeve.core.scope import Role


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
