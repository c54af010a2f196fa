"""The database's disk is full while people save: they hear to try again, and all goes on once there is room."""

import asyncio
import contextlib
import os
import subprocess
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest
from sqlalchemy import func, select

from benchmarks.candidates import Hall
from benchmarks.cluster import Cluster, running_cluster
from proeve import registered  # noqa: F401  What follows a result must be known where people hand in.
from proeve.core.database import Database
from proeve.core.scope import Role, Scope
from proeve.core.settings import Settings, sqlite_url
from proeve.exams.closing import submit_attempt
from proeve.exams.results import Result
from tests.faults.crowd import WAIT_SECONDS, Crowd, until
from tests.faults.nodes import Node
from tests.postgresql import there

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


@pytest.fixture
def small_cluster(small_disk: Path) -> Iterator[Cluster]:
    """A PostgreSQL cluster on the small disk."""
    with running_cluster(small_disk / "cluster") as cluster:
        yield there(cluster)


@pytest.fixture
async def start(fill, nodes, tmp_path):
    """Start a node on a database and give a crowd before it that has begun to save."""
    sitting: list[asyncio.Task[None]] = []

    async def start(settings: Settings) -> tuple[Hall, Crowd, Callable[[], Awaitable[None]]]:
        hall = await asyncio.to_thread(fill, settings)
        nodes.append(Node(settings, tmp_path))
        await asyncio.to_thread(nodes[0].start)
        crowd, stop = Crowd(settings, hall, seed=5), asyncio.Event()
        sitting.append(asyncio.create_task(crowd.sit([nodes[0].address], stop)))
        await crowd.go_on_saving()

        async def finish() -> None:
            stop.set()
            await sitting[0]

        return hall, crowd, finish

    yield start
    for each in sitting:
        each.cancel()


def on(cluster: Cluster, *statements: str) -> None:
    url = f"postgresql://proeve@127.0.0.1:{cluster.port}/proeve"
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


def begin_a_log(cluster: Cluster) -> None:
    """Give PostgreSQL's log a fresh file of 16 MB: what is to run full is the room for tables, at once."""
    on(cluster, "SELECT pg_switch_wal()", "CREATE TABLE fresh ()")


def end_the_log(cluster: Cluster) -> None:
    """Let PostgreSQL's log need its next file at once; when there is no room for that, PostgreSQL stops by itself."""
    with contextlib.suppress(psycopg.OperationalError):
        on(cluster, "SELECT pg_switch_wal()", "DROP TABLE IF EXISTS fresh")


def is_running(cluster: Cluster) -> bool:
    try:
        cluster.run("pg_ctl", "-D", cluster.folder / "data", "status")
    except subprocess.CalledProcessError:
        return False
    return True


def fill_up(disk: Path) -> Path:
    """Take all the room there is."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(MEGABYTE))
        except OSError:
            return filler


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


async def assert_all_is_well(crowd: Crowd, *statuses: int) -> None:
    assert sum((page.statuses for page in crowd.pages), start=Counter()).keys() == set(statuses)
    assert [page.attempt_id for page in crowd.pages if page.outbox or page.refused] == []
    assert await crowd.losses() == []


async def test_sqlite_on_a_full_disk_loses_nothing_and_goes_on_when_there_is_room(settings_of, small_disk, start):
    settings = settings_of(sqlite_url(small_disk / "proeve.db"))
    hall, crowd, finish = await start(settings)
    filler = await asyncio.to_thread(fill_up, small_disk)
    await until(lambda: crowd.answered_with(HTTPStatus.SERVICE_UNAVAILABLE) > len(crowd.pages))
    filler.unlink()
    await crowd.go_on_saving()
    await finish()
    await assert_all_is_well(crowd, HTTPStatus.OK, HTTPStatus.SERVICE_UNAVAILABLE)
    await grade_everybody(settings, hall)


async def test_postgresql_on_a_full_disk_loses_nothing_and_goes_on_when_there_is_room(
    settings_of, small_disk, small_cluster, start
):
    settings = settings_of(small_cluster.create_database("proeve"))
    hall, crowd, finish = await start(settings)
    await asyncio.to_thread(begin_a_log, small_cluster)
    filler = await asyncio.to_thread(fill_up, small_disk)
    await until(lambda: crowd.answered_with(HTTPStatus.SERVICE_UNAVAILABLE) > len(crowd.pages))
    filler.unlink()
    await crowd.go_on_saving()

    # And once more: without room for its log PostgreSQL itself stops, and has to be started by who watches over it.
    filler = await asyncio.to_thread(fill_up, small_disk)
    async with asyncio.timeout(WAIT_SECONDS):
        while await asyncio.to_thread(is_running, small_cluster):
            await asyncio.to_thread(end_the_log, small_cluster)
    refused = crowd.answered_with(HTTPStatus.SERVICE_UNAVAILABLE)
    await until(lambda: crowd.answered_with(HTTPStatus.SERVICE_UNAVAILABLE) > refused + len(crowd.pages))
    filler.unlink()
    await asyncio.to_thread(small_cluster.start)
    await crowd.go_on_saving()
    await finish()
    await assert_all_is_well(crowd, HTTPStatus.OK, HTTPStatus.SERVICE_UNAVAILABLE)
    await grade_everybody(settings, hall)
