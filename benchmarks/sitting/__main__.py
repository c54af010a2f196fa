"""Simulate a sitting: `python -m benchmarks.sitting [--candidates N]`; ends with status 1 when anything was lost."""

import argparse
import json
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from benchmarks import cluster as postgresql
from benchmarks.cluster import Cluster, running_cluster
from benchmarks.machine import machine_facts
from benchmarks.sitting import curve, proxy
from benchmarks.sitting.chart import as_text
from benchmarks.sitting.curve import Point
from benchmarks.sitting.figures import Sitting
from benchmarks.sitting.installations import running_installation
from benchmarks.sitting.open_connections import raise_file_limit
from benchmarks.sitting.plan import Plan, default_candidates, default_speed
from benchmarks.sitting.playing import play_sitting

DATABASES = ("sqlite", "postgresql")


def main() -> None:
    """Play the sittings that were asked for and print what they showed."""
    options = _options()
    # Ending by a signal must also stop the servers, which the blocks below do on their way out.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Stopped."))
    plan = _plan(options)
    with _cluster() as (folder, cluster):
        machine = machine_facts(folder, cluster) | {"open_files": raise_file_limit()}
        sittings = [] if options.curve else list(_sittings(folder, cluster, plan, options))
        points = list(_curve(folder, cluster, options)) if options.curve else []
    chart = "\n\n".join([*map(as_text, sittings), *([curve.as_text(points)] if points else [])])
    if options.json:
        _say(chart)
        print(_as_json(machine, plan, sittings, points))
    else:
        print(chart)
    sys.exit(1 if any(sitting.lost for sitting in sittings) else 0)


@contextmanager
def _cluster() -> Iterator[tuple[Path, Cluster | None]]:
    with tempfile.TemporaryDirectory(prefix="proeve-sitting-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # PostgreSQL may run as another user, who has to reach its folder.
        with running_cluster(folder / "cluster") as cluster:
            yield folder, cluster


def _sittings(folder: Path, cluster: Cluster | None, plan: Plan, options: argparse.Namespace) -> Iterator[Sitting]:
    for database in _databases(cluster, options):
        used = cluster if database == "postgresql" else None
        _say(f"Filling a database for {plan.candidates:,} candidates ({database}) ...")
        with running_installation(
            folder / database,
            used,
            candidates=plan.candidates,
            nodes=options.nodes if used else 1,
            behind_proxy=options.proxy,
        ) as site:
            _say(
                f"{site.name}: at most {plan.starts_per_second:,.0f} starts a second, {plan.speed:g} times as fast ..."
            )
            sitting = play_sitting(site, plan, generators=options.generators)
        _say(f"{site.name}: {sitting.comparison.acknowledged:,} acknowledged, {sitting.lost:,} lost.")
        yield sitting


def _curve(folder: Path, cluster: Cluster | None, options: argparse.Namespace) -> Iterator[Point]:
    for database in _databases(cluster, options):
        _say(f"The journal alone, with more and more in it ({database}) ...")
        yield from curve.measure_curve(folder, database, cluster, most_rows=options.rows, seconds=options.curve_seconds)


def _databases(cluster: Cluster | None, options: argparse.Namespace) -> Iterator[str]:
    for database in DATABASES if options.database == "both" else (options.database,):
        if database == "postgresql" and cluster is None:
            _say(postgresql.MISSING)
        else:
            yield database


def _plan(options: argparse.Namespace) -> Plan:
    return Plan(
        candidates=options.candidates,
        speed=options.speed or default_speed(options.candidates),
        starts_per_second=options.starts,
        hold_seconds=options.seconds,
        hand_ins_per_second=options.hand_ins,
        with_page=options.with_page,
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sitting", description=__doc__)
    add = parser.add_argument
    add("--candidates", type=int, default=default_candidates(), help="how many sit (default here: %(default)s)")
    add("--database", choices=(*DATABASES, "both"), default="both", help="(default: %(default)s)")
    add("--nodes", type=int, choices=(1, 3), default=1, help="3 are PostgreSQL behind nginx (default: %(default)s)")
    add("--proxy", action="store_true", help="put nginx in front of one node too")
    add("--starts", type=float, default=500, help="people who come in per second (default: %(default)s)")
    add("--seconds", type=float, default=20, help="how long everybody is in (default: %(default)s)")
    add("--hand-ins", type=float, default=200, help="people who hand in per second (default: %(default)s)")
    add("--speed", type=float, help="how much faster than people they think (default: as makes the load of 30,000)")
    add("--with-page", action="store_true", help="load the exam page as well between starting and opening")
    add("--generators", type=int, default=1, help="processes that play candidates (default: %(default)s)")
    add("--curve", action="store_true", help="measure the journal alone instead, with ever more in it")
    add("--rows", type=int, default=curve.ROWS[-1], help="rows of the longest journal (default: %(default)s)")
    add("--curve-seconds", type=float, default=4, help="how long each point is measured (default: %(default)s)")
    add("--json", action="store_true", help="print one JSON document, and the chart beside it")
    options = parser.parse_args()
    if options.nodes > 1 and options.database == "sqlite":
        parser.error("SQLite has one node.")
    if options.nodes > 1:
        options.database, options.proxy = "postgresql", True
    if options.proxy and proxy.find_nginx() is None:
        parser.error(proxy.MISSING)
    return options


def _as_json(machine: dict[str, Any], plan: Plan, sittings: list[Sitting], points: list[Point]) -> str:
    facts = {"date": datetime.now(UTC).date().isoformat(), "machine": machine, "plan": msgspec.to_builtins(plan)}
    played = [{**msgspec.to_builtins(sitting), "lost": sitting.lost} for sitting in sittings]
    drawn = [{**msgspec.to_builtins(point), "share_of_upserts": point.share_of_upserts} for point in points]
    return json.dumps({**facts, "sittings": played, "curve": drawn}, indent=2)


def _say(sentence: str) -> None:
    """Tell how far we are, apart from the report itself."""
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
