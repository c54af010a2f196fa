"""A throw-away PostgreSQL cluster, as careful as a real one unless told otherwise."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.servers import HOST, free_port

MISSING = "PostgreSQL is left out: its server is not on this machine (Debian: apt-get install postgresql)."
UPSERT = """\
\\set attempt random(1, 500)
\\set slot random(0, 19)
INSERT INTO answer (attempt, slot, answer) VALUES (:attempt, :slot, '{"choice": 2}')
ON CONFLICT (attempt, slot) DO UPDATE SET answer = excluded.answer;
"""
TABLE = "CREATE TABLE answer (attempt int, slot smallint, answer text, PRIMARY KEY (attempt, slot))"
CLIENTS = 8
CAREFUL = "-c fsync=on -c synchronous_commit=on"


@dataclass(frozen=True, slots=True)
class Cluster:
    """A running cluster: where its programs are, how to run them, and on which port it listens."""

    binaries: Path
    folder: Path
    run_as: dict[str, Any]
    port: int
    settings: str

    @property
    def version(self) -> str:
        """Return what the server says of itself, such as `15.18`."""
        return self.run("postgres", "--version").split()[2]

    @property
    def pid(self) -> int:
        """Return the process that all others of the cluster come from."""
        return int((self.folder / "data" / "postmaster.pid").read_text().split()[0])

    def start(self) -> None:
        """Start the server and wait until it answers."""
        options = f"-p {self.port} -k {self.folder} -c listen_addresses={HOST} {self.settings}"
        self.run("pg_ctl", "-D", self.folder / "data", "-w", "-l", self.folder / "log", "-o", options, "start")

    def create_database(self, name: str) -> str:
        """Create a database and return its URL for the application."""
        self._on_server("createdb", name)
        return f"postgresql+asyncpg://proeve@{HOST}:{self.port}/{name}"

    def upserts_per_second(self, seconds: float) -> float:
        """Return what pgbench reaches with single-row upserts in a small table, one transaction each."""
        script = self.folder / "upsert.sql"
        if not script.exists():
            script.write_text(UPSERT)
            self._on_server("psql", "-qc", TABLE, "postgres")
        options = ("-n", "-M", "prepared", "-j", "2", "-c", str(CLIENTS), "-T", str(round(seconds)), "-f", str(script))
        report = self._on_server("pgbench", *options, "postgres")
        return next(float(line.split()[2]) for line in report.splitlines() if line.startswith("tps ="))

    def run(self, program: str, *arguments: object) -> str:
        """Run one of PostgreSQL's programs and return what it printed."""
        command = [str(self.binaries / program), *map(str, arguments)]
        return str(
            subprocess.run(
                command, check=True, cwd=self.folder, text=True, timeout=120, capture_output=True, **self.run_as
            ).stdout
        )

    def _on_server(self, program: str, *arguments: str) -> str:
        return self.run(program, "-h", HOST, "-p", self.port, "-U", "proeve", *arguments)


@contextmanager
def running_cluster(folder: Path, settings: str = CAREFUL) -> Iterator[Cluster | None]:
    """Run a cluster in a new folder until the block ends; None when PostgreSQL is not installed."""
    binaries = find_binaries()
    if binaries is None:
        yield None
        return
    folder.mkdir()
    cluster = Cluster(binaries, folder, _as_unprivileged(folder), free_port(), settings)
    data = folder / "data"
    cluster.run("initdb", "-D", data, "-A", "trust", "-U", "proeve", "-E", "UTF8")
    cluster.start()
    try:
        yield cluster
    finally:
        cluster.run("pg_ctl", "-D", data, "-m", "immediate", "stop")


def find_binaries() -> Path | None:
    """Find the server's programs: on the path, or where Debian keeps them out of it; the newest version wins."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return versions[-1].parent if versions else None


def _as_unprivileged(folder: Path) -> dict[str, Any]:
    """Say how to run PostgreSQL, which refuses to run as root: as the user `postgres`, who then owns the folder."""
    if os.getuid() != 0:
        return {}
    user = pwd.getpwnam("postgres")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
