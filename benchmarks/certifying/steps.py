"""What each step of making a certificate takes on one core, and how many one and two processes make per second."""

import statistics
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from typing import Any

from benchmarks.certificates import make_facts
from certificates.archiving import archive
from certificates.badge.signing import sign_badge
from certificates.drawing import draw_certificate
from proeve.core.settings import Settings
from proeve.register.keys import badge_keys, seal_provider

COUNT, WARM_UP = 150, 5
IN_ONE_GO = 15
PROCESSES = (1, 2)
STEPS = ("draw", "badge", "archive", "seal")


@dataclass(frozen=True, slots=True)
class Making:
    """Milliseconds by step and in all, the size of a file, and certificates per second by number of processes."""

    median_ms: dict[str, float]
    total_median_ms: float
    total_p95_ms: float
    bytes: int
    per_second: dict[int, float]


def measure_making(settings: Settings) -> Making:
    """Make certificates of different people one by one, and then in one and in two processes."""
    made = [_make(settings, number) for number in range(WARM_UP + COUNT)][WARM_UP:]
    totals = [sum(durations.values()) for durations, _ in made]
    return Making(
        median_ms={step: statistics.median(durations[step] for durations, _ in made) for step in STEPS},
        total_median_ms=statistics.median(totals),
        total_p95_ms=statistics.quantiles(totals, n=20)[-1],
        bytes=max(len(pdf) for _, pdf in made),
        per_second={processes: _per_second(settings, processes) for processes in PROCESSES},
    )


def _make(settings: Settings, number: int) -> tuple[dict[str, float], bytes]:
    """Make one certificate, and say how many milliseconds each step took."""
    facts, took = make_facts(number), {}
    drawn, took["draw"] = _timed(partial(draw_certificate, facts))
    badge, took["badge"] = _timed(partial(sign_badge, facts, badge_keys(settings), status_index=number))
    archived, took["archive"] = _timed(partial(archive, drawn, facts, attachment=badge))
    sealed, took["seal"] = _timed(partial(seal_provider(settings).seal, archived))
    return took, sealed


def _timed(step: Callable[[], Any]) -> tuple[Any, float]:
    started = time.perf_counter()
    made = step()
    return made, (time.perf_counter() - started) * 1000


def _per_second(settings: Settings, processes: int) -> float:
    """Let several processes work at once and return what they reach together, their start not counted."""
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        work = partial(_make_many, settings)
        list(pool.map(work, [WARM_UP] * processes * 2))
        started = time.perf_counter()
        made = sum(pool.map(work, [IN_ONE_GO] * processes * (COUNT // IN_ONE_GO)))
        return made / (time.perf_counter() - started)


def _make_many(settings: Settings, count: int) -> int:
    for number in range(count):
        _make(settings, number)
    return count
