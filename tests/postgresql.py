"""A throw-away PostgreSQL cluster for tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.cluster import CAREFUL, Cluster, running_cluster
from tests.programs import do_without

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
    return cluster or do_without("PostgreSQL's server", "postgresql")
