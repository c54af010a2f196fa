"""Count tries in fixed windows, in the database, so that several nodes count together."""

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel, col

from proeve.core import clock
from proeve.core.cleaning import cleans, remove
from proeve.core.database import Database, UtcDateTime
from proeve.core.errors import TooManyTries

LONGEST_WINDOW = timedelta(hours=1)
"""A row does not tell how long its window is; after this it is over, whichever it was."""


class RateLimit(SQLModel, table=True):
    """How often one key was tried in the window that started at `started_at`."""

    __tablename__ = "rate_limit"

    key: str = Field(primary_key=True)
    started_at: datetime = Field(primary_key=True, sa_type=UtcDateTime)
    tries: int


async def count_try(database: Database, key: str, *, most: int, window: timedelta) -> None:
    """Count one try, or raise TooManyTries when it is one more than `most` in this window.

    It commits on its own: a try counts even when what was tried fails and is rolled back.
    """
    if window > LONGEST_WINDOW:
        raise ValueError(f"A window of {window} would be forgotten before it is over.")
    started_at = _window_start(clock.now(), window)
    insert = (sqlite if database.is_sqlite else postgresql).insert(RateLimit)
    statement = (
        insert.values(key=key, started_at=started_at, tries=1)
        .on_conflict_do_update(index_elements=["key", "started_at"], set_={"tries": RateLimit.tries + 1})
        .returning(col(RateLimit.tries))
    )
    async with database.unit_of_work() as session:
        tries = await session.scalar(statement)
        past = (col(RateLimit.key) == key, col(RateLimit.started_at) < started_at)
        await session.execute(delete(RateLimit).where(*past))
    if tries is None or tries > most:
        wait = started_at + window - clock.now()
        seconds = max(1, round(wait.total_seconds()))
        minutes = -(-seconds // 60)
        period = "een minuut" if minutes == 1 else f"{minutes} minuten"
        raise TooManyTries(
            f"U heeft dit te vaak geprobeerd. Wacht {period} en probeer het opnieuw.", retry_after=seconds
        )


@cleans("rate_limit")
async def forget_tries(session: AsyncSession) -> int:
    """Remove the counts of windows that are over; return how many."""
    past = delete(RateLimit).where(col(RateLimit.started_at) < clock.now() - LONGEST_WINDOW)
    return await remove(session, past)


def _window_start(moment: datetime, window: timedelta) -> datetime:
    seconds = window.total_seconds()
    return datetime.fromtimestamp(moment.timestamp() // seconds * seconds, tz=moment.tzinfo)
