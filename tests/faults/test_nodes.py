"""Nodes are killed, frozen and started again while people save; what was acknowledged is there."""

import asyncio
from random import Random

from tests.faults.crowd import Crowd, until
from tests.faults.endings import see_through
from tests.faults.nodes import Node


async def test_a_node_that_is_killed_at_any_moment_loses_nothing(any_settings, fill, nodes, tmp_path, rounds):
    hall = await asyncio.to_thread(fill, any_settings)
    node = Node(any_settings, tmp_path)
    nodes.append(node)
    random = Random(rounds)
    await asyncio.to_thread(node.start)
    crowd = Crowd(any_settings, hall, seed=rounds)
    async with crowd.saving_to(nodes):
        for _ in range(rounds):
            await asyncio.sleep(random.uniform(0.3, 1.5))
            await asyncio.to_thread(node.kill)
            await asyncio.to_thread(node.start)
    await see_through(crowd, hall, "A node is killed and started again", rounds=rounds, kills=rounds)


async def test_of_three_nodes_one_is_killed_and_one_freezes_and_returns(cluster, settings_of, fill, nodes, tmp_path):
    settings = settings_of(cluster.create_database("proeve"))
    hall = await asyncio.to_thread(fill, settings)
    nodes += [Node(settings, tmp_path) for _ in range(3)]
    killed, frozen, _ = nodes
    await asyncio.gather(*(asyncio.to_thread(node.start) for node in nodes))
    crowd = Crowd(settings, hall, seed=3)
    async with crowd.saving_to(nodes):
        killed.kill()
        frozen.freeze()
        await asyncio.sleep(4)
        await crowd.go_on_saving()
        served = crowd.served_by(frozen)
        frozen.thaw()
        await until(lambda: crowd.served_by(frozen) > served + len(crowd.pages))
    await see_through(crowd, hall, "Of three nodes one is killed and one freezes and returns", kills=1)
