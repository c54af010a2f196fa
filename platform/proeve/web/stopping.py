"""Hear that this process is asked to stop, beside the server, which waits for answers that are still being sent."""

import asyncio
import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import Any


def when_asked_to_stop(callback: Callable[[], None]) -> None:
    """Call back in the running event loop at SIGTERM or SIGINT, after whoever handled the signal so far.

    Only where somebody handles it: a process that nobody stops gently is left as it is.
    """
    if threading.current_thread() is not threading.main_thread():
        return
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        before = signal.getsignal(number)
        if callable(before) and before is not signal.default_int_handler:
            signal.signal(number, _then(before, loop, callback))


def _then(
    before: Callable[[int, FrameType | None], Any], loop: asyncio.AbstractEventLoop, callback: Callable[[], None]
) -> Callable[[int, FrameType | None], None]:
    def handle(number: int, frame: FrameType | None) -> None:
        before(number, frame)
        if not loop.is_closed():
            loop.call_soon_threadsafe(callback)

    return handle
