"""The database's disk is full while people save: they hear to try again, and all goes on once there is room."""

import asyncio
import os
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest
from sqlalchemy import func, select

from benchmarks.candidates import Hall
from benchmarks.cluster import running_cluster
from proeve import registered  # noqa: F401  What follows a result must be known where people hand in.
from proeve.core.database import Database
from proeve.core.scope import Role, Scope
from proeve.core.settings import Settings, sqlite_url
from proeve.exams.closing import submit_attempt
from proeve.exams.results import Result
from tests.faults.crowd import Crowd
from tests.faults.nodes import Node

WAIT_SECONDS = 60
MEGABYTE = 1024 * 1024
DISK = "192m"


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A disk in memory that is full soon."""
    with TemporaryDirectory(prefix="proeve-disk-") as name:
        mount = ("mount", "-t", "tmpfs", "-o", f"size={DISK},mode=755", "proeve-faults", name)
        if os.getuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode:
            pytest.skip("A disk that is full has to be mounted, which only root may, and not in every container.")
        try:
            yield Path(name)
        finally:
            subprocess.run(("umount", "--lazy", name), check=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest, small_disk: Path, settings_of) -> Iterator[Settings]:
    """Settings for a database of each kind on the small disk."""
    if request.param == "sqlite":
        yield settings_of(sqlite_url(small_disk / "proeve.db"))
        return
    with running_cluster(small_disk / "cluster") as cluster:
        if cluster is None:
            pytest.skip("PostgreSQL's server binaries are not on this machine (Debian: apt-get install postgresql).")
        yield settings_of(cluster.create_database("proeve"))


def begin_a_log(settings: Settings) -> None:
    """Give PostgreSQL's log a fresh file of 16 MB: what is to run full is the room for tables, at once."""
    if "postgresql" in settings.database_url:
        url = settings.database_url.replace("+asyncpg", "")
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("SELECT pg_switch_wal()")
            connection.execute("CREATE TABLE fresh ()")


def fill_up(disk: Path) -> Path:
    """Take all the room there is."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(MEGABYTE))
        except OSError:
            return filler


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(WAIT_SECONDS):
        while not condition():  # noqa: ASYNC110  What is waited for happens in servers and pages, not in one event.
            await asyncio.sleep(0.05)


async def grade_everybody(settings: Settings, hall: Hall) -> None:
    """Hand everybody's exam in and wait for the results, which the node's jobs make."""
    database = Database(settings.database_url)
    for candidate in hall.saving:
        async with database.unit_of_work() as session:
            await submit_attempt(session, Scope(candidate.person_id, Role.EMPLOYEE), candidate.attempt_id)
    async with asyncio.timeout(WAIT_SECONDS):
        graded = 0
        while graded < len(hall.saving):
            await asyncio.sleep(0.2)
            async with database.reading() as session:
                graded = await session.scalar(select(func.count()).select_from(Result)) or 0
    await database.close()


async def test_a_full_disk_loses_nothing_and_work_goes_on_when_there_is_room(
    settings, small_disk, fill, nodes, tmp_path
):
    hall = await asyncio.to_thread(fill, settings)
    node = Node(settings, tmp_path)
    nodes.append(node)
    await asyncio.to_thread(node.start)
    crowd, stop = Crowd(settings, hall, seed=5), asyncio.Event()
    sitting = asyncio.create_task(crowd.sit([node.address], stop))
    await until(lambda: crowd.acknowledged > len(crowd.pages))
    await asyncio.to_thread(begin_a_log, settings)
    filler = await asyncio.to_thread(fill_up, small_disk)
    await until(lambda: crowd.answered_with(HTTPStatus.SERVICE_UNAVAILABLE) > len(crowd.pages))
    before = crowd.acknowledged
    filler.unlink()
    await until(lambda: crowd.acknowledged > before + len(crowd.pages))
    stop.set()
    await sitting
    assert sum((page.statuses for page in crowd.pages), start=Counter()).keys() == {200, 503}
    assert [page.attempt_id for page in crowd.pages if page.outbox or page.refused] == []
    assert await crowd.losses() == []
    await grade_everybody(settings, hall)
