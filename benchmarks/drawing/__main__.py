"""Measure drawing: `python -m benchmarks.drawing [--candidates N] [--json]`; ends with 1 when an aim is missed."""

import argparse
import json
import os
import platform
import sys
import time
from datetime import UTC, datetime
from importlib.metadata import version

import msgspec

from benchmarks.drawing.crowd import CORPORATIONS, crowd
from benchmarks.drawing.figures import Figures, figures
from benchmarks.drawing.pools import LARGE, pool_of_exam
from benchmarks.drawing.report import Report, as_text
from benchmarks.drawing.simulation import simulate
from benchmarks.drawing.timing import measure_timing

EXAMS = ("klantgericht-werken", "lastige-boodschappen")
TIMED_FORMS = 300
ALONE = 1_000
"""So many people of one employer alone are the hardest case for exposure, because all of them are colleagues."""


def main() -> None:
    """Measure everything and print it."""
    options = _options()
    report = measure(options.candidates, options.forms)
    facts = msgspec.to_builtins(report) | {
        "aims": [msgspec.to_builtins(aim) | {"met": aim.met} for aim in report.aims()]
    }
    print(json.dumps(facts, indent=2) if options.json else as_text(report))
    sys.exit(0 if all(aim.met for aim in report.aims()) else 1)


def measure(candidates: int, forms: int) -> Report:
    """Time single forms of both exams, and then draw for everybody: of many employers, and of one alone."""
    started, date, machine = time.perf_counter(), datetime.now(UTC).date().isoformat(), machine_facts()
    timings = []
    for exam in EXAMS:
        for times in (1, LARGE):
            _say(f"Timing {exam}, the bank {times} times ...")
            timings.append(measure_timing(exam, times, forms))
    simulations = [_simulated(exam, candidates, CORPORATIONS) for exam in EXAMS]
    simulations += [_simulated(exam, ALONE, 1) for exam in EXAMS]
    return Report(date, machine, time.perf_counter() - started, timings, simulations)


def _simulated(exam: str, people: int, employers: int) -> Figures:
    employers = min(employers, people)
    _say(f"Drawing {exam} for {people:,} people of {employers} employers ...")
    started = time.perf_counter()
    drawn, cpu_seconds = simulate(exam, crowd(people, employers), os.cpu_count() or 1)
    seconds = time.perf_counter() - started
    ids = [item.id for item in pool_of_exam(exam).items]
    return figures(exam, drawn, ids, seconds=seconds, cpu_seconds=cpu_seconds)


def machine_facts() -> dict[str, object]:
    """Describe this machine and what solves the programs on it."""
    return {
        "cores": os.cpu_count(),
        "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        "busy_before": round(os.getloadavg()[0], 2),
        "python": platform.python_version(),
        "scipy": version("scipy"),
        "numpy": version("numpy"),
    }


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.add_argument(
        "--candidates", type=int, default=10_000, help="people of many employers (default: %(default)s)"
    )
    parser.add_argument("--forms", type=int, default=TIMED_FORMS, help="forms to time per pool (default: %(default)s)")
    return parser.parse_args()


def _say(sentence: str) -> None:
    """Tell how far we are, apart from the report itself."""
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
