"""PostgreSQL restarts, loses its connections or is slow while people save; nothing is lost."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median

import psycopg

from benchmarks.cluster import Cluster
from tests.faults.crowd import Crowd
from tests.faults.endings import assert_nothing_was_lost, hand_everybody_in
from tests.faults.nodes import Node

CUTS = 5
LONGER_MS = 100
"""What a slow disk adds to every sync; it is the most that PostgreSQL takes."""


@contextmanager
def on_server(cluster: Cluster) -> Iterator[psycopg.Connection]:
    """Connect outside the application's database."""
    with psycopg.connect(f"postgresql://proeve@127.0.0.1:{cluster.port}/postgres", autocommit=True) as connection:
        yield connection


def restart(cluster: Cluster) -> int:
    """Stop PostgreSQL without a word to anybody and start it again; return how often."""
    cluster.run("pg_ctl", "-D", cluster.folder / "data", "-m", "immediate", "stop")
    time.sleep(0.5)
    cluster.start()
    return 1


def cut_connections(cluster: Cluster) -> int:
    """Cut every connection of the application some times in a row; return how many there were."""
    everyone = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'proeve'"
    cut = 0
    with on_server(cluster) as connection:
        for _ in range(CUTS):
            cut += len(connection.execute(everyone).fetchall())
            time.sleep(0.3)
    return cut


def sync_slowly(cluster: Cluster) -> int:
    """Make PostgreSQL wait before every sync, as for a disk that is busy with something else; nothing is killed."""
    with on_server(cluster) as connection:
        before = commit_ms(connection)
        connection.execute(f"ALTER SYSTEM SET commit_delay = {LONGER_MS * 1000}")
        connection.execute("ALTER SYSTEM SET commit_siblings = 0")
        connection.execute("SELECT pg_reload_conf()")
        time.sleep(1)
        assert commit_ms(connection) > before + LONGER_MS / 2  # It may come while a sync is on its way already.
    time.sleep(1)
    return 0


def commit_ms(connection: psycopg.Connection) -> float:
    """Return how long a commit takes, the middle one of some."""
    took = []
    for _ in range(7):
        began = time.perf_counter()
        connection.execute("SELECT pg_logical_emit_message(true, 'faults', 'a commit')")
        took.append(1000 * (time.perf_counter() - began))
    return median(took)


HAPPENINGS = {
    "PostgreSQL stops at once and starts again": restart,
    f"All connections are cut, {CUTS} times in a row": cut_connections,
    f"Every sync of the log takes {LONGER_MS} ms longer": sync_slowly,
}


async def test_nothing_is_lost_whatever_happens_to_postgresql(cluster, settings_of, fill, nodes, tmp_path):
    settings = settings_of(cluster.create_database("proeve"))
    hall = await asyncio.to_thread(fill, settings)
    nodes.append(Node(settings, tmp_path))
    await asyncio.to_thread(nodes[0].start)
    crowd = Crowd(settings, hall, seed=1)
    for fault, happening in HAPPENINGS.items():
        before = crowd.acknowledged
        async with crowd.saving_to(nodes):
            kills = await asyncio.to_thread(happening, cluster)
        await assert_nothing_was_lost(crowd, fault, kills=kills, before=before)
    await hand_everybody_in(settings, hall)
