"""Measure saves in rounds, each beside what they are held against, so that every ratio compares neighbours in time."""

from dataclasses import dataclass
from statistics import median

from benchmarks.cluster import Cluster
from benchmarks.load import Load
from benchmarks.saves import Saves
from benchmarks.sites import Site

WARM_UP_SECONDS = 1


@dataclass(frozen=True, slots=True)
class Floor:
    """Where the servers with nothing to do answer."""

    framework: str
    plain: str


@dataclass(frozen=True, slots=True)
class Round:
    """One turn of everything over the same number of connections; saves by database, upserts by pgbench.

    `journal` are saves per second without HTTP, by database.
    """

    connections: int
    framework: Load
    plain: Load
    saves: dict[str, Saves]
    journal: dict[str, float]
    upserts_per_second: float | None

    def share_of_framework(self, database: str) -> float:
        """Return the rate of saves as a share of the framework's no-op rate."""
        return self.saves[database].load.per_second / self.framework.per_second

    def share_of_plain(self, database: str) -> float:
        """Return the rate of saves as a share of what the server does without the framework."""
        return self.saves[database].load.per_second / self.plain.per_second

    def journal_share_of_upserts(self, database: str) -> float | None:
        """Return the rate of saves without HTTP as a share of pgbench's rate."""
        return self.journal[database] / self.upserts_per_second if self.upserts_per_second else None

    def share_of_upserts(self, database: str) -> float | None:
        """Return the rate of saves as a share of pgbench's rate."""
        upserts = self.upserts_per_second
        return self.saves[database].load.per_second / upserts if upserts else None


def warm_up(floor: Floor, sites: list[Site]) -> None:
    """Ask everything once, so that the first round does not pay for first times."""
    measure_round(floor, sites, None, connections=8, seconds=WARM_UP_SECONDS)


def measure_round(
    floor: Floor, sites: list[Site], cluster: Cluster | None, *, connections: int, seconds: float
) -> Round:
    """Put load on each in turn for some seconds; without a cluster, pgbench is left out."""
    return Round(
        connections,
        framework=sites[0].saving.put_elsewhere(floor.framework, connections=connections, seconds=seconds),
        plain=sites[0].saving.put_elsewhere(floor.plain, connections=connections, seconds=seconds),
        saves={site.name: site.saving.run(connections=connections, seconds=seconds) for site in sites},
        journal={site.name: site.saving.run_without_http(seconds=seconds) for site in sites},
        upserts_per_second=cluster.upserts_per_second(seconds) if cluster else None,
    )


def middle(loads: list[Load]) -> Load:
    """Return the median of several loads, figure by figure."""
    return Load(
        per_second=median(load.per_second for load in loads),
        p50_ms=median(load.p50_ms for load in loads),
        p99_ms=median(load.p99_ms for load in loads),
        answers=sum(load.answers for load in loads),
        refused=sum(load.refused for load in loads),
        broken=sum(load.broken for load in loads),
    )
