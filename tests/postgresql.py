"""A throw-away PostgreSQL cluster for tests."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from benchmarks.cluster import CAREFUL, Cluster, running_cluster

NOT_HERE = "PostgreSQL's server binaries are not on this machine (Debian: apt-get install postgresql)."
HASTY = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
"""A server that may lose everything when the machine stops; it does as much work for a test as it can leave out."""


@contextmanager
def cluster_of_its_own(settings: str = CAREFUL) -> Iterator[Cluster]:
    """Run a cluster until the block ends, in a folder that another user may reach."""
    with TemporaryDirectory(prefix="proeve-pg-", dir="/tmp", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o755)
        with running_cluster(folder / "cluster", settings) as cluster:
            yield there(cluster)


def there(cluster: Cluster | None) -> Cluster:
    """Return a cluster that is there; without PostgreSQL the test is skipped, and with CI set it fails."""
    if cluster is not None:
        return cluster
    return pytest.fail(NOT_HERE) if os.environ.get("CI") else pytest.skip(NOT_HERE)
