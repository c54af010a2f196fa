"""The sessions: who is signed in where, kept on the server so that each can be ended."""

from datetime import datetime

from sqlalchemy import String
from sqlmodel import Field, SQLModel

from proeve.core import clock
from proeve.core.database import UtcDateTime
from proeve.core.scope import Role


class Session(SQLModel, table=True):
    """One signed-in browser; the cookie holds the token, the table its hash."""

    __tablename__ = "session"

    id: int = Field(default=None, primary_key=True)
    token_hash: bytes = Field(unique=True)
    csrf_token: str
    person_id: int = Field(foreign_key="person.id", index=True)
    role: Role = Field(sa_type=String(20))
    corporation_id: int | None = Field(default=None, foreign_key="corporation.id")
    user_agent: str = ""
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    seen_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
