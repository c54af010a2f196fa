"""An installation whose people have all just passed: what the certificates of a whole exam day are issued from."""

import asyncio
from decimal import Decimal
from pathlib import Path

from sqlalchemy import func, select, update
from sqlmodel import col

from benchmarks.candidates import EXAM, Hall, fill_hall
from benchmarks.sites import SECRET_KEY
from proeve import registered  # noqa: F401  The job that issues must be known.
from proeve.core import clock
from proeve.core.database import Database
from proeve.core.jobs import enqueue
from proeve.core.settings import Settings, sqlite_url
from proeve.exams.attempts import Attempt, AttemptState
from proeve.exams.enrolments import Enrolment
from proeve.exams.results import Result
from proeve.register.certificates import Certificate
from proeve.register.issuing import issue_certificate
from proeve.register.keys import ensure_keys

VISITORS = 4


def make_installation(folder: Path, passes: int) -> tuple[Settings, Hall]:
    """Fill an SQLite database with people, some of whom look at pages while the others' certificates are made."""
    settings = Settings(
        database_url=sqlite_url(folder / "proeve.db"),
        data_dir=folder,
        secret_key=SECRET_KEY,
        public_url="http://127.0.0.1:8000",
    )
    ensure_keys(settings)
    hall = fill_hall(settings, saving=0, opening=VISITORS, starting=passes)
    asyncio.run(_pass_all(settings))
    return settings, hall


async def _pass_all(settings: Settings) -> None:
    """Let everybody who waits to start have passed a moment ago, without a single answer."""
    database = Database(settings.database_url)
    waiting = col(Attempt.state) == AttemptState.PREPARED
    async with database.unit_of_work() as session:
        statement = select(Attempt, col(Enrolment.staff_member_id)).join(Enrolment).where(waiting)
        rows = (await session.execute(statement)).all()
        session.add_all([_result(attempt, member_id) for attempt, member_id in rows])
        closed = {"state": AttemptState.GRADED, "started_at": clock.now(), "closed_at": clock.now()}
        await session.execute(
            update(Attempt).where(waiting).values(allowed_seconds=2400, deadline_at=clock.now(), **closed)
        )
    await database.close()


def _result(attempt: Attempt, staff_member_id: int) -> Result:
    return Result(
        corporation_id=attempt.corporation_id,
        attempt_id=attempt.id,
        staff_member_id=staff_member_id,
        person_id=attempt.person_id,
        exam=EXAM,
        points=Decimal(32),
        maximum=Decimal(40),
        cut=Decimal(28),
        passed=True,
        grade=Decimal("7.2"),
        grading={"profile": []},
        closed_at=clock.now(),
    )


async def ask_for_all(database: Database) -> None:
    """Ask for the certificate of every result, in one transaction."""
    async with database.unit_of_work() as session:
        for result_id in await session.scalars(select(col(Result.id))):
            await enqueue(session, issue_certificate, key=str(result_id), result_id=result_id)


async def count_issued(database: Database) -> int:
    """Return how many certificates there are by now."""
    async with database.reading() as session:
        return await session.scalar(select(func.count()).select_from(Certificate)) or 0
