"""Serve an ASGI application from a process of its own on the loopback address, and stop it whatever happens."""

import http.client
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from proeve.core.settings import Settings
from proeve.server.serving import is_port_taken

HOST = "127.0.0.1"
FRAMEWORK = "benchmarks.noop:framework"
PLAIN = "benchmarks.noop:plain"
APPLICATION = "proeve.asgi:app"
START_SECONDS = 60
STOP_SECONDS = 10
SERVER_PORTS = range(20_000, 30_000)
_ports = iter(random.sample(SERVER_PORTS, len(SERVER_PORTS)))  # Each once, and in another order in every process.
ROOT = Path(__file__).parents[1]

# As Proeve is served, for the application and for what it is held against alike.
SERVE = """
import sys
from proeve.server.serving import serve_application

serve_application(sys.argv[1], host=sys.argv[2], port=int(sys.argv[3]))
"""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: where it answers, `127.0.0.1:port`, and the process at the root of its processes."""

    address: str
    pid: int


@contextmanager
def serving(target: str, folder: Path, settings: Settings | None = None) -> Iterator[str]:
    """Serve `module:application` with one worker until the block ends; give its address."""
    with running_server(target, folder, settings) as server:
        yield server.address


@contextmanager
def running_server(target: str, folder: Path, settings: Settings | None = None) -> Iterator[Server]:
    """Serve `module:application` with one worker until the block ends."""
    port = free_port()
    command = serving_command(target, port)
    log = folder / f"server-{port}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=os.environ | (_environment(settings) if settings else {}),
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # A group of its own, so that its worker can be stopped with it.
        )
    try:
        wait_until_answering(process, port, log)
        yield Server(f"{HOST}:{port}", process.pid)
    finally:
        stop(process)


def serving_command(target: str, port: int) -> list[str]:
    """Return the command that serves `module:application` at a port, with one worker, until it is ended."""
    return [sys.executable, "-c", SERVE, target, HOST, str(port)]


def free_port() -> int:
    """Return a port that nobody listens on, and that no connection takes while a server begins or begins again.

    It is none of those that the system gives to outgoing connections. From among these one would be taken sooner or
    later, even by the very connection that tries whether the server answers again.
    """
    return next(port for port in _ports if not is_port_taken(HOST, port))


def _environment(settings: Settings) -> dict[str, str]:
    return {
        "PROEVE_DATABASE_URL": settings.database_url,
        "PROEVE_DATA_DIR": str(settings.data_dir),
        "PROEVE_SECRET_KEY": settings.secret_key.decode(),
        "PROEVE_PUBLIC_URL": settings.public_url,
        "PROEVE_TRUSTED_PROXIES": str(settings.trusted_proxies),
    }


def wait_until_answering(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Wait for the first answer, whatever it says: then the application has started."""
    until = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < until:
        connection = http.client.HTTPConnection(HOST, port, timeout=5)
        try:
            connection.request("GET", "/")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            return
        finally:
            connection.close()
    raise RuntimeError(f"The server did not start:\n{log.read_text(errors='replace')[-3000:]}")


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a server, and its whole group when it does not end by itself."""
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
