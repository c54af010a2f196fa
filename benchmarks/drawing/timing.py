"""How long one form takes, on one core and with nothing else going on here."""

import statistics
import time
from dataclasses import dataclass

from benchmarks.drawing.pools import bank, pool_of_exam
from question_bank.drawing import draw_from

WARM_UP = 5


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds per form from a pool: as they passed, and as the processor counted them.

    `items` is what the bank holds for the exam, `drawable` what of that this blueprint can ask; `pool_ms` is what it
    takes to build the program of the pool, once for any number of forms.
    """

    exam: str
    items: int
    drawable: int
    forms: int
    pool_ms: float
    median_ms: float
    p99_ms: float
    cpu_median_ms: float
    cpu_p99_ms: float


def measure_timing(exam: str, times: int, forms: int) -> Timing:
    """Draw that many forms one by one from a pool with each item so many times."""
    started = time.perf_counter()
    pool = pool_of_exam(exam, times)
    pool_ms = (time.perf_counter() - started) * 1000
    passed, counted = [], []
    for number in range(-WARM_UP, forms):
        begun, begun_cpu = time.perf_counter(), time.process_time()
        draw_from(pool, number)
        passed.append((time.perf_counter() - begun) * 1000)
        counted.append((time.process_time() - begun_cpu) * 1000)
    items = times * len(bank().all_items(exam))
    return Timing(exam, items, len(pool.items), forms, pool_ms, *_both(passed), *_both(counted))


def _both(durations: list[float]) -> tuple[float, float]:
    kept = durations[WARM_UP:]
    return statistics.median(kept), statistics.quantiles(kept, n=100)[98]
