"""A whole installation to measure: a filled database and the application that serves it."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.candidates import Hall, fill_hall
from benchmarks.cluster import Cluster
from benchmarks.saves import Saving
from benchmarks.servers import APPLICATION, serving
from proeve.core.settings import Settings, sqlite_url

SAVING, OPENING, STARTING = 500, 20, 8000
SECRET_KEY = b"for measuring only, never for a real one"


@dataclass(frozen=True, slots=True)
class Site:
    """One installation: on which database, where it answers, and who sits there."""

    name: str
    address: str
    settings: Settings
    hall: Hall
    folder: Path
    saving: Saving


@contextmanager
def running_sites(folder: Path, cluster: Cluster | None) -> Iterator[list[Site]]:
    """Run the application on SQLite and, when there is a cluster, on PostgreSQL until the block ends."""
    databases = {"SQLite": sqlite_url(folder / "proeve.db")}
    if cluster:
        databases["PostgreSQL"] = cluster.create_database("proeve")
    with ExitStack() as stack:
        yield [stack.enter_context(_running_site(name, url, folder / name)) for name, url in databases.items()]


@contextmanager
def _running_site(name: str, url: str, folder: Path) -> Iterator[Site]:
    folder.mkdir()
    settings = Settings(database_url=url, data_dir=folder, secret_key=SECRET_KEY, public_url="http://127.0.0.1")
    hall = fill_hall(settings, saving=SAVING, opening=OPENING, starting=STARTING)
    with serving(APPLICATION, folder, settings) as address:
        yield Site(name, address, settings, hall, folder, Saving(address, settings, hall, folder / "saves"))
