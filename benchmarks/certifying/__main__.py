"""Measure certificates: `python -m benchmarks.certifying [--count N] [--json]`; ends with 1 when an aim is missed."""

import argparse
import asyncio
import json
import signal
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from benchmarks.certifying.bulk import Bulk, measure_bulk
from benchmarks.certifying.checking import measure_checking
from benchmarks.certifying.installation import make_installation
from benchmarks.certifying.report import Report, as_text
from benchmarks.certifying.steps import measure_making
from benchmarks.certifying.zipping import Zipping, measure_zipping
from benchmarks.machine import machine_facts
from proeve.core.database import Database
from proeve.core.settings import Settings


def main() -> None:
    """Measure everything and print it."""
    options = _options()
    # Ending by a signal must also stop the server, which the blocks below do on their way out.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Stopped."))
    with tempfile.TemporaryDirectory(prefix="proeve-bench-") as name:
        report = measure(Path(name), options.count)
    facts = msgspec.to_builtins(report, str_keys=True) | {"aims": msgspec.to_builtins(report.aims())}
    print(json.dumps(facts, indent=2) if options.json else as_text(report))
    sys.exit(0 if all(aim.met for aim in report.aims()) else 1)


def measure(folder: Path, count: int) -> Report:
    """Make certificates one by one, issue many by jobs, and then check and download them."""
    date, machine = datetime.now(UTC).date().isoformat(), machine_facts(folder, None)
    _say(f"Filling a database for {count:,} certificates ...")
    settings, hall = make_installation(folder, count)
    _say("Making certificates ...")
    making = measure_making(settings)
    _say("Issuing them by jobs ...")
    bulk: Bulk = measure_bulk(settings, hall, folder)
    _say("Checking and downloading them ...")
    checking, zipping = asyncio.run(_look_back(settings))
    return Report(date, machine, making, bulk, checking, zipping)


async def _look_back(settings: Settings) -> tuple[dict[str, float], Zipping]:
    database = Database(settings.database_url)
    found = await measure_checking(database, settings), await measure_zipping(database)
    await database.close()
    return found


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.add_argument("--count", type=int, default=1000, help="certificates to issue by jobs (default: %(default)s)")
    return parser.parse_args()


def _say(sentence: str) -> None:
    """Tell how far we are, apart from the report itself."""
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
