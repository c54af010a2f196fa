"""What tests of faults stand on: a database that is careful with every commit, and a hall of candidates in it."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.candidates import Hall, fill_hall
from benchmarks.cluster import Cluster
from proeve.core.settings import Settings, sqlite_url
from tests.faults.nodes import Node
from tests.postgresql import cluster_of_its_own

SECRET_KEY = b"for tests of faults only, never for a real one"


@pytest.fixture(scope="session")
def rounds() -> int:
    """How often a server is killed: once with all tests, fifty times in `make test-faults`."""
    return int(os.environ.get("PROEVE_FAULT_ROUNDS", "1"))


@pytest.fixture(scope="session")
def candidates() -> int:
    """How many save at once: a few with all tests, two hundred in `make test-faults`."""
    return int(os.environ.get("PROEVE_FAULT_CANDIDATES", "12"))


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL cluster that syncs every commit to disk."""
    with cluster_of_its_own() as cluster:
        yield cluster


@pytest.fixture
def settings_of(tmp_path: Path):
    """Return settings for a database URL, with a data folder of this test."""

    def settings_of(url: str) -> Settings:
        return Settings(database_url=url, data_dir=tmp_path, secret_key=SECRET_KEY, public_url="http://127.0.0.1")

    return settings_of


@pytest.fixture(params=["sqlite", "postgresql"])
def any_settings(request: pytest.FixtureRequest, tmp_path: Path, settings_of) -> Settings:
    """Settings for each database in turn, both as careful as real ones."""
    if request.param == "sqlite":
        return settings_of(sqlite_url(tmp_path / "proeve.db"))
    return settings_of(request.getfixturevalue("cluster").create_database("proeve"))


@pytest.fixture
def fill(candidates: int):
    """Fill a database with candidates who are sitting their exam."""

    def fill(settings: Settings, *, starting: int = 1) -> Hall:
        return fill_hall(settings, saving=candidates, opening=1, starting=starting)

    return fill


@pytest.fixture
def nodes(tmp_path: Path) -> Iterator[list[Node]]:
    """Nodes that a test adds here are killed when it ends; what they wrote is shown when it fails."""
    started: list[Node] = []
    yield started
    for node in started:
        node.thaw()
        node.kill()
        sys.stdout.write(node.log[-2000:])
