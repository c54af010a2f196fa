"""The entries of the journal as stored."""

from sqlalchemy import BigInteger, SmallInteger, Text
from sqlmodel import Field, SQLModel


class JournalEntry(SQLModel, table=True):
    """One save of one slot; the answer that counts for a slot is the one with the highest (lease, sequence).

    `answer` is the JSON text that the page sent, or null when the answer was cleared. `is_late` marks what arrived
    after the deadline but within the grace. Moments are kept as pages send them, in milliseconds since 1970: this table
    is written far more often than it is read.
    """

    __tablename__ = "journal_entry"
    __table_args__ = {"sqlite_with_rowid": False}  # The key is the order in which answers are read: no second tree.

    attempt_id: int = Field(primary_key=True, foreign_key="attempt.id")
    lease: int = Field(primary_key=True)
    sequence: int = Field(primary_key=True)
    slot: int = Field(sa_type=SmallInteger)
    answer: str | None = Field(default=None, sa_type=Text)
    is_flagged: bool = False
    client_ms: int = Field(sa_type=BigInteger)
    received_ms: int = Field(sa_type=BigInteger)
    is_late: bool = False
