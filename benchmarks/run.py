"""Measure Proeve on this machine: `python -m benchmarks.run [--json]`; ends with status 1 when an answer was lost."""

import argparse
import json
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from benchmarks import cluster as postgresql
from benchmarks import load
from benchmarks.certificates import measure_certificates
from benchmarks.cluster import Cluster, running_cluster
from benchmarks.machine import machine_facts
from benchmarks.page import measure_page
from benchmarks.refusals import measure_refusals
from benchmarks.report import Report
from benchmarks.rounds import Floor, measure_round, warm_up
from benchmarks.servers import FRAMEWORK, PLAIN, serving
from benchmarks.sites import Site, running_sites
from benchmarks.starts import measure_starts
from benchmarks.tables import as_text

USUAL, CROWDED = 32, 128


def main() -> None:
    """Measure everything and print it."""
    options = _options()
    if not load.is_installed():
        sys.exit(load.MISSING)
    # Ending by a signal must also stop the servers, which the blocks below do on their way out.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Stopped."))
    report = measure(seconds=options.seconds, rounds=options.rounds)
    print(_as_json(report) if options.json else as_text(report))
    sys.exit(1 if report.lost else 0)


def measure(*, seconds: float, rounds: int) -> Report:
    """Run every benchmark; each load lasts some seconds, and what ratios are made of is repeated in rounds."""
    with _installation() as (folder, cluster, floor, sites):
        machine = machine_facts(folder, cluster)
        _say("Saves ...")
        warm_up(floor, sites)
        usual, crowded = (
            [measure_round(floor, sites, cluster, connections=connections, seconds=seconds) for _ in range(rounds)]
            for connections in (USUAL, CROWDED)
        )
        _say("Starts, pages and refusals ...")
        starts = {site.name: measure_starts(site, connections=USUAL, seconds=seconds) for site in sites}
        pages = {site.name: measure_page(site.address, site.hall.opening) for site in sites}
        refusals = {site.name: measure_refusals(site.settings, site.hall) for site in sites}
    _say("Certificates ...")
    date = datetime.now(UTC).date().isoformat()
    return Report(date, machine, usual, crowded, starts, pages, refusals, measure_certificates())


@contextmanager
def _installation() -> Iterator[tuple[Path, Cluster | None, Floor, list[Site]]]:
    """Run all servers in a temporary folder until the block ends."""
    _say("Starting servers and filling databases ...")
    with tempfile.TemporaryDirectory(prefix="proeve-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # PostgreSQL may run as another user, who has to reach its folder.
        with (
            running_cluster(folder / "cluster") as cluster,
            serving(FRAMEWORK, folder) as framework,
            serving(PLAIN, folder) as plain,
            running_sites(folder, cluster) as sites,
        ):
            if cluster is None:
                _say(postgresql.MISSING)
            yield folder, cluster, Floor(framework, plain), sites


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.add_argument("--seconds", type=float, default=4, help="how long each load lasts (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=3, help="how often ratios are measured (default: %(default)s)")
    return parser.parse_args()


def _as_json(report: Report) -> str:
    facts = msgspec.to_builtins(report, str_keys=True)
    aims = msgspec.to_builtins(report.aims())
    return json.dumps({**facts, "aims": aims, "acknowledged": report.acknowledged, "lost": report.lost}, indent=2)


def _say(sentence: str) -> None:
    """Tell how far we are, apart from the report itself."""
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
