"""The entries of the journal as stored."""

from datetime import datetime

from sqlalchemy import SmallInteger, Text
from sqlmodel import Field, SQLModel

from proeve.core.database import UtcDateTime


class JournalEntry(SQLModel, table=True):
    """One save of one slot; the answer that counts for a slot is the one with the highest (lease, sequence).

    `answer` is the JSON text that the page sent, or null when the answer was cleared. `is_late` marks what arrived
    after the deadline but within the grace.
    """

    __tablename__ = "journal_entry"
    __table_args__ = {"sqlite_with_rowid": False}  # The key is the order in which answers are read: no second tree.

    attempt_id: int = Field(primary_key=True, foreign_key="attempt.id")
    lease: int = Field(primary_key=True)
    sequence: int = Field(primary_key=True)
    slot: int = Field(sa_type=SmallInteger)
    answer: str | None = Field(default=None, sa_type=Text)
    is_flagged: bool = False
    client_at: datetime = Field(sa_type=UtcDateTime)
    received_at: datetime = Field(sa_type=UtcDateTime)
    is_late: bool = False
