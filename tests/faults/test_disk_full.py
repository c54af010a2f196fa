"""The database's disk is full while people save: they hear to try again, and all goes on once there is room."""

import asyncio
import contextlib
import os
import subprocess
from collections import Counter
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest

from benchmarks.candidates import Hall
from benchmarks.cluster import Cluster, running_cluster
from proeve.core.settings import Settings, sqlite_url
from tests.faults.crowd import WAIT_SECONDS, Crowd, until
from tests.faults.endings import assert_nothing_was_lost, hand_everybody_in, see_through
from tests.faults.nodes import Node
from tests.postgresql import there

MEGABYTE = 1024 * 1024
DISK = "192m"
NOT_ALLOWED = "A disk that is full has to be mounted, which only root may, and not in every container."


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A disk in memory that is full soon."""
    with TemporaryDirectory(prefix="proeve-disk-") as name:
        mount = ("mount", "-t", "tmpfs", "-o", f"size={DISK},mode=755", "proeve-faults", name)
        if os.getuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode:
            pytest.skip(NOT_ALLOWED)  # Programs can be installed, so `needs` fails in CI; this right cannot.
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
def gather(fill, nodes, tmp_path):
    """Start a node on a database and give a crowd to put before it."""

    def gather(settings: Settings) -> tuple[Hall, Crowd]:
        hall = fill(settings)
        nodes.append(Node(settings, tmp_path))
        nodes[0].start()
        return hall, Crowd(settings, hall, seed=5)

    return gather


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


async def none_can_save(crowd: Crowd) -> None:
    """Wait until everybody was told to try again."""
    told = crowd.answered_with(HTTPStatus.SERVICE_UNAVAILABLE)
    await until(lambda: crowd.answered_with(HTTPStatus.SERVICE_UNAVAILABLE) > told + len(crowd.pages))


def assert_all_were_answered(crowd: Crowd) -> None:
    statuses = sum((page.statuses for page in crowd.pages), start=Counter())
    assert statuses.keys() == {HTTPStatus.OK, HTTPStatus.SERVICE_UNAVAILABLE}


async def test_sqlite_on_a_full_disk_loses_nothing_and_goes_on_when_there_is_room(
    settings_of, small_disk, nodes, gather
):
    hall, crowd = await asyncio.to_thread(gather, settings_of(sqlite_url(small_disk / "proeve.db")))
    async with crowd.saving_to(nodes):
        filler = await asyncio.to_thread(fill_up, small_disk)
        await none_can_save(crowd)
        filler.unlink()
    assert_all_were_answered(crowd)
    await see_through(crowd, hall, "The disk is full")


async def test_postgresql_on_a_full_disk_loses_nothing_and_goes_on_when_there_is_room(
    settings_of, small_disk, small_cluster, nodes, gather
):
    hall, crowd = await asyncio.to_thread(gather, settings_of(small_cluster.create_database("proeve")))
    async with crowd.saving_to(nodes):
        await asyncio.to_thread(begin_a_log, small_cluster)
        filler = await asyncio.to_thread(fill_up, small_disk)
        await none_can_save(crowd)
        filler.unlink()
    await assert_nothing_was_lost(crowd, "The disk is full: no room for tables")

    # And once more: without room for its log PostgreSQL itself stops, and has to be started by who watches over it.
    before = crowd.acknowledged
    async with crowd.saving_to(nodes):
        filler = await asyncio.to_thread(fill_up, small_disk)
        async with asyncio.timeout(WAIT_SECONDS):
            while await asyncio.to_thread(is_running, small_cluster):
                await asyncio.to_thread(end_the_log, small_cluster)
        await none_can_save(crowd)
        filler.unlink()
        await asyncio.to_thread(small_cluster.start)
    assert_all_were_answered(crowd)
    await assert_nothing_was_lost(crowd, "The disk is full: no room for PostgreSQL's log", kills=1, before=before)
    await hand_everybody_in(crowd.settings, hall)
