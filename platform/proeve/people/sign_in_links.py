"""The sign-in links: single-use, short-lived, and stored as a hash only."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from proeve.core import clock
from proeve.core.database import UtcDateTime


class SignInLink(SQLModel, table=True):
    """One link that signs one person in, once, until it expires."""

    __tablename__ = "sign_in_link"

    id: int = Field(default=None, primary_key=True)
    token_hash: bytes = Field(unique=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
