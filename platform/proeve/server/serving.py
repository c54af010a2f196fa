"""Serve the application with uvicorn, in one process or, on PostgreSQL, in several."""

import errno
import resource
import socket
import sys
import threading
import time
from collections.abc import Callable

import uvicorn
from uvicorn.config import STARTUP_FAILURE
from uvicorn.supervisors import Multiprocess

from proeve.core.settings import Settings, export_settings

READY_TRIES = 300
READY_WAIT_SECONDS = 0.1
BACKLOG = 4096
"""People who may stand in line for a connection, as when an exam begins for all of them."""
OTHER_FILES = 500
"""Files and connections of our own: the database, the log, what is being read."""
KEPT_SECONDS = 75
"""How long an idle connection is kept: over several heartbeats, and longer than a proxy keeps it from its side."""
STOP_SECONDS = 20
"""How long answers that are being sent may take once the process is asked to stop."""
SILENT_SECONDS = 30
"""A worker that says nothing for this long hangs, and is replaced."""


def serve(
    settings: Settings, *, host: str, port: int, workers: int = 1, when_ready: Callable[[], None] | None = None
) -> None:
    """Serve until interrupted; `when_ready` is called once, when the first request would be answered."""
    export_settings(settings)  # The workers are processes of their own and read the environment again.
    if when_ready:
        threading.Thread(target=_call_when_reachable, args=(host, port, when_ready), daemon=True).start()
    serve_application("proeve.asgi:app", host=host, port=port, workers=workers)


def serve_application(target: str, *, host: str, port: int, workers: int = 1) -> None:
    """Serve `module:application` as Proeve is served, until interrupted.

    Each worker is a process beside this one, which starts another when one dies. When one could not even begin, all
    end, with a status that says so.
    """
    config = uvicorn.Config(
        target,
        host=host,
        port=port,
        workers=workers,
        loop="uvloop",
        http="proeve.server.sitting_protocol:SittingProtocol",  # Loaded by the workers only.
        ws="none",
        interface="asgi3",
        log_level="warning",
        access_log=False,
        proxy_headers=False,  # `web/address.py` knows which proxies to believe.
        server_header=False,
        backlog=BACKLOG,
        limit_concurrency=most_connections(),
        timeout_keep_alive=KEPT_SECONDS,
        timeout_graceful_shutdown=STOP_SECONDS,
        timeout_worker_healthcheck=SILENT_SECONDS,
    )
    with config.bind_socket() as listener:  # Closed at the end, for who connected too late to hear so.
        supervisor = Multiprocess(config, sockets=[listener])
        supervisor.run()
    if any(worker.exitcode == STARTUP_FAILURE for worker in supervisor.processes):
        sys.exit(STARTUP_FAILURE)


def most_connections() -> int | None:
    """Let this process and its workers open as many files as they may; return how many connections that leaves.

    A browser keeps its connection for as long as the exam lasts. Beyond this number people are asked to try again, for
    a process without a file to spare cannot even read a page. None when the system sets no limit.
    """
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    return max(BACKLOG, most - OTHER_FILES) if most != resource.RLIM_INFINITY else None


def is_port_taken(host: str, port: int) -> bool:
    """Say whether something else serves at this port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # What only just ended is no obstacle.
        try:
            probe.bind((host, port))
        except OSError as error:
            return error.errno == errno.EADDRINUSE
    return False


def _call_when_reachable(host: str, port: int, when_ready: Callable[[], None]) -> None:
    for _ in range(READY_TRIES):
        with socket.socket() as probe:
            if probe.connect_ex((host, port)) == 0:
                when_ready()
                return
        time.sleep(READY_WAIT_SECONDS)
