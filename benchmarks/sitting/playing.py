"""Play one sitting on an installation: candidates in processes of their own, while what the servers use is watched."""

import asyncio
import tempfile
import time
from concurrent.futures import Future, ProcessPoolExecutor, wait
from multiprocessing import get_context
from pathlib import Path

from benchmarks.sitting import records
from benchmarks.sitting.comparing import Comparison, compare
from benchmarks.sitting.crowd import Share, get_ready, play
from benchmarks.sitting.figures import Cost, Observed, Sitting
from benchmarks.sitting.installations import Installation
from benchmarks.sitting.open_connections import most_connections
from benchmarks.sitting.plan import Plan
from benchmarks.sitting.processes import Usage
from benchmarks.sitting.records import Record
from benchmarks.starts import SIGN_IN_PAGE
from benchmarks.visiting import Visit

LOOK_EVERY_SECONDS = 2.0
SETTLE_SECONDS = 3.0
"""Time for the generators to seat their candidates, so that all of them begin at the same moment."""


def play_sitting(site: Installation, plan: Plan, *, generators: int) -> Sitting:
    """Play a sitting, and compare what was promised with what is stored."""
    with tempfile.TemporaryDirectory(dir=site.folder) as name:
        before = site.usage()
        files = [Path(name) / f"acknowledged-{number}" for number in range(generators)]
        seen, largest = _played(site, plan, files)
        after = site.usage()
        started = [attempt for record in seen for attempt in record.started]
        handed_in = [attempt for record in seen for attempt in record.handed_in]
        comparison = asyncio.run(compare(site.settings, files, started=started, handed_in=handed_in))
    costs = {part: _cost(plan, before[part], after[part], largest[part]) for part in before}
    grown = site.database_bytes() - site.empty_bytes
    return _sitting(site.name, plan, Observed(seen), comparison, costs, grown / plan.candidates)


def _played(site: Installation, plan: Plan, files: list[Path]) -> tuple[list[Record], dict[str, int]]:
    """Let everybody sit; return what they saw, and the most memory that each part had."""
    with ProcessPoolExecutor(len(files), mp_context=get_context("spawn")) as pool:
        wait([pool.submit(get_ready) for _ in files])
        shares = _shares(site, plan, files)
        return _watched(site, [pool.submit(play, share) for share in shares])


def _shares(site: Installation, plan: Plan, files: list[Path]) -> list[Share]:
    with Visit(site.address) as visit:
        visit.get(SIGN_IN_PAGE)
        form_token = visit.form_token
    seats, begins_at = list(enumerate(site.hall.starting)), time.perf_counter() + SETTLE_SECONDS
    most = min(most_connections(), site.most_connections // len(files))
    return [
        Share(seats[number :: len(files)], plan, site.port, form_token, site.hall.shapes, begins_at, most, file)
        for number, file in enumerate(files)
    ]


def _watched(site: Installation, running: "list[Future[Record]]") -> tuple[list[Record], dict[str, int]]:
    largest = dict.fromkeys(site.parts, 0)
    while True:
        _, waiting = wait(running, timeout=LOOK_EVERY_SECONDS)
        for part, usage in site.usage().items():
            largest[part] = max(largest[part], usage.memory_bytes)
        if not waiting:
            return [future.result() for future in running], largest


def _cost(plan: Plan, before: Usage, after: Usage, largest: int) -> Cost:
    """Return what a candidate cost; what a part had before anybody came in is nobody's."""
    return Cost(
        (after.cpu_seconds - before.cpu_seconds) / plan.candidates,
        (largest - before.memory_bytes) / plan.candidates,
    )


def _sitting(  # One figure after another; there is nothing to part.
    name: str, plan: Plan, observed: Observed, comparison: Comparison, costs: dict[str, Cost], database_bytes: float
) -> Sitting:
    return Sitting(
        name=name,
        candidates=plan.candidates,
        starts_per_second=observed.rate(records.START),
        best_minute_of_starts=observed.best_minute(records.START),
        hold=observed.hold,
        saves_per_second=observed.rate_in_hold(records.SAVE),
        waiting=observed.waiting(),
        waiting_in_hold=observed.waiting(in_hold=True),
        per_second=observed.per_second(),
        failures=observed.failures,
        comparison=comparison,
        costs=costs,
        database_bytes=database_bytes,
        connections=observed.connections,
        generator_cpu_seconds=observed.generator_cpu_seconds,
        behind_p99_ms=observed.behind_p99_ms,
    )
