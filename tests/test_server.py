"""Serving refuses a port that something else has, keeps everybody's connection, and ends when it is asked to."""

import shutil
import socket
import subprocess
import sys
from contextlib import ExitStack

import pytest
from click.testing import CliRunner

from benchmarks.servers import free_port
from proeve.cli import main
from proeve.server import is_port_taken, most_connections


@pytest.fixture
def taken():
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)  # As Granian does, so that others could join it.
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_a_port_is_taken_while_somebody_listens(taken):
    assert is_port_taken("127.0.0.1", taken)


def test_a_port_that_was_let_go_is_free():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
    assert not is_port_taken("127.0.0.1", port)


@pytest.mark.parametrize("command", ["demo", "serve"])
def test_the_command_says_what_to_do_before_it_begins(taken, command, tmp_path):
    folder = ["--data-dir", str(tmp_path / "data")] if command == "demo" else []
    answer = CliRunner().invoke(main, [command, "--port", str(taken), *folder])
    assert answer.exit_code == 1
    assert f"Poort {taken} is al in gebruik." in answer.output
    assert not (tmp_path / "data").exists()


MORE_THAN_GRANIAN_WOULD_KEEP = 1_100
SERVE_UNTIL_INTERRUPTED = """
import sys
from pathlib import Path
from benchmarks.servers import free_port
from proeve.core.settings import settings_from_environment
from proeve.server import serve

serve(
    settings_from_environment(Path(sys.argv[1])), host="127.0.0.1", port=int(sys.argv[2]),
    when_ready=lambda: print("ready", flush=True),
)
"""


@pytest.fixture
def served(sqlite_template, tmp_path):
    """The address of the application as it is really served."""
    shutil.copy(sqlite_template, tmp_path / "proeve.db")
    port = free_port()
    command = [sys.executable, "-c", SERVE_UNTIL_INTERRUPTED, tmp_path, str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == b"ready\n"
            yield "127.0.0.1", port
        finally:
            process.terminate()
            process.wait(timeout=60)


def test_a_browser_that_keeps_its_connection_takes_nobody_elses_place(served):
    most_connections()  # This process opens as many.
    with ExitStack() as open_connections:
        for _ in range(MORE_THAN_GRANIAN_WOULD_KEEP):
            connection = open_connections.enter_context(socket.create_connection(served, timeout=30))
            connection.sendall(b"GET /static/theme.css HTTP/1.1\r\nHost: proeve.example\r\n\r\n")
            assert connection.recv(12) == b"HTTP/1.1 200"


SERVE_UNTIL_ANOTHER_THREAD_IS_ASKED_TO_STOP = """
import signal, sys, threading
from pathlib import Path
from proeve.core.settings import settings_from_environment
from proeve.server import serve

def stop():
    signal.pthread_kill(threading.get_ident(), signal.SIGTERM)

serve(settings_from_environment(Path(sys.argv[1])), host="127.0.0.1", port=int(sys.argv[2]), when_ready=stop)
"""


def test_a_request_to_stop_is_heard_by_whichever_thread_the_system_gives_it_to(sqlite_template, tmp_path):
    shutil.copy(sqlite_template, tmp_path / "proeve.db")
    command = [sys.executable, "-c", SERVE_UNTIL_ANOTHER_THREAD_IS_ASKED_TO_STOP, tmp_path, str(free_port())]
    ended = subprocess.run(command, timeout=60, check=False)
    assert ended.returncode == 0
