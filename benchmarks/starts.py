"""Let many people start their attempt over HTTP, each signed in and each once, and count who really started."""

import asyncio
from dataclasses import dataclass

from sqlalchemy import select
from sqlmodel import col

from benchmarks.load import Load, put_load
from benchmarks.sites import Site
from benchmarks.visiting import Visit
from proeve.core.database import Database
from proeve.exams.attempts import Attempt

SIGN_IN_PAGE = "/aanmelden"


@dataclass(frozen=True, slots=True)
class Starts:
    """One run: what the load generator saw, how many people really started, and how many answers spoke untruth."""

    load: Load
    started: int
    lost: int


def measure_starts(site: Site, *, connections: int, seconds: float) -> Starts:
    """Start prepared attempts for some seconds, or until nobody is left."""
    file = site.folder / "starts"
    file.write_text("".join(f"{candidate.attempt_id} {candidate.cookie}\n" for candidate in site.hall.starting))
    with Visit(site.address) as visit:
        visit.get(SIGN_IN_PAGE)
        form_token = visit.form_token
    load = put_load(
        f"http://{site.address}/",
        connections=connections,
        seconds=seconds,
        script="starts.lua",
        arguments=(file, form_token),
    )
    started = asyncio.run(_count_started(site))
    return Starts(load, started, lost=max(0, load.answers - load.refused - started))


async def _count_started(site: Site) -> int:
    """Return how many of those who were to start have started."""
    database = Database(site.settings.database_url)
    async with database.reading() as session:
        started = await session.scalars(select(col(Attempt.id)).where(col(Attempt.started_at).is_not(None)))
        count = len({candidate.attempt_id for candidate in site.hall.starting}.intersection(started))
    await database.close()
    return count
