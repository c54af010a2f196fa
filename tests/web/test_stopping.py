"""A process that is asked to stop tells its streams, and the server's own handler as before."""

import asyncio
import os
import signal

import anyio
import pytest

from proeve.web.stopping import when_asked_to_stop
from tests.patience import PATIENCE_SECONDS


@pytest.fixture
async def server_was_told():
    """A server that handles SIGTERM in the main thread, as ours does."""
    told = asyncio.Event()
    before = signal.signal(signal.SIGTERM, lambda *_: told.set())
    yield told
    signal.signal(signal.SIGTERM, before)


async def test_both_the_server_and_the_streams_hear_that_the_process_is_to_stop(server_was_told):
    heard = asyncio.Event()
    when_asked_to_stop(heard.set)
    os.kill(os.getpid(), signal.SIGTERM)
    with anyio.fail_after(PATIENCE_SECONDS):
        await server_was_told.wait()
        await heard.wait()
