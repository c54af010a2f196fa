"""What checking takes, by what is handed over: a number, the code of a printed certificate, a file, a badge."""

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable

from sqlalchemy import select
from sqlmodel import col

from certificates.badge.keys import BadgeKeys
from certificates.badge.signing import sign_badge, sign_badge_jwt
from certificates.checks.trust import Trust
from certificates.examining import examine_apart
from certificates.facts import CertificateFacts, read_snapshot
from certificates.verifying import Examination, FileVerdict, verify_file
from proeve.core.database import Database
from proeve.core.settings import Settings
from proeve.register.certificates import Certificate, CertificateFile
from proeve.register.keys import badge_keys
from proeve.register.trust import trust_of
from proeve.register.verifying import verify_number, verify_token

TIMES, TIMES_APART, WARM_UP = 60, 10, 3


async def measure_checking(database: Database, settings: Settings) -> dict[str, float]:
    """Check the first certificate of a register again and again; return the median milliseconds by kind."""
    async with database.reading() as session:
        certificate = (await session.scalars(select(Certificate).order_by(col(Certificate.id)).limit(1))).one()
        pdf = (await session.get_one(CertificateFile, certificate.id)).pdf
    facts, index, keys, trust = _made_from(certificate, settings)
    badge, token = sign_badge(facts, keys, status_index=index), sign_badge_jwt(facts, keys, status_index=index)

    async def by_number() -> None:
        async with database.reading() as session:
            await verify_number(session, certificate.number)

    async def by_code() -> None:
        async with database.reading() as session:
            await verify_token(session, facts.verify_url.rpartition("/")[2])

    return {
        "number": await _median_ms(by_number),
        "code": await _median_ms(by_code),
        "file": await _median_ms(_apart(verify_file, pdf, trust)),
        "file, in a process of its own": await _median_ms(_apart(examine_apart, pdf, trust), TIMES_APART),
        "badge, JSON": await _median_ms(_apart(verify_file, badge, trust)),
        "badge, JWT": await _median_ms(_apart(verify_file, token.encode(), trust)),
    }


def _made_from(certificate: Certificate, settings: Settings) -> tuple[CertificateFacts, int, BadgeKeys, Trust]:
    index = certificate.status_index or 0
    return read_snapshot(certificate.snapshot), index, badge_keys(settings), trust_of(settings)


def _apart(check: Callable[[bytes, Trust], Examination], content: bytes, trust: Trust) -> Callable[[], Awaitable[None]]:
    async def run() -> None:
        examination = await asyncio.to_thread(check, content, trust)
        if examination.verdict is not FileVerdict.GENUINE:
            raise RuntimeError(f"What we made ourselves is called {examination.verdict}: {examination.outcomes}")

    return run


async def _median_ms(check: Callable[[], Awaitable[None]], times: int = TIMES) -> float:
    durations = []
    for _ in range(WARM_UP + times):
        started = time.perf_counter()
        await check()
        durations.append((time.perf_counter() - started) * 1000)
    return statistics.median(durations[WARM_UP:])
