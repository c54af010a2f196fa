"""Ask again for certificates that were never made: their job gave up, as when the device that seals was away."""

from datetime import timedelta

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core import clock
from proeve.core.jobs import JobContext, enqueue, job
from proeve.exams.results import Result
from proeve.register.certificates import Certificate
from proeve.register.issuing import issue_certificate
from proeve.register.refusals import CertificateRefusal

LONG_ENOUGH = timedelta(hours=1)
"""By then the job of a pass has either made its certificate or given up."""


@job("register.catch_up", nightly=True)
async def ask_for_forgotten_certificates(context: JobContext) -> None:
    """Ask for the certificate of each pass that has none and that nobody has to mend anything for."""
    async with context.database.unit_of_work() as session:
        for result_id in await _forgotten_passes(session):
            key = f"{result_id}:again:{clock.now():%Y%m%d%H}"
            await enqueue(session, issue_certificate, key=key, result_id=result_id)


async def _forgotten_passes(session: AsyncSession) -> list[int]:
    result_id = col(Result.id)
    statement = (
        select(result_id)
        .where(col(Result.passed), col(Result.graded_at) < clock.now() - LONG_ENOUGH)
        .where(~exists().where(col(Certificate.result_id) == result_id))
        .where(~exists().where(col(CertificateRefusal.result_id) == result_id))
        .order_by(result_id)
    )
    return list(await session.scalars(statement))
