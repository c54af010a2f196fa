"""An installation for a sitting: a filled database, one node or several behind a proxy, and what each part uses."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import asyncpg  # type: ignore[import-untyped]  # asyncpg ships no types.
from sqlalchemy.engine import make_url

from benchmarks.candidates import Hall, fill_hall, make_tables
from benchmarks.cluster import Cluster
from benchmarks.servers import APPLICATION, running_server
from benchmarks.sites import SECRET_KEY
from benchmarks.sitting.open_connections import most_connections
from benchmarks.sitting.processes import Usage, usage_of
from benchmarks.sitting.proxy import WORKERS, running_proxy
from proeve.core.settings import Settings, sqlite_url


@dataclass(frozen=True, slots=True)
class Installation:
    """One installation: its name, where it answers, who sits there, and the root processes of each of its parts.

    `most_connections` may be open at once before the system refuses more.
    """

    name: str
    address: str
    settings: Settings
    hall: Hall
    folder: Path
    parts: dict[str, list[int]]
    empty_bytes: int
    most_connections: int

    @property
    def port(self) -> int:
        """Return the port that visitors connect to."""
        return int(self.address.rpartition(":")[2])

    def usage(self) -> dict[str, Usage]:
        """Return what each part uses."""
        return {part: usage_of(pids) for part, pids in self.parts.items()}

    def database_bytes(self) -> int:
        """Return the size of the database."""
        return database_bytes(self.settings.database_url)


@contextmanager
def running_installation(
    folder: Path, cluster: Cluster | None, *, candidates: int, nodes: int, behind_proxy: bool
) -> Iterator[Installation]:
    """Run an installation on PostgreSQL, or without a cluster on SQLite, until the block ends."""
    name = f"{'PostgreSQL' if cluster else 'SQLite'}, {nodes} node{'' if nodes == 1 else 's'}"
    name += " behind nginx" if behind_proxy else ""
    folder.mkdir()
    url = cluster.create_database(f"sitting{nodes}") if cluster else sqlite_url(folder / "proeve.db")
    settings = Settings(database_url=url, data_dir=folder, secret_key=SECRET_KEY, public_url="http://127.0.0.1")
    make_tables(settings)
    empty_bytes = database_bytes(url)
    hall = fill_hall(settings, saving=0, opening=0, starting=candidates)
    if behind_proxy:
        settings = replace(settings, trusted_proxies=1)
    with ExitStack() as stack:
        servers = [stack.enter_context(running_server(APPLICATION, folder, settings)) for _ in range(nodes)]
        parts = {"application": [server.pid for server in servers]}
        if cluster:
            parts["database"] = [cluster.pid]
        front, processes = servers[0], 1
        if behind_proxy:
            front = stack.enter_context(running_proxy(folder / "proxy", [server.address for server in servers]))
            processes = WORKERS
            parts["proxy"] = [front.pid]
        most = processes * most_connections()
        yield Installation(name, front.address, settings, hall, folder, parts, empty_bytes, most)


def database_bytes(database_url: str) -> int:
    """Return the size of a database on disk, once what is on its way to its files is in them."""
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite":
        return _sqlite_bytes(Path(url.database or ""))
    return asyncio.run(_postgresql_bytes(url.set(drivername="postgresql").render_as_string(hide_password=False)))


def _sqlite_bytes(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path.stat().st_size


async def _postgresql_bytes(url: str) -> int:
    connection = await asyncpg.connect(url)
    size: int = await connection.fetchval("SELECT pg_database_size(current_database())")
    await connection.close()
    return size
