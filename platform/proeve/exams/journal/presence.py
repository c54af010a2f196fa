"""Who is there: the last sign of life of each running attempt, and the silences that were noticed afterwards."""

from sqlalchemy import BigInteger, CheckConstraint, SmallInteger
from sqlmodel import Field, SQLModel

RENEWED_AFTER_MS = 10_000
"""How precisely the last sign of life is kept; a page that saves all the time seldom costs a second write."""
SILENCE_MS = 45_000
"""A page that was silent for longer than this, two heartbeats and some, was not connected."""


class Presence(SQLModel, table=True):
    """The last that was heard of an attempt from the page that may write.

    `slot` is the question that was on the screen and `answered` how many had an answer, both as the page says: they are
    for who watches, nothing is decided by them.
    """

    __tablename__ = "presence"

    attempt_id: int = Field(primary_key=True, foreign_key="attempt.id")
    seen_ms: int = Field(sa_type=BigInteger)
    slot: int | None = Field(default=None, sa_type=SmallInteger)
    answered: int | None = Field(default=None, sa_type=SmallInteger)


class ConnectionGap(SQLModel, table=True):
    """A silence of a running attempt, from the last sign of life before it to the first after it."""

    __tablename__ = "connection_gap"
    __table_args__ = (CheckConstraint("from_ms < until_ms", name="ends_after_it_began"),)

    attempt_id: int = Field(primary_key=True, foreign_key="attempt.id")
    from_ms: int = Field(primary_key=True, sa_type=BigInteger)
    until_ms: int = Field(sa_type=BigInteger)


def is_renewed(seen_ms: int | None, now_ms: int) -> bool:
    """Say whether a sign of life now is to be written, beside the last one that was."""
    return seen_ms is None or now_ms - seen_ms >= RENEWED_AFTER_MS


def silent_since(seen_ms: int | None, started_ms: int | None, until_ms: int) -> int | None:
    """Return since when nothing had been heard at a moment, or None when that was too short to be called a silence.

    Who was never heard of was silent from the start.
    """
    last = max(seen_ms or 0, started_ms or 0)
    return last if last and until_ms - last > SILENCE_MS else None
