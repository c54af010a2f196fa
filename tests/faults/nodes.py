"""A server process of the application that can be killed, frozen and started again on the same address."""

import http.client
import os
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

from benchmarks.servers import APPLICATION, HOST, free_port, serving_command
from proeve.core.settings import Settings
from proeve.server.serving import is_port_taken

START_SECONDS = 60


class Node:
    """One node; it keeps its port and its database whatever happens to it."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        self.settings, self.port = settings, free_port()
        self.address = f"http://{HOST}:{self.port}"
        self._log = folder / f"node-{self.port}.log"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start and wait for the first answer."""
        command = serving_command(APPLICATION, self.port)
        with self._log.open("ab") as output:
            self._process = subprocess.Popen(
                command, env=self._environment(), stdout=output, stderr=subprocess.STDOUT, start_new_session=True
            )
        until = time.monotonic() + START_SECONDS
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"The node did not start:\n{self.log[-3000:]}")
            time.sleep(0.05)

    def kill(self) -> None:
        """End it at once, worker and all, as a power cut would; it is gone when its port is free."""
        if not self._process:
            return
        with suppress(ProcessLookupError):  # Its root may have died of itself, and its worker live on.
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._process = None
        until = time.monotonic() + START_SECONDS
        while is_port_taken(HOST, self.port):  # By a worker that was writing: it dies once its disk has answered.
            if time.monotonic() > until:
                raise RuntimeError(f"The node did not end:\n{self.log[-3000:]}")
            time.sleep(0.01)

    def freeze(self) -> None:
        """Stop it without ending it: connections stay open and nobody answers."""
        self._send(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let a frozen node go on where it was."""
        self._send(signal.SIGCONT)

    @property
    def log(self) -> str:
        """Return what it wrote so far, over all its lives."""
        return self._log.read_text(errors="replace")

    def _send(self, what: signal.Signals) -> None:
        if self._process and self._process.poll() is None:
            os.killpg(self._process.pid, what)

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection(HOST, self.port, timeout=5)
        try:
            connection.request("GET", "/afname/hartslag")
            connection.getresponse().read()
        except OSError:
            return False
        finally:
            connection.close()
        return True

    def _environment(self) -> dict[str, str]:
        return os.environ | {
            "PROEVE_DATABASE_URL": self.settings.database_url,
            "PROEVE_DATA_DIR": str(self.settings.data_dir),
            "PROEVE_SECRET_KEY": self.settings.secret_key.decode(),
            "PROEVE_PUBLIC_URL": self.settings.public_url,
        }
