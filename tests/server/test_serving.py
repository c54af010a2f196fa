"""Serving refuses a port that something else has, keeps everybody's connection, and ends when it is asked to."""

import os
import shutil
import signal
import socket
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks.servers import free_port, serving_command
from proeve.cli import main
from proeve.server.serving import is_port_taken, most_connections
from tests.patience import PATIENCE_SECONDS


@pytest.fixture
def taken():
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)  # So that others could join it.
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


AS_MANY_AS_WAIT_AT_ONCE = 1_100
SERVE_UNTIL_INTERRUPTED = """
import sys
from pathlib import Path
from proeve.core.settings import settings_from_environment
from proeve.server.serving import serve

serve(
    settings_from_environment(Path(sys.argv[1])), host="127.0.0.1", port=int(sys.argv[2]),
    when_ready=lambda: print("ready", flush=True),
)
print("stopped", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def server(sqlite_template, tmp_path):
    """The application as it is really served, with its address; its process stays when it has stopped serving."""
    shutil.copy(sqlite_template, tmp_path / "proeve.db")
    port = free_port()
    command = [sys.executable, "-c", SERVE_UNTIL_INTERRUPTED, tmp_path, str(port)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout.readline() == b"ready\n"
            yield process, ("127.0.0.1", port)
        finally:
            process.terminate()
            process.stdin.close()
            process.wait(timeout=PATIENCE_SECONDS)


def status_line(connection):
    connection.sendall(b"GET /static/theme.css HTTP/1.1\r\nHost: proeve.example\r\n\r\n")
    return connection.recv(12)


def test_a_browser_that_keeps_its_connection_takes_nobody_elses_place(server):
    _, address = server
    most_connections()  # This process opens as many.
    with ExitStack() as open_connections:
        for _ in range(AS_MANY_AS_WAIT_AT_ONCE):
            connection = open_connections.enter_context(socket.create_connection(address, timeout=PATIENCE_SECONDS))
            assert status_line(connection) == b"HTTP/1.1 200"


def workers_of(process):
    """The processes that answer requests; another beside them keeps count of what multiprocessing shares."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return [int(pid) for pid in children if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]


def test_a_worker_that_dies_is_replaced_while_people_wait_in_line(server):
    process, address = server
    (worker,) = workers_of(process)
    os.kill(worker, signal.SIGKILL)
    with socket.create_connection(address, timeout=PATIENCE_SECONDS) as connection:
        assert status_line(connection) == b"HTTP/1.1 200"
    assert workers_of(process) != [worker]


def test_who_comes_when_it_has_stopped_hears_so_at_once(server):
    process, address = server
    process.terminate()
    assert process.stdout.readline() == b"stopped\n"
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(address, timeout=PATIENCE_SECONDS)


def test_an_application_that_cannot_begin_is_not_tried_for_ever(tmp_path):
    command = serving_command("proeve.nothing_here:app", free_port())
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=PATIENCE_SECONDS, check=False)
    assert ended.returncode > 0
    assert b"Error loading ASGI app" in ended.stderr


SERVE_UNTIL_ANOTHER_THREAD_IS_ASKED_TO_STOP = """
import signal, sys, threading
from pathlib import Path
from proeve.core.settings import settings_from_environment
from proeve.server.serving import serve

def stop():
    signal.pthread_kill(threading.get_ident(), signal.SIGTERM)

serve(settings_from_environment(Path(sys.argv[1])), host="127.0.0.1", port=int(sys.argv[2]), when_ready=stop)
"""


def test_a_request_to_stop_is_heard_by_whichever_thread_the_system_gives_it_to(sqlite_template, tmp_path):
    shutil.copy(sqlite_template, tmp_path / "proeve.db")
    command = [sys.executable, "-c", SERVE_UNTIL_ANOTHER_THREAD_IS_ASKED_TO_STOP, tmp_path, str(free_port())]
    ended = subprocess.run(command, timeout=PATIENCE_SECONDS, check=False)
    assert ended.returncode == 0
