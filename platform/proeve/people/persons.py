"""The persons: everyone who can sign in, once, whatever they do for whichever corporation."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from proeve.core import clock
from proeve.core.database import UtcDateTime


class Person(SQLModel, table=True):
    """Somebody who can sign in; `email` is kept trimmed and case-folded and is what tells persons apart."""

    __tablename__ = "person"

    id: int = Field(default=None, primary_key=True)
    email: str = Field(unique=True)
    given_name: str
    name_prefix: str = ""
    family_name: str
    password_hash: str | None = None
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    blocked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @property
    def name(self) -> str:
        """Return the full name, tussenvoegsel in its place: "Fatima el Amrani"."""
        return " ".join(part for part in (self.given_name, self.name_prefix, self.family_name) if part)
