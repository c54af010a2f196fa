"""Serve the application with Granian, in one process or, on PostgreSQL, in several."""

import errno
import resource
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from proeve.core.settings import Settings, export_settings

READY_TRIES = 300
READY_WAIT_SECONDS = 0.1
LOG_HANDLERS = {
    name: {"class": "logging.StreamHandler", "formatter": formatter, "stream": "ext://sys.stderr"}
    for name, formatter in (("console", "generic"), ("access", "access"))
}
"""What is printed is for scripts that read it; the server's own words go beside it, as our log does."""
BACKLOG = 4096
"""People who may stand in line for a connection, as when an exam begins for all of them."""
OTHER_FILES = 500
"""Files and connections of our own: the database, the log, what is being read."""
UNLIMITED = 1_000_000
STOP_SECONDS = 20
"""How long a process may take to end by itself; one that was asked while it was still starting may never hear it."""


def serve(
    settings: Settings, *, host: str, port: int, workers: int = 1, when_ready: Callable[[], None] | None = None
) -> None:
    """Serve until interrupted; `when_ready` is called once, when the first request would be answered."""
    export_settings(settings)  # The workers are processes of their own and read the environment again.
    if when_ready:
        threading.Thread(target=_call_when_reachable, args=(host, port, when_ready), daemon=True).start()
    server = Granian(
        "proeve.asgi:app",
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        workers=workers,
        websockets=False,
        log_level=LogLevels.warning,
        log_dictconfig={"handlers": LOG_HANDLERS},
        backlog=BACKLOG,
        backpressure=most_connections(),
        workers_kill_timeout=STOP_SECONDS,
    )
    with _woken_every_second():
        server.serve()


def most_connections() -> int:
    """Let this process and its workers open as many files as they may; return how many connections that leaves.

    Granian counts every open connection, and a browser keeps its own for as long as the exam lasts. Its usual 1,024
    left all others outside, who then tried again and again.
    """
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    return max(BACKLOG, most - OTHER_FILES) if most != resource.RLIM_INFINITY else UNLIMITED


def is_port_taken(host: str, port: int) -> bool:
    """Say whether something else serves at this port; Granian would share it, and each get some of the requests."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # What only just ended is no obstacle.
        try:
            probe.bind((host, port))
        except OSError as error:
            return error.errno == errno.EADDRINUSE
    return False


@contextmanager
def _woken_every_second() -> Iterator[None]:
    """Let the main thread, which waits in a lock, see a request to stop that the system gave to another thread."""
    signal.signal(signal.SIGALRM, lambda *_: None)
    signal.setitimer(signal.ITIMER_REAL, 1, 1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _call_when_reachable(host: str, port: int, when_ready: Callable[[], None]) -> None:
    for _ in range(READY_TRIES):
        with socket.socket() as probe:
            if probe.connect_ex((host, port)) == 0:
                when_ready()
                return
        time.sleep(READY_WAIT_SECONDS)
