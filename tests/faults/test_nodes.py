"""Nodes are killed, frozen and started again while people save; what was acknowledged is there."""

import asyncio
import sys
from random import Random

from tests.faults.crowd import Crowd
from tests.faults.nodes import Node


async def sit_through(crowd: Crowd, nodes: list[Node], happenings) -> None:
    """Let the crowd save while something happens to the nodes, and until every outbox is empty."""
    stop = asyncio.Event()
    sitting = asyncio.create_task(crowd.sit([node.address for node in nodes], stop))
    try:
        await happenings()
    finally:
        stop.set()
    await sitting


async def assert_nothing_was_lost(crowd: Crowd) -> None:
    assert crowd.acknowledged > len(crowd.pages)
    assert [page.attempt_id for page in crowd.pages if page.outbox] == []
    assert [page.refused for page in crowd.pages if page.refused] == []
    assert await crowd.losses() == []
    sys.stdout.write(f"{crowd.acknowledged:,} answers were acknowledged, and none was lost.\n")


async def test_a_node_that_is_killed_at_any_moment_loses_nothing(any_settings, fill, nodes, tmp_path, rounds):
    hall = await asyncio.to_thread(fill, any_settings)
    node = Node(any_settings, tmp_path)
    nodes.append(node)
    random = Random(rounds)
    await asyncio.to_thread(node.start)
    crowd = Crowd(any_settings, hall, seed=rounds)

    async def kill_and_start() -> None:
        for _ in range(rounds):
            await asyncio.sleep(random.uniform(0.3, 1.5))
            await asyncio.to_thread(node.kill)
            await asyncio.to_thread(node.start)
        await asyncio.sleep(0.5)

    await sit_through(crowd, nodes, kill_and_start)
    await assert_nothing_was_lost(crowd)


async def test_of_three_nodes_one_is_killed_and_one_freezes_and_returns(cluster, settings_of, fill, nodes, tmp_path):
    settings = settings_of(cluster.create_database("proeve"))
    hall = await asyncio.to_thread(fill, settings)
    nodes += [Node(settings, tmp_path) for _ in range(3)]
    await asyncio.gather(*(asyncio.to_thread(node.start) for node in nodes))
    crowd = Crowd(settings, hall, seed=3)

    async def kill_one_and_freeze_one() -> None:
        await asyncio.sleep(1)
        nodes[0].kill()
        nodes[1].freeze()
        await asyncio.sleep(4)
        nodes[1].thaw()
        await asyncio.sleep(1)

    await sit_through(crowd, nodes, kill_one_and_freeze_one)
    await assert_nothing_was_lost(crowd)
