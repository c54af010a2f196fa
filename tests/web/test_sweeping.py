"""A server closes what is overdue for as long as it runs."""

import asyncio

import pytest
from structlog.testing import capture_logs

from tests.patience import PATIENCE_SECONDS
from tests.web.visiting import Visitor


@pytest.fixture
def sweeps(monkeypatch):
    """Each sweep of a server, in a hurry: the first one fails."""
    swept: asyncio.Queue[int] = asyncio.Queue()
    count = 0

    async def close_overdue(_database):
        nonlocal count
        count += 1
        swept.put_nowait(count)
        if count == 1:
            raise OSError("The database went away.")

    monkeypatch.setattr("proeve.web.app.close_overdue", close_overdue)
    monkeypatch.setattr("proeve.web.app.SWEEP_SECONDS", 0.001)
    return swept


async def test_a_sweep_that_fails_is_told_and_the_next_one_comes_all_the_same(app, sweeps):
    with capture_logs() as logs:
        async with Visitor(app):
            assert [await asyncio.wait_for(sweeps.get(), PATIENCE_SECONDS) for _ in range(3)] == [1, 2, 3]
    assert [each["event"] for each in logs if each["log_level"] == "error"] == ["sweep_failed"]


async def test_it_ends_with_the_server(app, sweeps):
    async with Visitor(app):
        await asyncio.wait_for(sweeps.get(), PATIENCE_SECONDS)
    assert not [task for task in asyncio.all_tasks() if "_sweep_for_ever" in str(task.get_coro())]
