"""PostgreSQL restarts, loses its connections or is slow while people save; nothing is lost."""

import asyncio

import psycopg
import pytest

from benchmarks.cluster import Cluster
from tests.faults.crowd import Crowd
from tests.faults.nodes import Node


@pytest.fixture
async def crowd(cluster: Cluster, settings_of, fill, nodes, tmp_path) -> Crowd:
    """A crowd before one node on the cluster, with everything started."""
    settings = settings_of(cluster.create_database("proeve"))
    hall = await asyncio.to_thread(fill, settings)
    nodes.append(Node(settings, tmp_path))
    await asyncio.to_thread(nodes[0].start)
    return Crowd(settings, hall, seed=1)


def on_server(cluster: Cluster, *statements: str) -> None:
    with psycopg.connect(f"postgresql://proeve@127.0.0.1:{cluster.port}/postgres", autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


async def restart(cluster: Cluster) -> None:
    await asyncio.to_thread(cluster.run, "pg_ctl", "-D", cluster.folder / "data", "-m", "immediate", "stop")
    await asyncio.sleep(0.5)
    await asyncio.to_thread(cluster.start)


async def cut_connections(cluster: Cluster) -> None:
    everyone = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'proeve'"
    for _ in range(5):
        await asyncio.to_thread(on_server, cluster, everyone)
        await asyncio.sleep(0.3)


async def sync_slowly(cluster: Cluster) -> None:
    """Make every commit wait a tenth of a second, as a disk that is busy with something else."""
    await asyncio.to_thread(
        on_server,
        cluster,
        "ALTER SYSTEM SET commit_delay = 100000",
        "ALTER SYSTEM SET commit_siblings = 0",
        "SELECT pg_reload_conf()",
    )
    await asyncio.sleep(2)


async def test_nothing_is_lost_whatever_happens_to_postgresql(
    crowd: Crowd, cluster: Cluster, nodes: list[Node]
) -> None:
    stop = asyncio.Event()
    sitting = asyncio.create_task(crowd.sit([nodes[0].address], stop))
    await crowd.go_on_saving()
    for happening in (restart, cut_connections, sync_slowly):
        await happening(cluster)
        await crowd.go_on_saving()
    stop.set()
    await sitting
    assert [page.attempt_id for page in crowd.pages if page.outbox] == []
    assert await crowd.losses() == []
