"""Candidates share a limited number of connections: the idle ones give way, and whoever finds none waits in line."""

import asyncio

import pytest

from benchmarks.sitting.open_connections import OpenConnections
from tests.patience import PATIENCE_SECONDS


class FakeConnection:
    """A connection that counts itself while it is open."""

    open_now: int
    most_open: int

    def __init__(self) -> None:
        self.is_open = True

    @classmethod
    async def opened(cls, _port: int, _number: int) -> "FakeConnection":
        await asyncio.sleep(0)
        cls.open_now += 1
        cls.most_open = max(cls.most_open, cls.open_now)
        return cls()

    def close(self) -> None:
        if self.is_open:
            self.is_open = False
            type(self).open_now -= 1


@pytest.fixture
def fake(monkeypatch):
    class Fake(FakeConnection):
        open_now = most_open = 0

    monkeypatch.setattr("benchmarks.sitting.open_connections.Connection", Fake)
    return Fake


async def _ask(connections, number):
    async with connections.lent(number) as connection:
        await asyncio.sleep(0)
    return connection


async def test_a_candidate_keeps_their_connection(fake):
    connections = OpenConnections(0, most=2)
    assert await _ask(connections, 1) is await _ask(connections, 1)
    assert connections.opened == 1


async def test_beyond_the_limit_the_one_that_was_used_longest_ago_gives_way(fake):
    connections = OpenConnections(0, most=2)
    first, second = [await _ask(connections, number) for number in (1, 2)]
    await _ask(connections, 1)
    await _ask(connections, 3)
    assert (first.is_open, second.is_open) == (True, False)


async def test_a_crowd_is_served_in_turn_and_never_by_more_connections_than_there_may_be(fake):
    connections = OpenConnections(0, most=3)
    async with asyncio.timeout(PATIENCE_SECONDS):
        await asyncio.gather(*(_ask(connections, number) for number in range(200)))
    assert fake.most_open == 3
    assert connections.opened == 200


async def test_what_fails_is_closed_and_leaves_its_room_to_others(fake):
    connections = OpenConnections(0, most=1)
    with pytest.raises(TimeoutError):
        async with connections.lent(1):
            raise TimeoutError
    assert fake.open_now == 0
    await _ask(connections, 2)
    assert fake.open_now == 1


async def test_one_that_the_server_closed_is_opened_again(fake):
    connections = OpenConnections(0, most=1)
    (await _ask(connections, 1)).close()
    assert (await _ask(connections, 1)).is_open
    connections.drop(1)
    assert fake.open_now == 0


async def test_who_cannot_connect_takes_no_room(fake, monkeypatch):
    async def refuse(*_facts):
        raise ConnectionRefusedError

    connections = OpenConnections(0, most=1)
    with monkeypatch.context() as patch:
        patch.setattr(fake, "opened", refuse)
        for number in (1, 2):
            with pytest.raises(ConnectionRefusedError):
                await _ask(connections, number)
    async with asyncio.timeout(PATIENCE_SECONDS):
        await _ask(connections, 3)
