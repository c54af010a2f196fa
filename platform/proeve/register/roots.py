"""Once a night, one digest over the day's events: published, so that the past cannot be rewritten afterwards."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, LargeBinary
from sqlmodel import Field, SQLModel

from proeve.core import clock
from proeve.core.database import UtcDateTime


class RegisterRoot(SQLModel, table=True):
    """The Merkle root over the events of one day, and the end of the chain by then.

    The roots cover the chain from its first event, without gaps; a day without events has none.
    """

    __tablename__ = "register_root"
    __table_args__ = (CheckConstraint("first_sequence <= last_sequence", name="covers_something"),)

    day: date = Field(primary_key=True)
    first_sequence: int = Field(unique=True)
    last_sequence: int = Field(unique=True)
    root: bytes = Field(sa_type=LargeBinary)
    head: bytes = Field(sa_type=LargeBinary)
    """The digest of the last event in it."""
    made_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
